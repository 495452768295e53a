import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {markupToText} from '../../../src/content/plain-text.js';
import {ANA, draftOf, errorOf, intent, Reader} from '../../support/wordpress/reader.js';
import {threadOf} from '../../support/wordpress/adapter-harness.js';
import {siteForAll} from '../../support/wordpress/site-for-all.js';

const site = siteForAll({allowAnonymousRest: true});
let reader: Reader;

afterEach(() => site.checkFlood(false));

beforeEach(async () => {
  reader = new Reader(site, await site.createPost());
});

/** A reader whom WordPress publishes at once, for a comment of theirs was approved before. */
async function knownGuest(name: string): Promise<{name: string; email: string}> {
  const email = `${name.toLowerCase()}@reader.example`;
  await site.createComment({post: (await site.createPost()).id, name, email, content: `I am ${name}.`});
  return {name, email};
}

describe('a guest’s comment by REST', () => {
  it('is held the first time, with its text', async () => {
    const posted = await reader.write({text: 'My first letter.'});
    expect(posted.status).toBe('held');
    expect(markupToText(posted.body.value).trim()).toBe('My first letter.');
  });

  it('is published at once when one of theirs was approved before', async () => {
    const guest = await knownGuest('Berta');
    const posted = await reader.write({guest});
    expect(posted.status ?? 'published').toBe('published');
    expect((await reader.open()).comments.map(({id}) => id)).toEqual([posted.id]);
  });

  it('may have the tags that WordPress accepts, if the page allows them', async () => {
    const guest = await knownGuest('Hanna');
    const inTags = new Reader(site, reader.post, {bodyFormat: 'html'});
    expect((await inTags.open()).facts.bodyFormat).toBe('html');
    const body = {format: 'html', value: '<strong>Loud</strong> <em>bell</em>'} as const;
    const posted = await inTags.adapter.post(
      threadOf(reader.post),
      {...draftOf({guest}), body},
      intent('hanna-writes-in-html-0001'),
    );
    expect(posted.body.value).toContain('<strong>Loud</strong> <em>bell</em>');
    // Everybody else's words come out as typed.
    expect((await reader.open()).facts.bodyFormat).toBe('text');
    const typed = await reader.write({guest: await knownGuest('Ina'), text: '<strong>Loud</strong>'});
    expect(markupToText(typed.body.value).trim()).toBe('<strong>Loud</strong>');
  });

  it('waits when it has more than two links', async () => {
    const guest = await knownGuest('Carla');
    const text = [1, 2, 3, 4, 5].map((number) => `https://paper.example/${String(number)}`).join(' ');
    expect((await reader.write({guest, text})).status).toBe('held');
  });

  it('is refused as a duplicate, naming the first', async () => {
    const guest = await knownGuest('Dora');
    const first = await reader.write({guest, text: 'Said "once", they\'re <b>right</b>.'});
    const error = await reader.refusal({guest, text: 'Said "once", they\'re <b>right</b>.'});
    expect([error.code, error.existingId]).toEqual(['duplicate', first.id]);
  });

  it('is refused for 15 seconds after another', async () => {
    // What other tests wrote is an hour old.
    await site.run(
      'global $wpdb; $wpdb->query("UPDATE $wpdb->comments SET comment_date_gmt = comment_date_gmt - INTERVAL 1 HOUR");',
    );
    await site.checkFlood();
    await reader.write({guest: {name: 'Eva', email: 'eva@reader.example'}, text: 'One.'});
    const before = Date.now();
    const error = await reader.refusal({guest: {name: 'Eva', email: 'eva@reader.example'}, text: 'Two.'});
    const wait = Date.parse(error.retryAt ?? '') - before;
    expect(error.code).toBe('rate-limited');
    expect(wait).toBeGreaterThan(14_000);
    expect(wait).toBeLessThan(17_000);
  });

  it.each([
    ['no name', {guest: {name: '', email: 'f@reader.example'}}, ['name']],
    ['no e-mail address', {guest: {name: 'Fay'}}, ['email']],
    ['neither', {guest: {name: ''}}, ['name', 'email']],
    ['an address that is none', {guest: {name: 'Fay', email: 'no address'}}, ['email']],
    ['no words', {text: ''}, ['body']],
    ['blank words', {text: ' \n\t '}, ['body']],
    ['65,526 bytes', {text: 'é'.repeat(32_763)}, ['body']],
    ['a name of 246 letters', {guest: {...ANA, name: 'n'.repeat(246)}}, ['name']],
    ['an address of 201 letters', {guest: {...ANA, url: `https://a.example/${'u'.repeat(183)}`}}, ['url']],
  ])('with %s is refused, pointing at the field', async (_what, comment, fields) => {
    const error = await reader.refusal(comment);
    expect([error.code, Object.keys(error.fields)]).toEqual(['validation', fields]);
    for (const message of Object.values(error.fields)) expect(message).not.toMatch(/[<&]|^$/);
  });

  it('of just 65,525 bytes is taken', async () => {
    expect((await reader.write({text: 'x'.repeat(65_525)})).id).toMatch(/^\d+$/);
  });

  it('under a post that is not there is refused as not found', async () => {
    const nowhere = new Reader(site, {id: 999_999, url: `${site.origin}/nowhere/`});
    expect((await nowhere.refusal({})).code).toBe('not-found');
  });

  it.each([
    ['closed', {comments: 'closed'}, 'closed'],
    ['a draft', {status: 'draft'}, 'forbidden'],
    ['private', {status: 'private'}, 'forbidden'],
    ['behind a password', {password: 's3cret'}, 'forbidden'],
  ] as const)('under a post that is %s is refused', async (_what, fields, code) => {
    const other = new Reader(site, await site.createPost(fields));
    expect((await other.refusal({})).code).toBe(code);
  });

  it('is taken behind a password by who has it', async () => {
    const post = await site.createPost({password: 's3cret'});
    const admitted = new Reader(site, post, {postPassword: 's3cret'});
    const guest = await knownGuest('Gina');
    const posted = await admitted.write({guest});
    expect((await admitted.open()).comments.map(({id}) => id)).toEqual([posted.id]);
    expect((await errorOf(new Reader(site, post).open())).code).toBe('forbidden');
  });

  it('answers only what can be read under this post', async () => {
    const elsewhere = await site.createComment({post: (await site.createPost()).id, content: 'Elsewhere.'});
    const held = await site.createComment({post: reader.post.id, content: 'Wait.', status: 'hold'});
    const thrown = await site.createComment({post: reader.post.id, content: 'Away.', status: 'trash'});
    const codes = [];
    for (const parent of [987_654_321, elsewhere, held, thrown, 'no-number'])
      codes.push((await reader.refusal({parent})).code);
    expect(codes).toEqual(['not-found', 'not-found', 'gone', 'gone', 'not-found']);
    expect(
      await site.run<number>(
        'return (int) get_comments(array("post_id" => $given, "count" => true, "status" => "approve"));',
        reader.post.id,
      ),
    ).toBe(0);
  });

  it('answers a reply eight levels deep, which WordPress’s own form would not', async () => {
    const guest = await knownGuest('Hilda');
    let parent: string | null = null;
    for (let depth = 0; depth < 8; depth++)
      parent = (await reader.write({guest, parent, text: `Level ${String(depth)}`})).id;
    expect((await reader.open()).comments).toHaveLength(8);
  });

  it.each([
    "Quotes \"straight\" and 'single', “curly”, `ticks` and ``LaTeX''",
    'They were\\are here. C:\\new\\table',
    'Dashes - and -- and --- and 3-4, x--y, well-known',
    'Dots... and .... and 3x4, 10x10, (tm), (c) and (r)',
    ':) :-( ;-) 8-) :mrgreen: :? =) but 10:30 and a:b',
    'Wordpress is not WordPress, and [gallery] is no shortcode',
    'a < b && c > d; &amp; &copy; &#8217; <iframe src="https://x.example"></iframe>',
    'See https://paper.example/a-b--c/?x=1&y=2#z, www.paper.example and ana@paper.example.',
    '“She said ‘no’” – 5′ 6″ … ½ × ÷ 👩‍🚀 مرحبا',
    '1. one\n2. two\n\n- three\n* four\n\n\n> quoted',
    'Emoji :heart: <3 &lt;3',
    'Links <https://paper.example>, (https://paper.example/it(s)), "www.paper.example". https://paper.example/\'s!',
  ])('is returned as typed: %s', async (text) => {
    const posted = await reader.write({text, guest: await knownGuest('Ida')});
    const shown = markupToText(posted.body.value)
      .replace(/\n{3,}/g, '\n\n')
      .trim();
    expect(shown).toBe(text.replace(/\n{3,}/g, '\n\n'));
  });

  it('links addresses only', async () => {
    const text =
      'See https://paper.example/a--b?x=1&y=2, (www.paper.example) and <https://o.example>; not http://.';
    const posted = await reader.write({text, guest: await knownGuest('Ivy')});
    const links = [...posted.body.value.matchAll(/<a href="([^"]*)"/g)].map(([, href]) => href);
    expect(links).toEqual([
      'https://paper.example/a--b?x=1&amp;y=2',
      'http://www.paper.example',
      'https://o.example',
    ]);
  });

  it('that was published but not answered is found, and not sent again', async () => {
    const guest = await knownGuest('Julia');
    const key = 'julia-1';
    reader.answerInstead((ask) => ask());
    await reader.open();
    reader.requests.length = 0;
    reader.answerInstead(async (ask) => {
      await ask();
      throw new TypeError('Failed to fetch');
    });
    const comment = {guest, text: 'Did it arrive?', key};
    expect((await reader.refusal(comment)).code).toBe('offline');
    const found = await reader.adapter.findPosted(threadOf(reader.post), draftOf(comment), intent(key));
    const again = await reader.write(comment);
    expect(again.id).toBe(found?.id);
    expect((await reader.open()).comments.map(({id}) => id)).toEqual([again.id]);
  });

  it('that waits and was not answered is taken for what arrived, once', async () => {
    const comment = {
      text: 'Does it wait?',
      key: 'key-of-a-held-letter',
      guest: {name: 'Kim', email: 'kim@reader.example'},
    };
    reader.answerInstead(async (ask) => {
      await ask();
      throw new TypeError('Failed to fetch');
    });
    expect((await reader.refusal(comment)).code).toBe('offline');
    const again = await reader.write(comment);
    expect(again.status).toBe('held');
    const [shown] = (await reader.open()).comments;
    expect(shown).toMatchObject({status: 'held', author: {name: 'Kim'}});
    await site.run(
      'foreach (get_comments(array("post_id" => $given, "status" => "hold")) as $c) wp_set_comment_status($c->comment_ID, "approve");',
      reader.post.id,
    );
    const published = (await reader.open()).comments;
    expect(published.map(({status, author}) => [status ?? 'published', author.name])).toEqual([
      ['published', 'Kim'],
    ]);
  });
});

