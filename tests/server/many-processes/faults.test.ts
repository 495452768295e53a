import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {KILLS} from '../../support/extent.mjs';
import type {Served} from '../../support/server/command.js';
import {deliver, newSubmission, type Delivered} from '../../support/server/poster.js';
import {CAN_SHARE, readCounters, serveOver} from '../../support/server/two-processes.js';
import {makeDatabase, type TestDatabase} from '../../support/server/test-database.js';

const SEED = Number(process.env.PARLEY_TEST_SEED ?? 20_260_105);
/** How many comments are on their way when a process is killed. */
const COMMENTS = 8;

describe.skipIf(!CAN_SHARE)('a process that is killed while comments are on their way', () => {
  let test: TestDatabase;
  let servers: [Served, Served];
  beforeAll(async () => {
    test = await makeDatabase('PostgreSQL');
    servers = await Promise.all([serveOver(test.name), serveOver(test.name)]);
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop('SIGKILL')));
    await test.drop();
  });

  it(
    `loses no acknowledged comment and doubles none, ${String(KILLS)} times`,
    {timeout: 3_600_000},
    async () => {
      const random = seeded(SEED);
      const delivered: Delivered[] = [];
      for (let kill = 0; kill < KILLS; kill++) {
        const killed = kill % 2;
        const urls = [servers[killed]?.url ?? '', servers[1 - killed]?.url ?? ''];
        const burst = (): Promise<Delivered[]> => {
          const page = `page ${String(kill % 5)}`;
          const parents = delivered.filter(({submission}) => submission.body.includes(`"${page}"`));
          const submissions = Array.from({length: COMMENTS}, () => {
            const parent = random() < 0.5 ? parents[Math.floor(random() * parents.length)] : undefined;
            return newSubmission(page, parent?.id ?? null);
          });
          return Promise.all(submissions.map((submission) => deliver(submission, () => urls)));
        };
        // The first ones find a process that has just begun; how long these take tells when to kill it among the next.
        await burst().then((first) => delivered.push(...first));
        const began = performance.now();
        await burst().then((second) => delivered.push(...second));
        const wait = random() * 1.2 * (performance.now() - began);
        const onTheirWay = burst();
        await new Promise((resolve) => setTimeout(resolve, wait));
        await servers[killed]?.stop('SIGKILL');
        delivered.push(...(await onTheirWay));
        servers[killed] = await serveOver(test.name);
      }

      const sent = KILLS * COMMENTS * 3;
      expect(delivered.filter(({status}) => status !== 201)).toEqual([]);
      expect(new Set(delivered.map(({id}) => id)).size).toBe(sent);
      const {comments: submissions, ...counters} = await readCounters(test.database);
      expect(submissions.size).toBe(sent);
      expect(delivered.filter(({submission}) => submissions.get(submission.text) !== 1)).toEqual([]);
      expect(counters).toEqual({published: sent, totals: sent, wrongReplyCounts: 0, wrongRevisions: 0});

      // A kill that never met a comment proves nothing.
      const again = delivered.filter(({attempts}) => attempts > 1);
      const replayed = again.filter((submission) => submission.replayed);
      console.log(
        `${String(KILLS)} kills, ${String(sent)} letters: ${String(again.length)} sent again, ` +
          `${String(replayed.length)} of them carried out before the kill; none lost, none twice (seed ${String(SEED)}).`,
      );
      expect(again.length).toBeGreaterThan(0);
      expect(again.length).toBeLessThan(KILLS * COMMENTS);
    },
  );
});

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
