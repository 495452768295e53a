import {beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {
  guest,
  commentFields,
  setPlugin,
  signedIn,
  type WireComment,
  type WireError,
} from '../../support/wordpress/people.js';
import {siteForAll} from '../../support/wordpress/site-for-all.js';

// Sites from before WordPress 4.2 have tables that hold characters of three bytes at most: no emoji, no rare Chinese.

const site = siteForAll({plugin: true});
let post: number;

beforeAll(async () => {
  await site.run(`global $wpdb;
    foreach ($wpdb->get_col('SHOW TABLES') as $table) {
      $wpdb->query("ALTER TABLE $table CONVERT TO CHARACTER SET utf8mb3 COLLATE utf8mb3_unicode_ci");
    }
    wp_cache_flush();`);
  await setPlugin(site);
  await site.setOptions({comment_previously_approved: '', comment_moderation: ''});
});

beforeEach(async () => {
  post = (await site.createPost()).id;
});

const TEXT = 'The ferry 🚢 is late, 𠮷 says Şebnem.';
/** As WordPress's own form stores it there. */
const STRIPPED = 'The ferry  is late,  says Şebnem.';

const stored = (id: number): Promise<{content: string; author: string}> =>
  site.run(
    "$c = get_comment($given); return array('content' => $c->comment_content, 'author' => $c->comment_author);",
    id,
  );

describe('where tables hold three bytes a character', () => {
  it('a comment by REST loses what cannot be stored, as by WordPress’s form', async () => {
    const {status, body} = await guest(site).send<WireComment>(
      'POST',
      'wp/v2/comments',
      commentFields(post, {content: TEXT, author_name: 'Ana 🚢 Silva'}),
    );
    expect(status).toBe(201);
    expect(await stored(body.id)).toEqual({content: STRIPPED, author: 'Ana Silva'});
  });

  it('a moderator’s comment by REST does too', async () => {
    const editor = await signedIn(site, 'editor');
    const {status, body} = await editor.send<WireComment>('POST', 'wp/v2/comments', {post, content: TEXT});
    expect(status).toBe(201);
    expect((await stored(body.id)).content).toBe(STRIPPED);
    const changed = await editor.send<WireComment>('POST', `wp/v2/comments/${String(body.id)}`, {
      content: `${TEXT} 🙂`,
    });
    expect(changed.status).toBe(200);
    expect((await stored(body.id)).content.trim()).toBe(STRIPPED);
  });

  it('a comment by the form with a key is stored once for any user agent', async () => {
    const ana = guest(site);
    const answer = await fetch(`${site.origin}/wp-comments-post.php`, {
      method: 'POST',
      redirect: 'manual',
      headers: {...ana.headers, 'User-Agent': Buffer.from('Browser 🚢').toString('latin1')},
      body: new URLSearchParams({
        comment_post_ID: String(post),
        author: 'Ana 🚢',
        email: 'ana@reader.example',
        comment: TEXT,
        parley_key: 'key-of-three-bytes',
      }),
    });
    const body = (await answer.json()) as {id: number; status: string};
    expect([answer.status, body.status]).toEqual([200, 'approved']);
    expect((await stored(body.id)).content).toBe(STRIPPED);
  });

  it('an edit loses it', async () => {
    const ana = guest(site);
    const {body} = await ana.send<WireComment>('POST', 'wp/v2/comments', commentFields(post));
    const {status} = await ana.send('POST', `parley/v1/comments/${String(body.id)}`, {
      content: TEXT,
      token: body.parley.token,
    });
    expect(status).toBe(200);
    expect((await stored(body.id)).content).toBe(STRIPPED);
  });

  it('a comment without other text is refused as empty', async () => {
    const ana = guest(site);
    const posted = await ana.send<WireError>(
      'POST',
      'wp/v2/comments',
      commentFields(post, {content: '🚢🚢'}),
    );
    expect([posted.status, posted.body.code]).toEqual([400, 'rest_comment_content_invalid']);
    const {body} = await ana.send<WireComment>('POST', 'wp/v2/comments', commentFields(post));
    const edited = await ana.send<WireError>('POST', `parley/v1/comments/${String(body.id)}`, {
      content: '🚢',
      token: body.parley.token,
    });
    expect([edited.status, edited.body.code]).toEqual([400, 'rest_comment_content_invalid']);
  });

  it('a report is taken, without it', async () => {
    const id = await site.createComment({post, content: 'Late again.'});
    const {status} = await guest(site).send('POST', `parley/v1/comments/${String(id)}/report`, {
      rule: 'civil',
      text: TEXT,
    });
    expect(status).toBe(200);
    expect(await site.run('return Parley\\Reports\\open($given)[0]->note;', id)).toBe(STRIPPED);
  });

  it('a block is stored, with its reason without those characters', async () => {
    expect(
      await site.run("return Parley\\Blocks\\add('email', 'ben@reader.example', $given, null);", TEXT),
    ).toBe(true);
    expect(
      await site.run(
        'global $wpdb; return $wpdb->get_var("SELECT reason FROM {$wpdb->prefix}parley_blocks");',
      ),
    ).toBe(STRIPPED);
  });

  it('settings are stored, with their text without it', async () => {
    const saved = await site.run<{policy_text: string; nudge_words: string[]}>(
      `update_option('parley_settings', Parley\\Settings\\sanitize(array('policy_text' => $given, 'nudge_words' => "rubbish 🚢\\nbilge")));
      wp_cache_flush();
      return Parley\\Settings\\all();`,
      TEXT,
    );
    expect(saved).toMatchObject({
      policy_text: 'The ferry &#x1f6a2; is late,  says Şebnem.',
      nudge_words: ['rubbish', 'bilge'],
    });
  });
});
