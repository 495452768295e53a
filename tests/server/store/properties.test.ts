import fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {CommentId} from '../../../src/model/comment.js';
import {SORTS} from '../../../src/model/thread.js';
import {DATABASE_KINDS, makeDatabase, type TestDatabase} from '../../support/server/test-database.js';
import {
  guest,
  idempotency,
  moderator,
  openTestStore,
  user,
  readOn,
  type TestStore,
} from '../../support/server/test-store.js';

/** What may happen to a thread: `at` picks the comment, or the reader, that it happens to. */
const steps = fc.record({
  action: fc.constantFrom(
    'post',
    'post',
    'reply',
    'reply',
    'held post',
    'held reply',
    'delete',
    'remove',
    'approve',
    'reject',
    'dismiss-reports',
    'pin',
    'unpin',
    'vote',
    'unvote',
    'report',
    'edit',
  ),
  at: fc.nat(1_000),
});
type Step = typeof steps extends fc.Arbitrary<infer Value> ? Value : never;

/** Plays steps on a thread of its own; what the rules refuse is part of the play. */
class Simulation {
  readonly test: TestStore;
  readonly ids: CommentId[] = [];
  /** Four devices at two addresses, and a member. */
  readonly readers = [
    ...Array.from({length: 4}, (_, number) => ({
      ...guest(`reader ${String(number)}`),
      address: `address ${String(number % 2)}`,
    })),
    user('member'),
  ];
  #posts = 0;

  constructor(test: TestStore) {
    this.test = test;
  }

  async do({action, at}: Step): Promise<void> {
    const {store, site, clock} = this.test;
    const thread = this.test.thread();
    const reader = this.readers[at % this.readers.length] ?? guest();
    const id = this.ids[at % Math.max(1, this.ids.length)];
    // Most comments share their moment with others, as in a lively thread.
    clock.advance(at % 3 === 0 ? 1 : 0);
    const post = async (parentId: CommentId | null, held: boolean) => {
      const text = `${held ? 'HOLDME ' : ''}Letter ${String(this.#posts++)}`;
      const draft = {parentId, body: {format: 'text', value: text} as const, guest: {name: 'A reader'}};
      const page = {...thread, title: `Title ${String(at % 3)}`};
      this.ids.push((await store.post(page, draft, reader, idempotency())).comment.id);
    };
    if (action === 'post' || action === 'held post') return post(null, action === 'held post');
    const mod = moderator();
    if (action === 'pin') return store.setPage({...thread, title: `Pinned ${String(at % 3)}`}, mod);
    if (action === 'unpin') return store.unsetPage(thread, mod);
    if (id === undefined) return;
    try {
      switch (action) {
        case 'reply':
        case 'held reply':
          return await post(id, action === 'held reply');
        case 'delete':
          for (const author of this.readers)
            await store.remove(thread, id, author, idempotency()).catch(() => undefined);
          return;
        case 'remove':
        case 'approve':
        case 'reject':
        case 'dismiss-reports':
          return void (await store.decide(site, id, {action: action}, mod));
        case 'vote':
        case 'unvote':
          return void (await store.vote(thread, id, action === 'vote', reader, idempotency()));
        case 'report':
          return void (await store.report(thread, id, {ruleId: 'kind'}, reader, idempotency()));
        case 'edit':
          return void (await store.edit(
            thread,
            id,
            {format: 'text', value: `Edited ${String(at)}`},
            reader,
            idempotency(),
          ));
      }
    } catch (reason) {
      expect(['forbidden', 'gone', 'not-found', 'edit-window-closed']).toContain(
        (reason as {code: string}).code,
      );
    }
  }
}

