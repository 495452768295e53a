import {beforeEach, describe, expect, it} from 'vitest';
import {
  guest,
  commentFields,
  setPlugin,
  signedIn,
  type Person,
  type WireComment,
  type WireError,
} from '../../support/wordpress/people.js';
import {siteForAll} from '../../support/wordpress/site-for-all.js';

const site = siteForAll({plugin: true});
let post: number;

beforeEach(async () => {
  await setPlugin(site);
  await site.setOptions({comment_previously_approved: '', comment_moderation: '', disallowed_keys: ''});
  post = (await site.createPost()).id;
});

const published = (): Promise<number> =>
  site.createComment({post, content: `Written earlier, ${String(Math.random())}.`});

/** A comment that somebody has just posted by REST. */
async function posted(by: Person, more: Record<string, unknown> = {}): Promise<WireComment> {
  const {status, body} = await by.send<WireComment>('POST', 'wp/v2/comments', commentFields(post, more));
  expect(status).toBe(201);
  return body;
}

/** Puts a comment back into the past. */
const age = (id: number, minutes: number): Promise<unknown> =>
  site.run(
    `global $wpdb;
    $at = gmdate('Y-m-d H:i:s', time() - 60 * $given[1]);
    $wpdb->update($wpdb->comments, array('comment_date_gmt' => $at, 'comment_date' => get_date_from_gmt($at)), array('comment_ID' => $given[0]));
    clean_comment_cache($given[0]);`,
    [id, minutes],
  );

