import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {Comment} from '../../../src/model/comment.js';
import {
  guestKey,
  postBody,
  ORIGIN,
  OTHER_SITE,
  SITE,
  startHttpFixture,
  threadQuery,
  tokenFor,
  type HttpFixture,
  type Sending,
} from '../../support/server/http-fixture.js';
import {DATABASE_KINDS} from '../../support/server/test-database.js';

describe.each(DATABASE_KINDS)('moderation over HTTP (%s)', (kind) => {
  let fixture: HttpFixture;
  let moderator: string;

  beforeAll(async () => {
    fixture = await startHttpFixture(kind);
    moderator = await tokenFor('moderator-1', 'moderator');
  });

  afterAll(() => fixture.close());

  async function ask<Answer>(method: string, path: string, json?: unknown, status = 200): Promise<Answer> {
    const sending: Sending = {token: moderator, ...(json !== undefined && {json})};
    const response = await fixture.send(method, path, sending);
    expect([response.status, await response.clone().text()]).toEqual([status, expect.anything()]);
    return (status === 204 ? null : await response.json()) as Answer;
  }

  async function post(pageId: string, value: string, sending: Sending = {}, status = 201): Promise<Comment> {
    const response = await fixture.send('POST', '/v1/comments', {
      json: postBody(pageId, value),
      guest: guestKey(),
      key: guestKey(),
      ...sending,
    });
    expect(response.status).toBe(status);
    return (await response.json()) as Comment;
  }

  const settingsOf = (site: string) => `/v1/settings?site=${site}`;

  it('is for moderators alone', async () => {
    const reader = await tokenFor('reader-1');
    const {id} = await post('alone', 'One letter');
    const attempts: [string, string, unknown?][] = [
      ['GET', `/v1/moderation/queue?site=${SITE}`],
      ['POST', `/v1/moderation/comments/${id}/decision?site=${SITE}`, {action: 'remove'}],
      ['PUT', '/v1/moderation/closed', {thread: postBody('alone', '').thread}],
      ['DELETE', `/v1/moderation/closed?${threadQuery('alone')}`],
      ['PUT', '/v1/moderation/page', {thread: postBody('alone', '').thread}],
      ['DELETE', `/v1/moderation/page?${threadQuery('alone')}`],
      ['GET', `/v1/moderation/blocks?site=${SITE}`],
      ['POST', `/v1/moderation/blocks?site=${SITE}`, {subject: {userId: 'x'}, reason: 'r', until: null}],
      ['DELETE', `/v1/moderation/blocks/1?site=${SITE}`],
      ['GET', `/v1/moderation/log?site=${SITE}`],
      ['PUT', `/v1/policy?site=${SITE}`, {version: '1'}],
      ['GET', settingsOf(SITE)],
      ['PATCH', settingsOf(SITE), {}],
      ['POST', `/v1/people/export?site=${SITE}`, {userId: 'x'}],
      ['POST', `/v1/people/erase?site=${SITE}`, {userId: 'x'}],
    ];
    for (const [method, address, json] of attempts) {
      const sending = json === undefined ? {} : {json};
      expect((await fixture.send(method, address, {...sending, guest: guestKey()})).status).toBe(401);
      expect((await fixture.send(method, address, {...sending, token: reader})).status).toBe(403);
    }
  });

  it('lets a held comment be read when it is approved', async () => {
    const settings = await ask<{hold: object}>('GET', settingsOf(OTHER_SITE));
    const changed = await ask('PATCH', settingsOf(OTHER_SITE), {hold: {all: true, links: null}});
    expect(changed).toEqual({...settings, hold: {...settings.hold, all: true, links: null}});
    const thread = {site: OTHER_SITE, pageId: 'held', url: '', title: ''};
    const guest = guestKey();
    const held = await post('held', 'Please read', {json: postBody('held', 'Please read', {thread}), guest});
    expect(held.status).toBe('held');
    const query = threadQuery('held', OTHER_SITE);
    const total = async () =>
      ((await (await fixture.send('GET', `/v1/thread?${query}`)).json()) as {total: number}).total;
    expect(await total()).toBe(0);
    const viewer = await fixture.send('GET', `/v1/viewer?${query}`, {guest});
    expect(await viewer.json()).toMatchObject({own: [{id: held.id, status: 'held'}]});
    const queue = await ask<{items: unknown[]}>('GET', `/v1/moderation/queue?site=${OTHER_SITE}`);
    expect(queue.items).toMatchObject([
      {comment: {id: held.id}, heldBecause: ['all'], thread: {pageId: 'held'}},
    ]);
    await ask('POST', `/v1/moderation/comments/${held.id}/decision?site=${OTHER_SITE}`, {action: 'approve'});
    expect(await total()).toBe(1);
    const log = await ask<{items: unknown[]}>('GET', `/v1/moderation/log?site=${OTHER_SITE}`);
    expect(log.items).toContainEqual(expect.objectContaining({actor: 'moderator-1'}));
  });

  it('publishes no text that an author has changed since it was read', async () => {
    await ask('PATCH', settingsOf(SITE), {hold: {all: true}});
    const guest = guestKey();
    const {id} = await post('switched', 'Honest words', {guest});
    const address = `/v1/moderation/comments/${id}/decision?site=${SITE}`;
    const edit = async (value: string) => {
      const json = {body: {format: 'text', value}};
      const sending = {json, guest};
      return (await fixture.send('PATCH', `/v1/comments/${id}?${threadQuery('switched')}`, sending)).json();
    };
    const {editedAt} = (await edit('Cheap pills')) as Comment;
    expect(editedAt).toEqual(expect.any(String));
    await ask('POST', address, {action: 'approve', editedAt: null}, 409);
    await ask('POST', address, {action: 'approve', editedAt: '2026-01-01T00:00:00Z'}, 409);
    await ask('POST', address, {action: 'approve', editedAt: 'yesterday'}, 400);
    const query = threadQuery('switched');
    const page = await fixture.send('GET', `/v1/thread?${query}`);
    expect(await page.json()).toMatchObject({total: 0});
    expect(await ask('POST', address, {action: 'approve', editedAt})).toMatchObject({status: 'published'});
    await ask('PATCH', settingsOf(SITE), {hold: {all: false}});
  });

  it('features, removes with the rule that was broken, and shows what was reported', async () => {
    const {id} = await post('decide', 'A fine letter');
    const decide = (decision: object) =>
      ask<Comment>('POST', `/v1/moderation/comments/${id}/decision?site=${SITE}`, decision);
    expect(await decide({action: 'feature', by: 'The Packet', reason: 'Well said'})).toMatchObject({
      featured: {by: 'The Packet', reason: 'Well said'},
    });
    expect((await decide({action: 'unfeature'})).featured ?? null).toBeNull();
    const json = {ruleId: 'spam', text: 'Look'};
    await fixture.send('POST', `/v1/comments/${id}/reports?${threadQuery('decide')}`, {
      json,
      guest: guestKey(),
    });
    const queue = await ask<{items: unknown[]}>('GET', `/v1/moderation/queue?site=${SITE}&status=reported`);
    expect(queue.items).toContainEqual(expect.objectContaining({reports: [expect.objectContaining(json)]}));
    expect(await decide({action: 'remove', ruleId: 'spam'})).toMatchObject({status: 'removed'});
  });

  it('closes a thread and opens it again', async () => {
    const {thread} = postBody('closing', '');
    await ask('PUT', '/v1/moderation/closed', {thread, reason: 'The story is over.'}, 204);
    const page = await fixture.send('GET', `/v1/thread?${threadQuery('closing')}`);
    expect(await page.json()).toMatchObject({facts: {closed: {reason: 'The story is over.'}}});
    await post('closing', 'Too late', {}, 403);
    await ask('DELETE', `/v1/moderation/closed?${threadQuery('closing')}`, undefined, 204);
    await post('closing', 'In time');
  });

  it("sets a page's address until it is unset; only pages of the configured origins are accepted", async () => {
    const {thread} = postBody('naming', '');
    const {url = ''} = await post('naming', 'Here');
    expect(url).toMatch(/^https:\/\/paper\.example\/ferry#comment-/);
    const right = {...thread, url: `${ORIGIN}/right`, title: 'Right'};
    await ask('PUT', '/v1/moderation/page', {thread: right}, 204);
    const feed = async () => (await fixture.send('GET', `/v1/feed.atom?${threadQuery('naming')}`)).text();
    expect(await feed()).toContain('https://paper.example/right#comment-');
    expect(await feed()).toContain('· Right</title>');
    await post('naming', 'There');
    expect(await feed()).not.toContain('https://paper.example/ferry');
    await ask('DELETE', `/v1/moderation/page?${threadQuery('naming')}`, undefined, 204);
    expect(await feed()).not.toContain('https://paper.example/right');
    for (const wrong of ['https://evil.example/', 'javascript:alert(1)', ''])
      await ask('PUT', '/v1/moderation/page', {thread: {...right, url: wrong}}, 400);
  });

  it('blocks a guest by a comment, until it lifts the block', async () => {
    const guest = guestKey();
    const {id} = await post('blocks', 'Rude', {guest});
    const subject = {commentId: id, by: 'person'};
    const block = await ask<{id: string}>(
      'POST',
      `/v1/moderation/blocks?site=${SITE}`,
      {subject, reason: 'Rude', until: '2999-01-01T00:00:00+02:00'},
      201,
    );
    expect(block).toMatchObject({until: '2998-12-31T22:00:00.000Z', createdBy: 'moderator-1'});
    await post('blocks', 'Again', {guest}, 403);
    const viewer = await fixture.send('GET', `/v1/viewer?${threadQuery('blocks')}`, {guest});
    expect(await viewer.json()).toMatchObject({blocked: {reason: 'Rude'}, may: {post: false}});
    const blocks = await ask<{items: unknown[]}>('GET', `/v1/moderation/blocks?site=${SITE}`);
    expect(blocks.items).toContainEqual(expect.objectContaining({id: block.id}));
    await ask('DELETE', `/v1/moderation/blocks/${block.id}?site=${SITE}`, undefined, 204);
    await post('blocks', 'Sorry', {guest});
  });

  it('gives the site a policy, which readers must have read', async () => {
    const policy = {
      version: '2',
      text: {format: 'text', value: 'Be kind.'},
      rules: [{id: 'kind', text: 'Be kind.'}],
    };
    const thread = {site: OTHER_SITE, pageId: 'policy', url: '', title: ''};
    await ask('PUT', `/v1/policy?site=${OTHER_SITE}`, policy, 204);
    await ask('PATCH', settingsOf(OTHER_SITE), {policyRequired: true});
    const response = await fixture.send('GET', `/v1/policy?site=${OTHER_SITE}`);
    expect(await response.json()).toEqual(policy);
    const refused = await fixture.send('POST', '/v1/comments', {
      json: postBody('policy', 'Hi', {thread, policyVersion: '1'}),
      guest: guestKey(),
      key: guestKey(),
    });
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({code: 'conflict', policy});
    await post('policy', 'Hi', {json: postBody('policy', 'Hi', {thread, policyVersion: '2'})});
  });

  it('exports and erases one person', async () => {
    const email = `person-${guestKey()}@example.com`;
    await post('person', 'My words', {
      json: postBody('person', 'My words', {guest: {name: 'Eve Lane', email}}),
    });
    const {records} = await ask<{records: object[]}>('POST', `/v1/people/export?site=${SITE}`, {email});
    expect(JSON.stringify(records)).toContain('My words');
    expect(JSON.stringify(records)).toContain(email);
    expect(await ask('POST', `/v1/people/erase?site=${SITE}`, {email})).toEqual({comments: 1});
    const page = await fixture.send('GET', `/v1/thread?${threadQuery('person')}`);
    expect(await page.text()).not.toMatch(/My words|Eve Lane/);
    const again = await ask<{records: object[]}>('POST', `/v1/people/export?site=${SITE}`, {email});
    expect(JSON.stringify(again.records)).not.toContain('My words');
  });
});
