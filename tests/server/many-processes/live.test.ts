import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {threadQuery} from '../../support/server/http-fixture.js';
import {deliver, newSubmission} from '../../support/server/poster.js';
import {listenTo, type ThreadListener} from '../../support/server/thread-listener.js';
import {
  CAN_SHARE,
  liveCursor,
  startTwoProcesses,
  type TwoProcesses,
} from '../../support/server/two-processes.js';

const LISTENERS = 200;
const POSTS = 100;
const PAGES = ['ferry', 'fog', 'quay', 'lamp'];

describe.skipIf(!CAN_SHARE)('two processes over one PostgreSQL', () => {
  let both: TwoProcesses;
  beforeAll(async () => {
    both = await startTwoProcesses();
  });
  afterAll(() => both.close());

  it('send 200 readers, spread over both, 100 comments to both: each once, in one order', async () => {
    const urls = both.servers.map(({url}) => url);
    const cursors = await Promise.all(PAGES.map((page) => liveCursor(urls[0] ?? '', page)));
    const listeners = Array.from({length: LISTENERS}, (_, number) => {
      const page = number % PAGES.length;
      // Half of each page's readers are with one process, half with the other.
      const url = urls[Math.floor(number / PAGES.length) % 2] ?? '';
      return listenTo(() => [url], threadQuery(PAGES[page] ?? ''), cursors[page] ?? '', number);
    });
    await Promise.all(listeners.map(({open}) => open));

    const posted = await Promise.all(
      Array.from({length: POSTS}, async (_, number) => {
        const page = number % PAGES.length;
        const url = urls[Math.floor(number / PAGES.length) % 2] ?? '';
        const {status, id} = await deliver(newSubmission(PAGES[page] ?? ''), () => [url]);
        expect(status).toBe(201);
        return {page, id};
      }),
    );
    await Promise.all(listeners.map((listener) => listener.receivedCount(POSTS / PAGES.length)));

    for (const page of PAGES.keys()) {
      const order = await changesOf(urls[1] ?? '', PAGES[page] ?? '', cursors[page] ?? '');
      const ids = posted.filter((post) => post.page === page).map(({id}) => id);
      expect([...order].sort()).toEqual(ids.sort());
      for (const listener of listeners.filter((_, number) => number % PAGES.length === page)) {
        expect(receivedIds(listener)).toEqual(order);
      }
    }
    expect(listeners.filter(({reconnections}) => reconnections > 0)).toEqual([]);
    for (const listener of listeners) listener.close();
  });

  it('never give a page that they have stored from before a comment to the other one', async () => {
    const urls = both.servers.map(({url}) => url);
    const read = async (url: string): Promise<string> => {
      const headers = {'accept-encoding': 'br'};
      return (await fetch(`${url}/v1/thread?${threadQuery('stored')}`, {headers})).text();
    };
    for (let round = 0; round < 10; round++) {
      // Twice, so that each has it stored, and compressed.
      for (const url of [...urls, ...urls, ...urls]) await read(url);
      const {id} = await deliver(newSubmission('stored'), () => [urls[round % 2] ?? '']);
      for (const url of urls) expect(await read(url)).toContain(`"id":"${id}"`);
    }
  });

  it('send everything even if the listening connections are cut', async () => {
    const urls = both.servers.map(({url}) => url);
    const cursor = await liveCursor(urls[0] ?? '', 'cut');
    const listeners = urls.map((url, number) => listenTo(() => [url], threadQuery('cut'), cursor, number));
    await Promise.all(listeners.map(({open}) => open));
    for (let round = 0; round < 5; round++) {
      const posts = [0, 1, 2, 3].map((number) =>
        deliver(newSubmission('cut'), () => [urls[number % 2] ?? '']),
      );
      const cut = await both.database.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid()
           AND (query LIKE 'LISTEN%' OR query = 'SELECT 1')`,
      );
      expect(cut.length).toBeGreaterThan(0);
      await Promise.all(posts);
      await Promise.all(listeners.map((listener) => listener.receivedCount((round + 1) * 4)));
    }
    const order = await changesOf(urls[0] ?? '', 'cut', cursor);
    expect(order).toHaveLength(20);
    for (const listener of listeners) {
      expect(receivedIds(listener)).toEqual(order);
      listener.close();
    }
  });
});

function receivedIds({received: heard}: ThreadListener): string[] {
  expect(new Set(heard.map(({type}) => type))).toEqual(new Set(['added']));
  return heard.map(({commentId}) => commentId);
}

async function changesOf(url: string, pageId: string, since: string): Promise<string[]> {
  const response = await fetch(`${url}/v1/changes?${threadQuery(pageId)}&since=${encodeURIComponent(since)}`);
  const {changes} = (await response.json()) as {changes: {comment: {id: string}}[]};
  return changes.map(({comment}) => comment.id);
}