describe('voting', () => {
  it('counts a person once, on any page', async () => {
    const id = await published();
    const [ana, ben] = [guest(site), guest(site)];
    const vote = (who: Person, up: boolean) =>
      who.send<WireComment>('POST', `parley/v1/comments/${String(id)}/vote`, {up});
    await vote(ana, true);
    const again = await vote(ana, true);
    expect(again.body.parley).toMatchObject({votes: 1, voted: true});
    expect((await vote(ben, true)).body.parley).toMatchObject({votes: 2, voted: true});
    expect((await vote(ana, false)).body.parley).toMatchObject({votes: 1, voted: false});
    expect((await vote(ana, false)).body.parley).toMatchObject({votes: 1, voted: false});
  });

  it('counts a user once, from two browsers', async () => {
    const id = await published();
    const [first, second] = [await signedIn(site, 'reader'), await signedIn(site, 'reader')];
    await first.send('POST', `parley/v1/comments/${String(id)}/vote`, {up: true});
    const {body} = await second.send<WireComment>('POST', `parley/v1/comments/${String(id)}/vote`, {
      up: true,
    });
    expect(body.parley.votes).toBe(1);
  });

  it('keeps the count right when many vote at once', async () => {
    const id = await published();
    await Promise.all(
      Array.from({length: 12}, () =>
        guest(site).send('POST', `parley/v1/comments/${String(id)}/vote`, {up: true}),
      ),
    );
    const {body} = await guest(site).get<WireComment>(`wp/v2/comments/${String(id)}`);
    expect(body.parley).toMatchObject({votes: 12, voted: false});
  });

  it('shows in lists what the visitor voted for', async () => {
    const [liked, other] = [await published(), await published()];
    const ana = guest(site);
    await ana.send('POST', `parley/v1/comments/${String(liked)}/vote`, {up: true});
    const {body} = await ana.get<WireComment[]>(`wp/v2/comments?post=${String(post)}&order=asc`);
    expect(body.map(({id, parley}) => [id, parley.voted])).toEqual([
      [liked, true],
      [other, false],
    ]);
  });

  it("refuses one's own comment", async () => {
    const ana = guest(site);
    const {id} = await posted(ana);
    const {status, body} = await ana.send<WireError>('POST', `parley/v1/comments/${String(id)}/vote`, {
      up: true,
    });
    expect([status, body.code]).toEqual([403, 'parley_own_comment']);
    const {body: read} = await ana.get<WireComment>(`wp/v2/comments/${String(id)}`);
    expect(read.parley.can).toMatchObject({vote: false, report: false, edit: false});
  });

  it.each(['hold', 'spam', 'trash'] as const)('does not know a comment in %s', async (status) => {
    const id = await site.createComment({post, content: 'Not to be seen.', status});
    const answer = await guest(site).send<WireError>('POST', `parley/v1/comments/${String(id)}/vote`, {
      up: true,
    });
    expect([answer.status, answer.body.code]).toEqual([404, 'parley_comment_not_found']);
  });

  it('does not know comments of posts that the asker may not read', async () => {
    for (const fields of [{status: 'private'}, {status: 'draft'}, {password: 'secret'}] as const) {
      const hidden = await site.createPost(fields);
      const id = await site.createComment({post: hidden.id, content: 'Among ourselves.'});
      const answer = await guest(site).send('POST', `parley/v1/comments/${String(id)}/vote`, {up: true});
      expect(answer.status).toBe(404);
    }
  });

  it.each([[{}], [{up: 'perhaps'}], [{up: [true]}], [{up: null}]])('refuses %j', async (json) => {
    const id = await published();
    const {status, body} = await guest(site).send<WireError>(
      'POST',
      `parley/v1/comments/${String(id)}/vote`,
      json,
    );
    expect([status, body.code]).toEqual([
      400,
      expect.stringMatching(/^rest_(missing_callback|invalid)_param$/),
    ]);
  });

  it('limits the rate of votes', async () => {
    const ids = await site.createComments(
      Array.from({length: 31}, (_, index) => ({post, content: `Number ${String(index)}.`})),
    );
    const ana = guest(site);
    for (const id of ids.slice(0, 30))
      await ana.send('POST', `parley/v1/comments/${String(id)}/vote`, {up: true});
    const {status, headers, body} = await ana.send<WireError>(
      'POST',
      `parley/v1/comments/${String(ids[30])}/vote`,
      {up: true},
    );
    expect([status, body.code, headers.get('Retry-After'), body.data.retry_after]).toEqual([
      429,
      'parley_rate_limited',
      '60',
      60,
    ]);
    expect(headers.get('Cache-Control')).toBe('private, no-store');
  });

  it('refuses guests on pages of other sites, until they are listed', async () => {
    const id = await published();
    const vote = (origin: string) =>
      guest(site, {Origin: origin}).send<WireError>('POST', `parley/v1/comments/${String(id)}/vote`, {
        up: true,
      });
    for (const origin of ['https://evil.example', 'null', `${site.origin}.evil.example`]) {
      const {status, body} = await vote(origin);
      expect([status, body.code]).toEqual([403, 'parley_origin_refused']);
    }
    expect((await vote(site.origin)).status).toBe(200);
    await setPlugin(site, {origins: ['https://www.packet.example']});
    expect((await vote('https://www.packet.example')).status).toBe(200);
    expect((await vote('http://www.packet.example')).status).toBe(403);
  });

  it('takes a session without a nonce for no session', async () => {
    const id = await published();
    const {cookie} = await site.logIn('reader');
    const evil = guest(site, {Cookie: cookie, Origin: 'https://evil.example'});
    const {status} = await evil.send('POST', `parley/v1/comments/${String(id)}/vote`, {up: true});
    expect(status).toBe(403);
  });
});

