import {describe, expect, it} from 'vitest';
import type {Comment} from '../../../src/model/comment.js';
import {
  fakeServer,
  guestStorage,
  json,
  rawComment,
  page,
  problem,
  proxyPage,
  THREAD,
  viewer,
  type Answer,
} from '../../support/rest-fake.js';
import {follow, idOf, onOwnClock, settle, streams, until} from '../../support/rest-watch.js';

const MINUTE = 60_000;

onOwnClock();

describe('after a gap that the server cannot fill', () => {
  const thread = () =>
    json(
      page(
        [
          rawComment('new', {createdAt: '2026-11-05T08:10:00.000Z'}),
          rawComment('old', {createdAt: '2026-11-05T07:00:00.000Z', body: {format: 'text', value: 'Edited'}}),
        ],
        {live: 'live-900'},
      ),
    );

  it('the thread is opened again: newer comments count as added, others as changed', async () => {
    const {all, next} = streams();
    const {adapter, received} = fakeServer({stream: next, thread});
    const watch = follow(adapter);
    await until(() => all.length === 1);
    all[0]?.write('event: reload\ndata: {}\n\n');
    await until(() => watch.changes.length === 2);
    expect(watch.changes.map((change) => [change.type, idOf(change), change.cursor])).toEqual([
      ['added', 'new', undefined],
      ['changed', 'old', 'live-900'],
    ]);
    expect(Object.fromEntries(received[1]?.query ?? [])).toMatchObject({sort: 'newest', limit: '100'});
    all[0]?.end();
    await settle(5_000);
    expect(received[2]?.query.get('since')).toBe('live-900');
  });

  it.each([
    ['the server says so', () => json({reload: true})],
    ['the position is not of this server', () => problem(400, {code: 'malformed'})],
  ])('that holds for polling, too: %s', async (_, changes) => {
    let calls = 0;
    const {adapter, received} = fakeServer({
      stream: () => proxyPage(404),
      changes: () => (++calls === 1 ? changes() : json({changes: [], live: 'live-900'})),
      thread,
    });
    const watch = follow(adapter);
    await until(() => watch.changes.length === 2);
    await settle(MINUTE);
    expect(received.at(-1)?.query.get('since')).toBe('live-900');
  });
});

describe('what a page shows of older pages, after such a gap', () => {
  /** A reader who has `ids` on the page when the server tells that it cannot fill the gap. */
  async function afterGap(ids: readonly string[], lookup: Answer, own: readonly Comment[] = []) {
    const {all, next} = streams();
    const pages = [page(ids.map((id) => rawComment(id))), page([rawComment('1')], {live: 'live-900'})];
    const {adapter, received} = fakeServer(
      {
        stream: next,
        thread: () => json(pages.shift() ?? page([rawComment('1')], {live: 'live-901'})),
        viewer: () => json(viewer({own, mine: own.map(({id}) => id)})),
        lookup,
      },
      {storage: guestStorage()},
    );
    await adapter.open(THREAD, {sort: 'newest', limit: 50}, new AbortController().signal);
    const watch = follow(adapter);
    await until(() => all.length === 1);
    all[0]?.write('event: reload\ndata: {}\n\n');
    return {watch, all, lookups: () => received.filter(({path}) => path === 'lookup')};
  }
  const found = (...ids: string[]): Answer => {
    const edited = {body: {format: 'text', value: 'Edited'}} as const;
    return () => json({comments: ids.map((id) => rawComment(id, edited))});
  };

  it('is looked up: changes are reported, and missing comments are removed', async () => {
    const {watch, lookups} = await afterGap(['1', '2', '3'], found('2'));
    await until(() => watch.changes.length === 3);
    expect(watch.changes.map((change) => [change.type, idOf(change), change.cursor])).toEqual([
      ['changed', '1', undefined],
      ['changed', '2', undefined],
      ['removed', '3', 'live-900'],
    ]);
    expect(lookups().map(({query}) => query.getAll('id'))).toEqual([['2', '3']]);
  });

  it('is not looked up where the newest page has it all', async () => {
    const {watch, lookups} = await afterGap(['1'], found());
    await until(() => watch.changes.length === 1);
    expect(lookups()).toEqual([]);
  });

  it('does not take a comment for gone that its author alone can see', async () => {
    const {watch, lookups} = await afterGap(['1'], found(), [rawComment('9', {status: 'held'})]);
    await until(() => watch.changes.length === 1);
    expect(watch.changes.map(idOf)).toEqual(['1']);
    expect(lookups()).toEqual([]);
  });

  it('is asked for a hundred at a time', async () => {
    const ids = Array.from({length: 251}, (_, index) => String(index + 1));
    const {watch, lookups} = await afterGap(ids, found());
    await until(() => watch.changes.length === 251);
    expect(lookups().map(({query}) => query.getAll('id').length)).toEqual([100, 100, 50]);
  });

  it.each([
    ['fails', () => problem(500, {code: 'server'})],
    ['cannot be read', () => json({comments: null})],
  ] satisfies [string, Answer][])('is not taken for gone when the look-up %s', async (_, failing) => {
    let calls = 0;
    const {watch, all} = await afterGap(['1', '2'], (request) =>
      ++calls === 1 ? failing() : found('2')(request),
    );
    await until(() => calls === 1);
    expect(watch.changes).toEqual([]);
    for (let step = 0; step < 20 && all.length < 2; step++) await settle(500);
    all[1]?.write('event: reload\ndata: {}\n\n');
    await until(() => watch.changes.length === 2);
    expect(watch.changes.map(({type}) => type)).toEqual(['changed', 'changed']);
  });
});
