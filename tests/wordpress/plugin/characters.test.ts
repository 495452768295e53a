import {beforeEach, describe, expect, it} from 'vitest';
import {isVisible} from '../../../src/model/visible-text.js';
import {INVISIBLE_TEXTS, VISIBLE_TEXTS} from '../../support/invisible-texts.js';
import {
  guest,
  commentFields,
  setPlugin,
  type WireComment,
  type WireError,
} from '../../support/wordpress/people.js';
import {siteForAll} from '../../support/wordpress/site-for-all.js';

const site = siteForAll({plugin: true});
let post: number;

beforeEach(async () => {
  await setPlugin(site, {guests_by_rest: true});
  await site.setOptions({comment_previously_approved: ''});
  post = (await site.createPost()).id;
});

const ARMENIAN = 'բ';
/** Five code points of 18 bytes, which are one character to a reader. */
const FAMILY = '👩‍👩‍👧';

describe('an invisible comment', () => {
  it('is known by the plugin as by everybody else', async () => {
    const texts = [...Object.values(INVISIBLE_TEXTS), ...VISIBLE_TEXTS];
    const seen: unknown = await site.run(
      String.raw`return array_map(fn ($text) => ! Parley\Text\is_blank($text), $given);`,
      texts,
    );
    expect(seen).toEqual(texts.map(isVisible));
  });

  it.each(Object.entries(INVISIBLE_TEXTS).filter(([, text]) => text !== ''))(
    'is refused by the form, by REST and as other words: %s',
    async (_, content) => {
      const sent = await guest(site).send<WireError>('POST', 'wp/v2/comments', {
        ...commentFields(post),
        content,
      });
      expect([sent.status, sent.body.code]).toEqual([400, 'rest_comment_content_invalid']);
      const form = await fetch(`${site.origin}/wp-comments-post.php`, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({
          comment: content,
          author: 'Ana',
          email: 'ana@packet.example',
          comment_post_ID: String(post),
        }),
      });
      expect(form.status).toBeOneOf([200, 400, 409]);
      expect(form.headers.get('location')).toBe(null);
      const count =
        "return (int) get_comments(array('post_id' => $given[0], 'count' => true, 'status' => 'any'));";
      expect(await site.run(count, [post])).toBe(0);
    },
  );

  it('is a comment where one word of it can be seen', async () => {
    const content = '\u3164\u200B🐈';
    const {status} = await guest(site).send('POST', 'wp/v2/comments', {...commentFields(post), content});
    expect(status).toBe(201);
  });
});

describe('the reason of a block', () => {
  /** Blocks the author of a comment by the form of wp-admin. */
  async function block(email: string, reason: string): Promise<number> {
    const id = await site.createComment({post, content: 'Abuse.', email});
    const {cookie} = await site.logIn('editor');
    const page = await fetch(
      `${site.origin}/wp-admin/edit-comments.php?page=parley-blocks&comment=${String(id)}`,
      {
        headers: {Cookie: cookie},
      },
    );
    const nonce = /name="_wpnonce" value="(\w+)"/.exec(await page.text())?.[1] ?? '';
    const fields = {
      action: 'parley_block',
      id: String(id),
      _wpnonce: nonce,
      'kinds[]': 'email',
      reason,
      days: '7',
    };
    const answer = await fetch(`${site.origin}/wp-admin/admin-post.php`, {
      method: 'POST',
      redirect: 'manual',
      headers: {Cookie: cookie},
      body: new URLSearchParams(fields),
    });
    return answer.status;
  }

  it.each([
    [
      '250 Armenian letters after one that has another length',
      `x${ARMENIAN.repeat(250)}`,
      `x${ARMENIAN.repeat(250)}`,
    ],
    ['600 Armenian letters', ARMENIAN.repeat(600), ARMENIAN.repeat(500)],
    ['600 letters outside the first plane', `xy${'𐍈'.repeat(600)}`, `xy${'𐍈'.repeat(498)}`],
    ['characters of many parts', `xyz${FAMILY.repeat(110)}`, `xyz${FAMILY.repeat(99)}`],
    ['marks that stand on letters', 'e\u0301'.repeat(300), 'e\u0301'.repeat(250)],
    ['one mark too many', `x${'e\u0301'.repeat(300)}`, `x${'e\u0301'.repeat(249)}`],
  ])('is stored whole: %s', async (name, reason, stored) => {
    const email = `${name.replace(/\W+/g, '-')}@reader.example`;
    expect(await block(email, reason)).toBe(302);
    const {status, body} = await guest(site).send<WireError>(
      'POST',
      'wp/v2/comments',
      commentFields(post, {author_email: email}),
    );
    expect([status, body.code, body.data.reason]).toEqual([403, 'parley_blocked', stored]);
  });

  it('shows an error if the block cannot be stored', async () => {
    await site.run(
      "global $wpdb; $wpdb->query('RENAME TABLE ' . Parley\\Tables\\name('blocks') . ' TO wp_parley_away');",
    );
    try {
      expect(await block('lost@reader.example', 'Abuse.')).toBe(500);
    } finally {
      await site.run(
        "global $wpdb; $wpdb->query('RENAME TABLE wp_parley_away TO ' . Parley\\Tables\\name('blocks'));",
      );
      // What the missing table made WordPress write down.
      await site.clearErrorLog();
    }
  });
});

