import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {threadOf} from '../../support/wordpress/adapter-harness.js';
import {setPlugin} from '../../support/wordpress/people.js';
import {draftOf, errorOf, intent, Reader} from '../../support/wordpress/reader.js';
import {siteForAll} from '../../support/wordpress/site-for-all.js';
import type {SitePost} from '../../support/wordpress/wordpress-site.js';

const site = siteForAll({plugin: true});
let post: SitePost;
let reader: Reader;

beforeEach(async () => {
  await setPlugin(site, {guests_by_rest: false});
  await site.setOptions({comment_previously_approved: '', comment_moderation: ''});
  await site.filterSpam('verdicts');
  post = await site.createPost();
  reader = new Reader(site, post, {formUrl: `${site.origin}/wp-comments-post.php`});
  await reader.open();
  reader.requests.length = 0;
});

afterEach(async () => {
  await site.filterSpam();
  await site.run("global $wpdb; $wpdb->query('DELETE FROM ' . Parley\\Tables\\name('blocks'));");
});

describe('a comment through the site’s form, with the plugin', () => {
  it('takes one request, and may be changed and taken back', async () => {
    const posted = await reader.write({text: 'It were late.'});
    expect(reader.requests).toEqual(['POST /wp-comments-post.php']);
    expect(posted.can).toMatchObject({edit: true, remove: true});
    const body = {format: 'text', value: 'It was late.'} as const;
    const changed = await reader.adapter.edit?.(threadOf(post), posted.id, body, intent());
    expect(changed?.body.value).toContain('It was late.');
    const gone = await reader.adapter.remove?.(threadOf(post), posted.id, intent());
    expect(gone?.status).toBe('deleted');
  });

  it.each(['lottery', 'rubbish'])(
    'that becomes spam or trash (%s) is reported as not published, now and later',
    async (word) => {
      const key = `key-of-a-${word}`;
      const comment = {text: `A ${word}.`, key};
      const posted = await reader.write(comment);
      expect(posted).toMatchObject({
        status: 'rejected',
        author: {name: 'Ana Silva'},
        body: {value: `A ${word}.`},
      });
      expect((await reader.open()).comments).toMatchObject([{id: posted.id, status: 'rejected'}]);
      const found = await reader.adapter.findPosted(threadOf(post), draftOf(comment), intent(key));
      expect(found).toMatchObject({id: posted.id, status: 'rejected'});
      // A moderator thinks otherwise.
      await site.setCommentStatus(posted.id, 'hold');
      expect((await reader.open()).comments).toMatchObject([{id: posted.id, status: 'held'}]);
      await site.approve(posted.id);
      const {comments} = await reader.open();
      expect(comments.map(({id, status}) => [id, status])).toEqual([[posted.id, undefined]]);
    },
  );

  it('that became spam and was not answered is found, and not sent again', async () => {
    const comment = {text: 'A lottery.', key: 'key-of-unanswered-spam'};
    reader.answerInstead(async (ask) => {
      await ask();
      throw new TypeError('Failed to fetch');
    });
    expect((await reader.refusal(comment)).code).toBe('offline');
    expect(await reader.write(comment)).toMatchObject({status: 'rejected'});
  });

  it('that a filter redirects is asked for by its key', async () => {
    reader.answerInstead(async (ask) => {
      await ask();
      return new Response(null, {status: 302, headers: {Location: '/'}});
    });
    expect((await reader.write({text: 'Led elsewhere.'})).can).toMatchObject({edit: true});
    expect((await reader.refusal({text: 'My slots.'})).code).toBe('forbidden');
  });

  it('is refused in the filter’s own words, which readers see', async () => {
    for (const [word, words] of [
      ['casino', 'No casinos here.'],
      ['poker', 'No poker here.'],
      ['roulette', 'Thrown away.'],
      ['jackpot', 'No jackpots here.'],
    ] as const) {
      const error = await reader.refusal({text: `A ${word}.`});
      expect([word, error.code, error.fields]).toEqual([word, 'validation', {body: words}]);
    }
  });

  it('is refused with the policy as it is now, and with the reason of a block', async () => {
    await setPlugin(site, {acknowledgement: true, policy_version: '7', policy_text: '<p>Be kind.</p>'});
    const error = await reader.refusal({});
    expect([error.code, error.policy?.version]).toEqual(['conflict', '7']);
    await setPlugin(site, {guests_by_rest: false});
    await site.run("Parley\\Blocks\\add('email', 'ana@reader.example', 'Abuse.', null);");
    expect(await reader.refusal({})).toMatchObject({
      code: 'forbidden',
      blocked: {reason: 'Abuse.', until: null},
    });
  });

  it('is not posted as a guest’s once its author is no longer signed in', async () => {
    const session = {...(await site.logIn('reader'))};
    const member = new Reader(site, post, {
      session,
      nonce: session.nonce,
      formUrl: `${site.origin}/wp-comments-post.php`,
    });
    await member.open();
    expect((await member.write({text: 'By an account.', guest: null})).author.name).toBe('Reader');
    session.cookie = '';
    const error = await errorOf(member.write({text: 'By nobody.', guest: null}));
    expect(error.code).toBe('login-required');
  });

  it('is sent by REST if the site has no form and guests may', async () => {
    const formless = new Reader(site, post, {formUrl: `${site.origin}/no-form.php`});
    await formless.open();
    expect((await formless.refusal({text: 'Closed.'})).code).toBe('login-required');
    await setPlugin(site, {guests_by_rest: true});
    expect((await formless.write({text: 'By REST.'})).can).toMatchObject({edit: true});
    expect((await formless.refusal({text: 'A casino.'})).fields).toEqual({body: 'No casinos here.'});
    expect((await formless.write({text: 'A lottery.'})).status).toBe('rejected');
  });

  it('offers guests no form where there is neither a form nor REST', async () => {
    const elsewhere = new Reader(site, post);
    expect((await elsewhere.open()).facts.posting).toBe('signed-in');
    expect((await reader.open()).facts.posting).toBe('guest');
  });
});