describe('what WordPress accepts from users with the right only', () => {
  const send = (fields: Record<string, unknown>, init: RequestInit = {}) =>
    site.rest('wp/v2/comments', {
      as: null,
      method: 'POST',
      json: {
        post: reader.post.id,
        author_name: 'Lea',
        author_email: 'lea@reader.example',
        content: 'Hello.',
        ...fields,
      },
      ...init,
    });

  // The adapter never sends these; this is what WordPress does with them, which the guide tells.
  it.each([
    [{author: 1}, 401, 'rest_comment_invalid_author'],
    [{author_ip: '10.0.0.1'}, 401, 'rest_comment_invalid_author_ip'],
    [{status: 'approved'}, 401, 'rest_comment_invalid_status'],
    [{type: 'pingback'}, 400, 'rest_invalid_comment_type'],
  ])('refuses %o', async (fields, status, code) => {
    const response = await send(fields);
    expect([response.status, ((await response.json()) as {code: string}).code]).toEqual([status, code]);
  });

  it('accepts an old date from anyone, which only the plugin refuses', async () => {
    const response = await send({date: '2001-01-01T00:00:00', content: 'From the past.'});
    expect([response.status, ((await response.json()) as {date: string}).date]).toEqual([
      201,
      '2001-01-01T00:00:00',
    ]);
  });

  it('does not report responses without JSON as malformed', async () => {
    reader.answerInstead(() =>
      fetch(`${site.origin}/wp-json/wp/v2/comments`, {
        method: 'POST',
        headers: {'Content-Type': 'application/json'},
        body: '{',
      }),
    );
    expect((await errorOf(reader.open())).code).toBe('malformed');
  });
});
