import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {
  FIRST_REPLIES,
  repliesStatement,
  rootsStatement,
} from '../../../src/server/store/reading/comment-lists.js';
import {queueStatement} from '../../../src/server/store/moderating/queue.js';
import type {Database, Parameter} from '../../../src/server/database/database.js';
import {DATABASE_KINDS, makeDatabase, type TestDatabase} from '../../support/server/test-database.js';
import {openTestStore} from '../../support/server/test-store.js';
import {fillThread} from '../../support/server/fill-thread.js';

interface Plan {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Plan[];
}

/** Every step of the plan by which the database would run a statement. */
async function planOf(
  database: Database,
  statement: string,
  parameters: readonly Parameter[],
): Promise<Plan[]> {
  const [row] = await database.query<{'QUERY PLAN': {Plan: Plan}[]}>(
    `EXPLAIN (FORMAT JSON) ${statement}`,
    parameters,
  );
  const flatten = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(flatten)];
  return (row?.['QUERY PLAN'] ?? []).flatMap(({Plan}) => flatten(Plan));
}

describe.each(DATABASE_KINDS)('lists, on %s', (kind) => {
  let database: TestDatabase;
  let thread: string;
  const statements: string[] = [];

  beforeAll(async () => {
    database = await makeDatabase(kind);
    const {site, post} = await openTestStore(database.database);
    await post('The first.');
    thread = await fillThread(database.database, site, 3_000);
  });
  afterAll(() => database.drop());

  const last = {createdAt: '2026-01-04T08:00:00.000Z', id: '1500', up: 3};
  const cases: [string, string, () => {statement: string; parameters: readonly Parameter[]}][] = [
    ...(['newest', 'oldest', 'top'] as const).flatMap((sort) =>
      [null, last].map((from): (typeof cases)[number] => [
        `roots by ${sort}, ${from ? 'from a cursor' : 'from the top'}`,
        sort === 'top' ? 'comments_top' : 'comments_roots',
        () => rootsStatement(thread, {sort, limit: 50, last: from, skip: from ? ['7'] : []}),
      ]),
    ),
    [
      'replies from a cursor',
      'comments_replies',
      () => repliesStatement(thread, {root: '1', limit: 50, last, skip: []}),
    ],
    ['first replies', 'comments_replies', () => ({statement: FIRST_REPLIES, parameters: [['1', '2', '3']]})],
    ...(['held', 'reported'] as const).map((status): (typeof cases)[number] => [
      `the queue of ${status} letters`,
      `comments_${status}`,
      () => ({statement: queueStatement(status), parameters: [1, last.createdAt, last.id, 51]}),
    ]),
  ];

  it.each(cases)('%s come from the partial index %s in its order', async (_name, index, prepare) => {
    const {statement, parameters} = prepare();
    statements.push(statement);
    const plan = await planOf(database.database, statement, parameters);
    expect(plan.map((step) => step['Index Name'])).toContain(index);
    const kinds = plan
      .filter((step) => step['Relation Name'] === 'comments' || step['Node Type'].includes('Sort'))
      .map((step) => step['Node Type']);
    // Of the few rows of a page a sort costs nothing; it may not stand between the index and the limit.
    expect(kinds).not.toContain('Seq Scan');
    expect(kinds).not.toContain('Bitmap Heap Scan');
    expect(statement).not.toMatch(/\bOFFSET\b|count\(/i);
  });

  it('a page of a long thread is the rows of one page for the index', async () => {
    const {statement, parameters} = rootsStatement(thread, {sort: 'oldest', limit: 50, last, skip: []});
    const plan = await planOf(database.database, statement, parameters);
    expect(plan.map((step) => step['Node Type'])).toEqual(['Limit', 'Index Scan']);
  });
});
