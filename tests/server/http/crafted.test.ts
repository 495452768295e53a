import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {Comment} from '../../../src/model/comment.js';
import type {ThreadPage} from '../../../src/model/thread.js';
import {
  guestKey,
  postBody,
  SITE,
  startHttpFixture,
  threadQuery,
  tokenFor,
  type HttpFixture,
} from '../../support/server/http-fixture.js';
import {DATABASE_KINDS} from '../../support/server/test-database.js';

const encode = (parts: unknown): string => Buffer.from(JSON.stringify(parts)).toString('base64url');
const decode = (cursor: string): unknown[] =>
  JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];

/** Times that look like one and that there are not, and others that are none. */
const NO_TIMES: readonly unknown[] = [
  '0000-01-01T00:00:00.000Z',
  '0000-12-31T23:59:59.999Z',
  '2026-02-30T00:00:00.000Z',
  '2026-02-29T00:00:00.000Z',
  '2026-04-31T00:00:00.000Z',
  '2026-13-01T00:00:00.000Z',
  '2026-01-01T24:00:00.000Z',
  '2026-01-01T23:59:60.000Z',
  '999999-01-01T00:00:00.000Z',
  '+999999-01-01T00:00:00.000Z',
  '-000001-01-01T00:00:00.000Z',
  'infinity',
  'now',
  '',
  0,
  null,
  true,
  [],
  {},
  ['2026-01-01T00:00:00.000Z'],
];
const NO_IDS: readonly unknown[] = ['', '0', '-1', '1.5', '01', '9'.repeat(19), 'x', 1, null, true, [], {}];

