import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {READING_LIMITS} from '../../bench/budgets.mjs';
import {metricsWith, valueOf, type Metric} from '../../bench/metrics.js';
import {NAIVE} from '../../bench/pages.js';
import {measure, openStage, parseCells, type Result, type Stage} from '../../bench/run.js';
import {emptyHeaps} from '../../bench/visit.js';

// What a reader who does nothing costs, held under the ceilings of bench/budgets.mjs. CPU is what the main thread had of a
// processor, not what the clock says, and is compared with the naive page in the same run: a busy machine slows both.

/** The page whose CPU, nodes and heap are held. */
const MAIN = 'rest';
const ROUNDS = 3;

let stage: Stage;
let results: readonly Result[] = [];
let metrics: readonly Metric[] = [];

beforeAll(async () => {
  stage = await openStage({counts: [50, 500]});
  const pages = (wanted: (name: string) => boolean): Stage => ({
    ...stage,
    pages: stage.pages.filter(({name}) => wanted(name)),
  });
  metrics = metricsWith(await emptyHeaps(stage));
  results = [
    ...(await measure(
      pages((name) => name === NAIVE || name === MAIN),
      parseCells('50@1x,500@1x'),
      ROUNDS,
    )),
    ...(await measure(
      pages((name) => name !== NAIVE && name !== MAIN),
      parseCells('50@1x'),
      1,
    )),
  ];
}, 600_000);

afterAll(() => stage.close());

const CEILINGS = Object.entries(READING_LIMITS).flatMap(([key, limits]) =>
  Object.entries(limits).flatMap(([page, {ceiling}]) =>
    ceiling === undefined ? [] : [{key, page, ceiling}],
  ),
);

describe('reading costs no more than it did', () => {
  it.each(CEILINGS)('$key of $page: at most $ceiling', ({key, page, ceiling}) => {
    const metric = metrics.find((one) => one.key === key);
    const value = metric ? valueOf(metric, page, results) : null;
    expect(value).not.toBeNull();
    expect(value).toBeLessThanOrEqual(ceiling);
  });

  it('is measured of whole threads', () => {
    for (const {cell, visits} of results) for (const {shown} of visits) expect(shown).toBe(cell.count);
  });
});