describe('reporting', () => {
  const report = (who: Person, id: number, json: unknown = {rule: 'personal-attack'}) =>
    who.send<WireComment>('POST', `parley/v1/comments/${String(id)}/report`, json);

  it('holds a comment at the threshold, and notifies the moderator', async () => {
    await setPlugin(site, {report_threshold: 1});
    const id = await published();
    await site.takeMails();
    const ana = guest(site);
    await report(ana, id);
    const repeated = await report(ana, id);
    expect([repeated.status, repeated.body.status]).toEqual([200, 'approved']);
    const second = await report(guest(site), id, {rule: 'other', text: 'He names my street.'});
    expect([second.status, second.body.status]).toEqual([200, 'hold']);
    expect((await guest(site).get(`wp/v2/comments/${String(id)}`)).status).toBe(401);
    expect(await site.takeMails()).toContainEqual(
      expect.objectContaining({to: 'admin@packet.example', subject: expect.stringContaining('moderate')}),
    );
  });

  it('never holds at a threshold of 0, nor what a moderator wrote', async () => {
    await setPlugin(site, {report_threshold: 0});
    const id = await published();
    expect((await report(guest(site), id)).body.status).toBe('approved');
    await setPlugin(site, {report_threshold: 1});
    const staff = await site.createComment({post, content: 'From the editors.', by: 'editor'});
    for (const who of [guest(site), guest(site)])
      expect((await report(who, staff)).body.status).toBe('approved');
  });

  it('shows their number to moderators only', async () => {
    const id = await published();
    await report(guest(site), id);
    const asAdmin = (await (await site.rest(`wp/v2/comments/${String(id)}`)).json()) as WireComment;
    const asReader = await guest(site).get<WireComment>(`wp/v2/comments/${String(id)}`);
    expect([asAdmin.parley.reports, asReader.body.parley.reports]).toEqual([1, null]);
  });

  it('counts again after a moderator has approved', async () => {
    await setPlugin(site, {report_threshold: 1});
    const id = await published();
    const ana = guest(site);
    const [editor, author] = [await signedIn(site, 'editor'), await signedIn(site, 'author')];
    expect((await report(ana, id)).body.status).toBe('approved');
    expect((await report(editor, id)).body.status).toBe('hold');
    await site.approve(id);
    const asAdmin = (await (await site.rest(`wp/v2/comments/${String(id)}`)).json()) as WireComment;
    expect(asAdmin.parley.reports).toBe(0);
    // Whose report was answered does not hold it again.
    expect((await report(editor, id)).body.status).toBe('approved');
    expect((await report(author, id)).body.status).toBe('hold');
  });

  it('stores text as text, and refuses text that is too long', async () => {
    const id = await published();
    await report(guest(site), id, {rule: '<b>x</b>', text: '<script>alert(1)</script>It is a lie.\nTwice.'});
    const stored = await site.run<{rule: string; note: string}[]>(
      'return Parley\\Reports\\open($given);',
      id,
    );
    expect(stored).toEqual([expect.objectContaining({rule: 'x', note: 'It is a lie.\nTwice.'})]);
    for (const json of [{rule: 'r'.repeat(65)}, {text: 't'.repeat(2001)}, {text: ['a']}, {rule: {a: 1}}])
      expect((await report(guest(site), id, json)).status).toBe(400);
  });

  it('limits the rate of reports', async () => {
    const ids = await site.createComments(
      Array.from({length: 11}, (_, index) => ({post, content: `Number ${String(index)}.`})),
    );
    const ana = guest(site);
    for (const id of ids.slice(0, 10)) await report(ana, id);
    const {status, headers} = await report(ana, ids[10] ?? 0);
    expect([status, headers.get('Retry-After')]).toEqual([429, '600']);
  });
});