describe.each(DATABASE_KINDS)('whatever happens, on %s', (kind) => {
  let database: TestDatabase;
  // A failure is told at once, with its seed: making it smaller would outlast the test.
  const checked = {numRuns: kind === 'PGlite' ? 6 : 12, endOnFailure: true};

  beforeAll(async () => {
    database = await makeDatabase(kind);
  });
  afterAll(() => database.drop());

  const start = async (): Promise<Simulation> => {
    const test = await openTestStore(database.database);
    await test.set({
      hold: {all: false, first: false, links: null, findings: false, reports: 3},
      words: {hold: ['holdme'], block: []},
    });
    return new Simulation(test);
  };

  it('every counter equals a recount', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, {minLength: 20, maxLength: 60}), async (sequence) => {
        const simulation = await start();
        for (const step of sequence) await simulation.do(step);
        const wrong = await database.database.query(
          `WITH ours AS (
             SELECT c.* FROM comments c JOIN sites s ON s.id = c.site_id WHERE s.name = $1
           )
           SELECT 'replies' AS what, id::text FROM ours c WHERE reply_count <>
             (SELECT count(*) FROM ours d WHERE d.status = 'published' AND c.id = ANY (d.ancestors))
           UNION ALL SELECT 'votes', id::text FROM ours c WHERE score_up <>
             (SELECT count(*) FROM votes v WHERE v.comment_id = c.id AND v.counted)
           UNION ALL SELECT 'reports', id::text FROM ours c WHERE reports <>
             (SELECT count(*) FROM reports r WHERE r.comment_id = c.id AND r.counted AND NOT r.dismissed)
           UNION ALL SELECT 'known reports', id::text FROM ours c WHERE reports_known <> (
             SELECT count(*) FROM reports r
             WHERE r.comment_id = c.id AND r.counted AND r.known AND NOT r.dismissed)
           UNION ALL SELECT 'votes of an address', id::text FROM ours c WHERE
             (SELECT count(*) FROM votes v JOIN people p ON p.id = v.person_id
              WHERE v.comment_id = c.id AND v.counted AND p.kind <> 'user') > 2
           UNION ALL SELECT 'page', t.id::text FROM threads t JOIN sites s ON s.id = t.site_id AND s.name = $1
             WHERE t.title <> coalesce(
               (SELECT page_title FROM ours
                WHERE thread_id = t.id AND status = 'published' AND NOT t.page_pinned
                ORDER BY created_at DESC, id DESC LIMIT 1), t.given_title)
           UNION ALL SELECT 'ancestors', id::text FROM ours c WHERE parent_id IS NOT NULL AND ancestors <>
             (SELECT p.ancestors || p.id FROM ours p WHERE p.id = c.parent_id)
           UNION ALL SELECT 'total', t.id::text FROM threads t JOIN sites s ON s.id = t.site_id AND s.name = $1
             WHERE t.total <> (SELECT count(*) FROM ours WHERE status = 'published' AND thread_id = t.id)
           UNION ALL SELECT 'gaps', t.id::text FROM threads t JOIN sites s ON s.id = t.site_id AND s.name = $1
             WHERE t.revision <> (SELECT count(*) FROM changes WHERE thread_id = t.id)
           UNION ALL SELECT 'published', p.id::text FROM people p JOIN sites s ON s.id = p.site_id AND s.name = $1
             WHERE p.published <> (SELECT count(*) FROM ours WHERE status = 'published' AND person_id = p.id)
           UNION ALL SELECT 'rejected', p.id::text FROM people p JOIN sites s ON s.id = p.site_id AND s.name = $1
             WHERE p.rejected <>
               (SELECT count(*) FROM ours WHERE status IN ('rejected', 'removed') AND person_id = p.id)`,
          [simulation.test.site],
        );
        expect(wrong).toEqual([]);
      }),
      checked,
    );
  });

  it('paging neither loses nor repeats a comment that stays', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(steps, {minLength: 15, maxLength: 40}),
        fc.array(steps, {maxLength: 12}),
        fc.constantFrom(...SORTS.filter((sort) => sort !== 'top')),
        fc.integer({min: 1, max: 5}),
        fc.option(fc.nat(1_000)),
        async (before, between, sort, limit, around) => {
          const simulation = await start();
          for (const step of before) await simulation.do(step);
          const {store} = simulation.test;
          const thread = simulation.test.thread();
          const target =
            around === null ? undefined : simulation.ids[around % Math.max(1, simulation.ids.length)];
          const readable = async () =>
            (await readOn(store, thread, await store.open(thread, {sort: 'oldest', limit: 100}))).map(
              ({id}) => id,
            );
          const there = await readable();
          const first = await store.open(thread, {
            sort,
            limit,
            ...(target !== undefined && {around: target}),
          });
          const rest = between.values();
          const found = await readOn(store, thread, first, async () => {
            const step = rest.next();
            if (!step.done) await simulation.do(step.value);
          });
          const ids = found.map(({id}) => id);
          expect(ids.length).toBe(new Set(ids).size);
          const still = new Set(await readable());
          // Branches that were on a page before grow only at their end, which the reader hears of by changes.
          const stayed = there.filter((id) => still.has(id));
          expect(stayed.filter((id) => !ids.includes(id))).toEqual([]);
          if (target !== undefined && there.includes(target))
            expect(first.comments.map(({id}) => id)).toContain(target);
        },
      ),
      checked,
    );
  });

  it('a follower of changes ends with what a new reader gets', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(steps, {minLength: 5, maxLength: 50}),
        fc.integer({min: 1, max: 7}),
        async (sequence, every) => {
          const simulation = await start();
          const {store} = simulation.test;
          const thread = simulation.test.thread();
          let {live} = await store.open(thread, {sort: 'oldest', limit: 100});
          const shown = new Map<CommentId, string>();
          const catchUp = async () => {
            const answer = await store.changes(thread, live);
            if ('reload' in answer) throw new Error('Nothing is so old.');
            for (const change of answer.changes) {
              if (change.type === 'removed') shown.delete(change.id);
              else
                shown.set(change.comment.id, `${String(change.comment.status)} ${change.comment.body.value}`);
            }
            ({live} = answer);
          };
          for (const [number, step] of sequence.entries()) {
            await simulation.do(step);
            if (number % every === 0) await catchUp();
          }
          await catchUp();
          const comments = await readOn(
            store,
            thread,
            await store.open(thread, {sort: 'oldest', limit: 100}),
          );
          const wanted = comments.map(
            ({id, status, body}) => [id, `${String(status)} ${body.value}`] as const,
          );
          expect([...shown].toSorted()).toEqual(wanted.toSorted());
        },
      ),
      checked,
    );
  });
});