describe('a guest’s browser', () => {
  it('may have a name of any characters and length', async () => {
    const agent = Buffer.from(`x${ARMENIAN.repeat(300)}`, 'utf8').toString('latin1');
    const ana = guest(site, {'User-Agent': agent});
    const {status, body} = await ana.send<WireComment>('POST', 'wp/v2/comments', commentFields(post));
    expect(status).toBe(201);
    const stored = await site.run<string>('return get_comment($given)->comment_agent;', body.id);
    expect(stored).toBe(`x${ARMENIAN.repeat(253)}`);
    const vote = await ana.send<WireError>('POST', `parley/v1/comments/${String(body.id)}/vote`, {up: true});
    expect(vote.body.code).toBe('parley_own_comment');
  });
});

describe('a report', () => {
  it('is stored whole up to its limit, in characters', async () => {
    const id = await site.createComment({post, content: 'Abuse.'});
    const report = (text: string) =>
      guest(site).send('POST', `parley/v1/comments/${String(id)}/report`, {rule: ARMENIAN.repeat(64), text});
    for (const character of [ARMENIAN, '𐍈']) {
      expect((await report(character.repeat(2000))).status).toBe(200);
      expect((await report(character.repeat(2001))).status).toBe(400);
      const [stored] = await site.run<{rule: string; note: string}[]>(
        'return Parley\\Reports\\open($given);',
        id,
      );
      expect(stored).toMatchObject({rule: ARMENIAN.repeat(64), note: character.repeat(2000)});
    }
  });
});

describe('cutting', () => {
  const cut = (text: string, most: number): Promise<string> =>
    site.run<string>('return Parley\\Text\\cut($given[0], $given[1]);', [text, most]);

  it('leaves what is short enough, and never a part of a character', async () => {
    expect(await cut('short', 5)).toBe('short');
    expect(await cut('shorter', 5)).toBe('short');
    expect(await cut(`ab${FAMILY}`, 6)).toBe('ab');
    expect(await cut(`ab${FAMILY}`, 7)).toBe(`ab${FAMILY}`);
    expect(await cut('🇦🇲🇦🇲', 3)).toBe('🇦🇲');
    expect(await cut('👩👩👩', 2)).toBe('👩👩');
    expect(await cut('a👍🏽', 2)).toBe('a');
    expect(await cut('한국', 1)).toBe('한');
    // A pile of marks is cut all the same: the limit holds.
    expect(await cut(`e${'\u0301'.repeat(20)}`, 5)).toBe(`e${'\u0301'.repeat(4)}`);
    expect(await cut('', 5)).toBe('');
  });

  it('is right without the extension mbstring, and of what is no text', async () => {
    const [polyfill, invalid] = await site.run<string[]>(
      `return array(
        _mb_substr(str_repeat($given, 600), 0, 500, 'UTF-8'),
        Parley\\Text\\cut("abc\\xD5", 4),
      );`,
      ARMENIAN,
    );
    expect([polyfill, invalid]).toEqual([ARMENIAN.repeat(500), '']);
  });
});