describe('editing by the author', () => {
  const edit = <Body = WireComment>(who: Person, id: number, json: unknown) =>
    who.send<Body>('POST', `parley/v1/comments/${String(id)}`, json);

  it('changes the text with the token, and publishes the change', async () => {
    const ana = guest(site);
    const {id, parley} = await posted(ana);
    expect(parley.can).toMatchObject({edit: true, remove: true});
    const words = 'Better words: were\\are, "straight" and <em>marked</em>.';
    const changed = await edit(ana, id, {content: words, token: parley.token});
    expect(changed.status).toBe(200);
    expect(changed.body.content.rendered).toContain('were\\are');
    expect(changed.body.parley.token).toBe(parley.token);
    const {body} = await guest(site).get<WireComment>(`wp/v2/comments/${String(id)}`);
    expect(body.content.rendered).toContain('<em>marked</em>');
    expect(Date.now() - Date.parse(body.parley.edited_at ?? '')).toBeLessThan(60_000);
    expect(body.parley.token).toBeUndefined();
  });

  it('gives the token only to the author', async () => {
    const {id} = await posted(guest(site));
    for (const path of [`wp/v2/comments/${String(id)}`, `parley/v1/changes?post=${String(post)}&since=0`]) {
      const asAdmin = await (await site.rest(path)).text();
      const asGuest = JSON.stringify((await guest(site).get(path)).body);
      expect(asAdmin + asGuest).not.toContain('token');
    }
  });

  it('refuses every token but the right one', async () => {
    const ana = guest(site);
    const [mine, other] = [await posted(ana), await posted(guest(site))];
    const forged = (mine.parley.token ?? '').replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
    for (const token of [undefined, '', forged, other.parley.token, mine.parley.token?.toUpperCase()]) {
      const {status, body} = await edit<WireError>(ana, mine.id, {content: 'Taken over.', token});
      expect([status, body.code]).toEqual([403, 'parley_invalid_token']);
    }
    expect((await edit(ana, mine.id, {content: 'x', token: [mine.parley.token]})).status).toBe(400);
    expect((await edit(ana, mine.id, {content: 'x', token: true})).status).toBe(400);
  });

  it('ends with the window', async () => {
    const ana = guest(site);
    const {id, parley} = await posted(ana);
    await age(id, 6);
    const {status, body} = await edit<WireError>(ana, id, {content: 'Too late.', token: parley.token});
    expect([status, body.code]).toEqual([403, 'parley_edit_window_closed']);
    expect(Date.parse(String(body.data.closed_at))).toBeLessThan(Date.now());
    await setPlugin(site, {edit_window: 10});
    expect((await edit(ana, id, {content: 'Just in time.', token: parley.token})).status).toBe(200);
    await setPlugin(site, {edit_window: 0});
    expect((await edit(ana, id, {content: 'Never.', token: parley.token})).status).toBe(403);
  });

  it('lets a subscriber edit only their own comment', async () => {
    const reader = await signedIn(site, 'reader');
    const {status, body} = await reader.send<WireComment>('POST', 'wp/v2/comments', {
      post,
      content: `From an account, ${String(post)}.`,
    });
    expect([status, body.parley.can.edit]).toEqual([201, true]);
    expect((await edit(reader, body.id, {content: 'Mended.'})).status).toBe(200);
    const neighbour = await signedIn(site, 'neighbour');
    expect((await edit(neighbour, body.id, {content: 'Mine now.'})).status).toBe(403);
  });

  it('lets a moderator change any, whenever it was written', async () => {
    const id = await published();
    await age(id, 600);
    const admin = await signedIn(site, 'admin');
    const {status, body} = await edit(admin, id, {content: 'Shortened by the editors.'});
    expect([status, body.parley.can.edit, body.parley.editable_until]).toEqual([200, true, null]);
  });

  it('strips what a guest may not write', async () => {
    const ana = guest(site);
    const {id, parley} = await posted(ana);
    const {body} = await edit(ana, id, {
      content:
        '<script>alert(1)</script><img src=x onerror=alert(1)><a href="https://a.example" onclick="alert(1)">x</a>',
      token: parley.token,
    });
    expect(body.content.rendered).not.toMatch(/<script|<img|onclick/);
  });

  it('rejects an empty text, a too long one, and forbidden words', async () => {
    const ana = guest(site);
    const {id, parley} = await posted(ana);
    await site.setOptions({disallowed_keys: 'cheap-pills'});
    const cases = [
      ['', 400, 'rest_comment_content_invalid'],
      ['  \n ', 400, 'rest_comment_content_invalid'],
      ['a'.repeat(65_526), 400, 'comment_content_column_length'],
      ['Buy cheap-pills.', 403, 'parley_words_refused'],
    ] as const;
    for (const [content, status, code] of cases) {
      const answer = await edit<WireError>(ana, id, {content, token: parley.token});
      expect([answer.status, answer.body.code]).toEqual([status, code]);
    }
  });

  it('sends new text to review where the site’s rules ask for it', async () => {
    const ana = guest(site);
    const {id, parley, status} = await posted(ana);
    expect(status).toBe('approved');
    const links = 'See <a href="https://a.example">a</a> and <a href="https://b.example">b</a>.';
    const changed = await edit(ana, id, {content: links, token: parley.token});
    expect([changed.status, changed.body.status]).toEqual([200, 'hold']);
    // What is held can still be mended, and stays held.
    const edited = await edit(ana, id, {content: 'No links.', token: parley.token});
    expect([edited.status, edited.body.status]).toEqual([200, 'hold']);
  });

  it('does not bring back what was taken away', async () => {
    const ana = guest(site);
    const {id, parley} = await posted(ana);
    await site.setCommentStatus(id, 'trash');
    const own = await edit<WireError>(ana, id, {content: 'Again.', token: parley.token});
    expect([own.status, own.body.code]).toEqual([410, 'parley_comment_gone']);
    // To others it is as if it had never been.
    expect((await edit(guest(site), id, {content: 'Again.', token: 'x'})).status).toBe(404);
  });
});