describe.each(DATABASE_KINDS)('crafted by hand (%s)', (kind) => {
  let fixture: HttpFixture;
  let moderator: string;
  const thread = threadQuery('crafted');

  beforeAll(async () => {
    fixture = await startHttpFixture(kind);
    moderator = await tokenFor('moderator-1', 'moderator');
    for (const text of ['One.', 'Two.', 'Three.']) {
      const json = postBody('crafted', text);
      const answer = await fixture.send('POST', '/v1/comments', {json, guest: guestKey(), key: guestKey()});
      expect(answer.status).toBe(201);
    }
  });
  afterAll(() => fixture.close());

  const statusOf = async (path: string, headers: Record<string, string> = {}): Promise<number> => {
    const response = await fixture.send('GET', path, {token: moderator, headers});
    await response.body?.cancel();
    return response.status;
  };

  /** Asks with each value in the place of one part of a cursor that is good. */
  async function expectRefused(path: string, good: unknown[], place: number, values: readonly unknown[]) {
    for (const value of values) {
      const cursor = encode(good.with(place, value));
      expect([value, await statusOf(`${path}${encodeURIComponent(cursor)}`)]).toEqual([value, 400]);
    }
  }

  it('malformed cursors of a thread’s lists are refused', async () => {
    const page = (await (await fixture.send('GET', `/v1/thread?${thread}&limit=1`)).json()) as ThreadPage;
    const good = decode(page.next ?? '');
    const path = `/v1/comments?${thread}&cursor=`;
    expect(await statusOf(path + encode(good))).toBe(200);
    await expectRefused(path, good, 4, NO_TIMES);
    await expectRefused(path, good, 5, NO_IDS);
    await expectRefused(path, good, 3, [0, 101, 1.5, '1', null, 1e300]);
    await expectRefused(path, good, 6, [-1, 2 ** 31, 1.5, '1', null, 1e300]);
    await expectRefused(path, good, 7, [null, 'x', ['x'], [1], Array(201).fill('1')]);
    await expectRefused(
      path,
      good,
      2,
      NO_IDS.filter((id) => id !== null),
    );
    await expectRefused(path, good, 1, ['best', 0, null, '__proto__', 'constructor']);
    for (const cursor of ['x', '%00', 'e30', 'W10', encode([good]), encode([...good, 1])]) {
      expect(await statusOf(path + cursor)).toBe(400);
    }
  });

  it('cursors of changes and streams are refused', async () => {
    const {live = ''} = (await (await fixture.send('GET', `/v1/thread?${thread}`)).json()) as ThreadPage;
    const good = decode(live ?? '');
    const values = ['-1', '01', '1.5', '9'.repeat(19), 1, null, true, [], {}, '2026-02-30T00:00:00.000Z'];
    await expectRefused(`/v1/changes?${thread}&since=`, good, 1, values);
    await expectRefused(`/v1/stream?${thread}&since=`, good, 1, values);
    for (const value of values) {
      const headers = {'last-event-id': encode(good.with(1, value))};
      expect(await statusOf(`/v1/stream?${thread}`, headers)).toBe(400);
    }
  });

  it('cursors of moderators’ lists are refused', async () => {
    const held = ['held', 1, '2026-01-01T00:00:00.000Z', '1'];
    const [{id: site}] = (await fixture.database.query<{id: number}>('SELECT id FROM sites WHERE name = $1', [
      SITE,
    ])) as [{id: number}];
    const good = held.with(1, site);
    const queue = `/v1/moderation/queue?site=${SITE}&cursor=`;
    expect(await statusOf(queue + encode(good))).toBe(200);
    await expectRefused(queue, good, 2, NO_TIMES);
    await expectRefused(queue, good, 3, NO_IDS);
    for (const list of ['blocks', 'log']) {
      const path = `/v1/moderation/${list}?site=${SITE}&cursor=`;
      expect(await statusOf(path + encode([list, site, '5']))).toBe(200);
      await expectRefused(path, [list, site, '5'], 2, NO_IDS);
      await expectRefused(path, [list, site, '5'], 1, [site + 1, String(site), null, {}]);
    }
  });

  it('times that there are not end no block', async () => {
    for (const until of [...NO_TIMES.filter((time) => time !== null), '0001-01-01T00:00:00+23:59']) {
      const json = {subject: {userId: 'x'}, reason: '', until};
      const {status} = await fixture.send('POST', `/v1/moderation/blocks?site=${SITE}`, {
        json,
        token: moderator,
      });
      expect([until, status]).toEqual([until, 400]);
    }
    const {id} = (await (
      await fixture.send('POST', '/v1/comments', {
        json: postBody('crafted', 'To be decided.'),
        guest: guestKey(),
        key: guestKey(),
      })
    ).json()) as Comment;
    for (const editedAt of ['2026-02-30T00:00:00.000Z', '9999-12-31T23:59:59-23:59']) {
      const {status} = await fixture.send('POST', `/v1/moderation/comments/${id}/decision?site=${SITE}`, {
        json: {action: 'approve', editedAt},
        token: moderator,
      });
      expect([editedAt, status]).toEqual([editedAt, 400]);
    }
  });

  it('settings and policies that are not known, or are of another kind, are refused by their names', async () => {
    const wrong: [unknown, string][] = [
      [{bodyLenght: 5}, 'bodyLenght'],
      [{hold: {frist: true}}, 'body.hold has a field that is not known: frist'],
      [{guestFields: {phone: 'hidden'}}, 'phone'],
      [{words: {holds: []}}, 'holds'],
      [JSON.parse('{"__proto__": {"all": true}}'), '__proto__'],
      [{constructor: 1}, 'constructor'],
      [{hold: true}, 'body.hold'],
      [{hold: {links: '2'}}, 'body.hold.links'],
      [{bodyLength: '10'}, 'body.bodyLength'],
      [{title: null}, 'body.title'],
      [{words: {hold: 'casino'}}, 'body.words.hold'],
      [{sorts: ['best']}, 'body.sorts[0]'],
      [{sorts: []}, 'body.sorts'],
      [{bodyLength: 0}, 'body.bodyLength'],
      [{bodyFormat: 'html'}, 'body.bodyFormat'],
      [{hold: {first: 1}}, 'body.hold.first'],
      [{hold: null}, 'body.hold'],
      [{guestFields: {name: 'maybe'}}, 'body.guestFields.name'],
      [{words: {block: [1]}}, 'body.words.block[0]'],
      [[], 'body'],
      ['text', 'body'],
      [null, 'body'],
    ];
    const before = await (await fixture.send('GET', `/v1/settings?site=${SITE}`, {token: moderator})).text();
    for (const [change, name] of wrong) {
      const response = await fixture.send('PATCH', `/v1/settings?site=${SITE}`, {
        json: JSON.stringify(change),
        headers: {'content-type': 'application/json'},
        token: moderator,
      });
      expect([change, response.status, await response.text()]).toEqual([
        change,
        400,
        expect.stringContaining(name),
      ]);
    }
    expect(await (await fixture.send('GET', `/v1/settings?site=${SITE}`, {token: moderator})).text()).toBe(
      before,
    );
    for (const [policy, name] of [
      [{version: '1', rulez: []}, 'rulez'],
      [{version: '1', rules: [{id: 'kind', text: 'Be kind.', severe: 'hold'}]}, 'severe'],
    ] as const) {
      const response = await fixture.send('PUT', `/v1/policy?site=${SITE}`, {json: policy, token: moderator});
      expect([response.status, await response.text()]).toEqual([400, expect.stringContaining(name)]);
    }
  });
});
