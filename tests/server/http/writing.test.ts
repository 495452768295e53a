import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {Comment} from '../../../src/model/comment.js';
import type {Problem, ViewerAnswer} from '../../../src/model/protocol.js';
import {
  guestKey,
  postBody,
  SITE,
  startHttpFixture,
  threadQuery,
  tokenFor,
  type HttpFixture,
  type Sending,
} from '../../support/server/http-fixture.js';
import {DATABASE_KINDS} from '../../support/server/test-database.js';

describe.each(DATABASE_KINDS)('writing over HTTP (%s)', (kind) => {
  let fixture: HttpFixture;

  beforeAll(async () => {
    fixture = await startHttpFixture(kind);
  });

  afterAll(() => fixture.close());

  const send = (method: string, address: string, sending?: Sending) => fixture.send(method, address, sending);

  async function post(pageId: string, value: string, sending: Sending = {}): Promise<Comment> {
    const response = await send('POST', '/v1/comments', {
      json: postBody(pageId, value),
      key: guestKey(),
      ...sending,
    });
    expect(response.status).toBe(201);
    return (await response.json()) as Comment;
  }

  async function viewer(pageId: string, sending: Sending): Promise<ViewerAnswer> {
    return (await send('GET', `/v1/viewer?${threadQuery(pageId)}`, sending)).json() as Promise<ViewerAnswer>;
  }

  it('a post is 201 with its address; a guest’s personal data stays on the server', async () => {
    const guest = guestKey();
    const response = await send('POST', '/v1/comments', {
      json: postBody('post', 'were\\are “so”'),
      guest,
      key: 'one-post-key',
    });
    expect(response.status).toBe(201);
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    const text = await response.text();
    expect(text).not.toContain('ada@example.com');
    const comment = JSON.parse(text) as Comment;
    expect(comment).toMatchObject({
      author: {name: 'Ada Quill'},
      body: {format: 'text', value: 'were\\are “so”'},
    });
    const found = await send('GET', response.headers.get('location') ?? '');
    expect(await found.json()).toMatchObject({total: 1, comments: [{id: comment.id}]});
  });

  it('the same key and body replay the first answer; with another body they are refused', async () => {
    const guest = guestKey();
    const key = guestKey();
    const first = await send('POST', '/v1/comments', {json: postBody('replay', 'Once'), guest, key});
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    const again = await send('POST', '/v1/comments', {
      json: postBody('replay', 'Once'),
      guest,
      key: `"${key}"`,
    });
    expect(again.status).toBe(201);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await again.text()).toBe(await first.text());
    const other = await send('POST', '/v1/comments', {json: postBody('replay', 'Twice'), guest, key});
    expect(other.status).toBe(422);
    expect(await other.json()).toMatchObject({code: 'conflict'});
    const thread = await send('GET', `/v1/thread?${threadQuery('replay')}`);
    expect(await thread.json()).toMatchObject({total: 1});
  });

  it('the same key of another reader is another key', async () => {
    const key = guestKey();
    const one = await post('two readers', 'One', {guest: guestKey(), key});
    const two = await post('two readers', 'Two', {guest: guestKey(), key});
    expect(two.id).not.toBe(one.id);
  });

  it('a post that was never answered can be looked for', async () => {
    const guest = guestKey();
    const key = guestKey();
    const address = `/v1/posted?${threadQuery('posted')}`;
    expect((await send('GET', address, {guest, key})).status).toBe(404);
    const {id} = await post('posted', 'One letter', {guest, key});
    expect(await (await send('GET', address, {guest, key})).json()).toMatchObject({id});
    expect((await send('GET', address, {guest: guestKey(), key})).status).toBe(404);
  });

  it('a held post without a guest’s key is not reported as removed to anyone who looks it up by its key', async () => {
    const token = await tokenFor('mod', 'moderator');
    const site = `/v1/settings?site=${SITE}`;
    await send('PATCH', site, {json: {words: {hold: ['lighthouse'], block: []}}, token});
    const key = guestKey();
    const {id} = await post('keyless', 'The lighthouse', {key});
    const found = await send('GET', `/v1/posted?${threadQuery('keyless')}`, {key});
    expect(await found.json()).toMatchObject({id, status: 'held', body: {value: 'The lighthouse'}});
    await send('PATCH', site, {json: {words: {hold: [], block: []}}, token});
  });

  it('one’s own comment can be edited and removed, another’s cannot', async () => {
    const guest = guestKey();
    const {id} = await post('own', 'Frist', {guest});
    const address = `/v1/comments/${id}?${threadQuery('own')}`;
    const json = {body: {format: 'text', value: 'First'}};
    expect((await send('PATCH', address, {json, guest: guestKey()})).status).toBe(403);
    expect((await send('DELETE', address, {guest: guestKey()})).status).toBe(403);
    const edited = await send('PATCH', address, {json, guest});
    expect(await edited.json()).toMatchObject({id, body: {value: 'First'}});
    const removed = await send('DELETE', address, {guest});
    expect(await removed.json()).toMatchObject({id, status: 'deleted', body: {value: ''}});
  });

  it('the time for changes ends', async () => {
    const guest = guestKey();
    const {id} = await post('window', 'Too late', {guest});
    fixture.clock.now += 3_600_000;
    const response = await send('DELETE', `/v1/comments/${id}?${threadQuery('window')}`, {guest});
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({code: 'edit-window-closed'});
  });

  it('a vote counts once, and can be taken back', async () => {
    const {id} = await post('votes', 'Good letter', {guest: guestKey()});
    const address = `/v1/comments/${id}/vote?${threadQuery('votes')}`;
    const guest = guestKey();
    for (const key of [guestKey(), guestKey()]) {
      expect(await (await send('PUT', address, {guest, key})).json()).toMatchObject({
        score: {up: 1, mine: true},
      });
    }
    expect((await viewer('votes', {guest})).votes).toEqual([id]);
    expect(await (await send('DELETE', address, {guest})).json()).toMatchObject({
      score: {up: 0, mine: false},
    });
  });

  it('votes and reports of unknown guests count once for an address, or for the first 64 bits of one', async () => {
    const {id} = await post('one machine', 'Much praised', {guest: guestKey()});
    const address = (what: string) => `/v1/comments/${id}/${what}?${threadQuery('one machine')}`;
    const machines = ['2001:db8::1', '2001:db8::2', '2001:db8:0:0:ffff::3', '198.51.100.7', '198.51.100.7'];
    let score: unknown;
    for (const from of machines) {
      const voted = await send('PUT', address('vote'), {guest: guestKey(), from});
      ({score} = (await voted.json()) as Comment);
      const reporting = {json: {ruleId: 'spam'}, guest: guestKey(), from};
      expect((await send('POST', address('reports'), reporting)).status).toBe(200);
    }
    expect(score).toEqual({up: 2, mine: true});
    const token = await tokenFor('moderator-1', 'moderator');
    const queue = await send('GET', `/v1/moderation/queue?site=${SITE}&status=reported`, {token});
    const {items} = (await queue.json()) as {items: {comment: Comment; reports: unknown[]}[]};
    expect(items.find(({comment}) => comment.id === id)?.reports.length).toBe(2);
  });

  it('a report is noted', async () => {
    const {id} = await post('reports', 'Bad letter', {guest: guestKey()});
    const guest = guestKey();
    const address = `/v1/comments/${id}/reports?${threadQuery('reports')}`;
    const response = await send('POST', address, {json: {ruleId: 'personal-attack', text: 'Look'}, guest});
    expect(response.status).toBe(200);
    expect((await viewer('reports', {guest})).reports).toEqual([id]);
  });

  it("a signed-in reader writes under their account's name", async () => {
    const token = await tokenFor('reader-7');
    const {author} = await post('token', 'Mine', {token});
    expect(author).toMatchObject({id: expect.any(String), name: 'Name of reader-7'});
    expect(await viewer('token', {token})).toMatchObject({
      viewer: {id: author.id, name: 'Name of reader-7'},
    });
    expect(await viewer('token', {})).toMatchObject({
      viewer: null,
      own: [],
      mine: [],
      votes: [],
      reports: [],
    });
  });

  it.each<[string, number, string, Sending]>([
    ['without a key', 400, 'malformed', {}],
    ['without words', 422, 'validation', {key: 'k1', json: postBody('faults', ' ')}],
    ['without a name', 422, 'validation', {key: 'k2', json: postBody('faults', 'Hm', {guest: {name: ''}})}],
    [
      'in a format that the site does not take',
      422,
      'validation',
      {key: 'k5', json: postBody('faults', 'Hm', {body: {format: 'markdown', value: '*Hm*'}})},
    ],
    [
      'as HTML',
      422,
      'validation',
      {key: 'k6', json: postBody('faults', 'Hm', {body: {format: 'html', value: '<p>Hm</p>'}})},
    ],
    ['with a token that is none', 401, 'login-required', {key: 'k3', token: 'token'}],
    [
      'in answer to nothing',
      404,
      'not-found',
      {key: 'k4', json: postBody('faults', 'Hm', {parentId: '999999'})},
    ],
  ])('a post is refused %s', async (_what, status, code, sending) => {
    const response = await send('POST', '/v1/comments', {
      json: postBody('faults', 'Hm'),
      guest: guestKey(),
      ...sending,
    });
    const problem = (await response.json()) as Problem;
    expect([response.status, problem.code]).toEqual([status, code]);
    if (status === 401) expect(response.headers.get('www-authenticate')).toBe('Bearer');
    if (code === 'validation') expect(Object.keys(problem.fields ?? {})).toHaveLength(1);
  });

  it('the same text at once is a duplicate, with its id', async () => {
    const guest = guestKey();
    const {id} = await post('duplicate', 'Again', {guest});
    const response = await send('POST', '/v1/comments', {
      json: postBody('duplicate', 'Again'),
      guest,
      key: guestKey(),
    });
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({code: 'duplicate', existingId: id});
  });

  it('only addresses of the paper are stored for a page', async () => {
    const thread = {site: SITE, pageId: 'phishing', url: 'https://evil.example/', title: 'Prize'};
    await post('phishing', 'Hello', {json: postBody('phishing', 'Hello', {thread}), guest: guestKey()});
    const feed = await send('GET', `/v1/feed.atom?${threadQuery('phishing')}`);
    const text = await feed.text();
    expect(text).not.toContain('evil.example');
    expect(text).not.toContain('Prize');
  });

  it.each([
    ['of a blob', 'blob:https://paper.example/6a1c'],
    ['with a name and a password', 'https://evil.example@paper.example/'],
    ['that another page reads as its own', 'https:paper.example/'],
    ['with backslashes', 'https:\\\\paper.example\\'],
    ['with a line break', 'https://paper.ex\nample/'],
  ])('an address %s names no page', async (_what, url) => {
    const pageId = `odd ${url.replace(/\W/g, '')}`;
    const thread = {site: SITE, pageId, url, title: 'Prize'};
    const posted = await post(pageId, 'Hello', {
      json: postBody(pageId, 'Hello', {thread}),
      guest: guestKey(),
    });
    expect(posted).not.toHaveProperty('url');
    const feed = await send('GET', `/v1/feed.atom?${threadQuery(pageId)}`);
    expect(await feed.text()).not.toContain('Prize');
  });
});