describe('deleting by the author', () => {
  const remove = <Body = {id: number; deleted: boolean}>(who: Person, id: number, token?: string) =>
    who.send<Body>('DELETE', `parley/v1/comments/${String(id)}`, {token});

  it('puts the comment into the trash', async () => {
    const ana = guest(site);
    const {id, parley} = await posted(ana);
    expect((await remove<WireError>(guest(site), id, 'f'.repeat(64))).body.code).toBe('parley_invalid_token');
    const {status, body} = await remove(ana, id, parley.token);
    expect([status, body]).toEqual([200, {id, deleted: true}]);
    const asAdmin = (await (await site.rest(`wp/v2/comments/${String(id)}`)).json()) as WireComment;
    expect(asAdmin.status).toBe('trash');
    expect((await remove<WireError>(ana, id, parley.token)).status).toBe(410);
  });

  it('ends with the window', async () => {
    const ana = guest(site);
    const {id, parley} = await posted(ana);
    await age(id, 6);
    expect((await remove<WireError>(ana, id, parley.token)).body.code).toBe('parley_edit_window_closed');
  });
});

describe('asking for the status of a comment', () => {
  interface Status {
    readonly id: number | null;
    readonly status: string;
    readonly comment: WireComment | null;
  }
  const ask = async (comments: unknown): Promise<Status[]> => {
    const {status, headers, body} = await guest(site).send<{comments: Status[]}>(
      'POST',
      'parley/v1/comments/status',
      {comments},
    );
    expect([status, headers.get('Cache-Control')]).toEqual([200, 'private, no-store']);
    return body.comments;
  };

  it('informs its author: held, published, rejected, gone', async () => {
    await site.setOptions({comment_moderation: '1'});
    const {id, status, parley} = await posted(guest(site), {content: 'Is it up yet?'});
    expect(status).toBe('hold');
    const question = [{id, token: parley.token}];
    const [held] = await ask(question);
    expect(held).toMatchObject({
      id,
      status: 'hold',
      comment: {content: {rendered: '<p>Is it up yet?</p>\n'}},
    });
    expect(held?.comment?.parley.token).toBe(parley.token);
    await site.approve(id);
    expect(await ask(question)).toMatchObject([{status: 'approved', comment: {id}}]);
    for (const status of ['spam', 'trash'] as const) {
      await site.setCommentStatus(id, status);
      expect(await ask(question)).toEqual([{id, status: 'rejected', comment: null}]);
    }
    await site.run('wp_delete_comment($given, true);', id);
    expect(await ask(question)).toEqual([{id, status: 'gone', comment: null}]);
  });

  it('returns no status without a proof, in the given order', async () => {
    await site.setOptions({comment_moderation: '1'});
    const {id, parley} = await posted(guest(site));
    const unknown = {id: null, status: 'unknown', comment: null};
    const answers = await ask([
      {id},
      {id, token: 'f'.repeat(64)},
      {id: id + 1, token: parley.token},
      {id, hash: 'f'.repeat(32)},
      {post, key: 'never-used-key'},
      {id, token: parley.token},
      {},
    ]);
    expect(answers.map(({status}) => status)).toEqual([
      ...Array.from({length: 5}, () => 'unknown'),
      'hold',
      'unknown',
    ]);
    expect(answers[0]).toEqual(unknown);
  });

  it('finds a comment by the key that it was posted with', async () => {
    const {id, parley} = await posted(guest(site), {parley_key: 'intent-0123456789'});
    const [found] = await ask([{post, key: 'intent-0123456789'}]);
    expect(found).toMatchObject({id, status: 'approved', comment: {parley: {token: parley.token}}});
    expect(await ask([{post: post + 1, key: 'intent-0123456789'}])).toMatchObject([{status: 'unknown'}]);
  });

  it('refuses no question, and too many', async () => {
    for (const comments of [[], Array.from({length: 51}, () => ({id: 1})), 'all', [1]]) {
      const {status} = await guest(site).send('POST', 'parley/v1/comments/status', {comments});
      expect(status).toBe(400);
    }
  });
});
