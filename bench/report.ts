import {READING_LIMITS} from './budgets.mjs';
import {metricsWith, valueOf, cellName, type EmptyHeaps, type Metric} from './metrics.js';
import {NAIVE, type BenchPage} from './pages.js';
import type {Result} from './run.js';

/** The table of metrics with a budget, as Markdown: one column per page, the budget last. */
export function budgetTable(
  pages: readonly BenchPage[],
  results: readonly Result[],
  empty: EmptyHeaps,
): string {
  const rows = metricsWith(empty).flatMap((metric) => {
    const values = pages.map(({name}) => valueOf(metric, name, results));
    if (values.every((value) => value === null)) return [];
    const cells = values.map((value, index) => markedValue(metric, pages[index]?.name ?? '', value));
    return [[`${metric.title}, ${cellTitle(metric.cell)}`, ...cells, budgetOf(metric)]];
  });
  return table(['', ...pages.map(({title}) => title), 'budget'], rows);
}

/** All figures of every cell, as Markdown. */
export function fullTable(results: readonly Result[], empty: EmptyHeaps): string {
  const rows = results.map((result) => {
    const {page, cell} = result;
    const naive = results.find(
      (other) => other.page.name === NAIVE && cellName(other.cell) === cellName(cell),
    );
    const ratio = (figure: 'cpu' | 'first'): string => {
      const value = result.median((visit) => visit[figure]);
      const base = naive?.median((visit) => visit[figure]);
      return value === null ? '' : `${value.toFixed(0)} (${base ? (value / base).toFixed(2) : ''})`;
    };
    const number = (value: number | null, decimals = 0): string => value?.toFixed(decimals) ?? '';
    return [
      cellTitle(cellName(cell)),
      page.title,
      ratio('cpu'),
      ratio('first'),
      number(result.median(({blocking}) => blocking)),
      number(result.median(({longest}) => longest)),
      number(
        result.median(({nodes, shown}) => nodes / Math.max(1, shown)),
        1,
      ),
      number(
        result.median(({jsHeap, shown}) => (jsHeap - empty.js) / 1000 / Math.max(1, shown)),
        1,
      ),
      number(
        result.median(({domHeap, shown}) => (domHeap - empty.dom) / 1000 / Math.max(1, shown)),
        1,
      ),
      number(
        result.median(({shift}) => shift),
        3,
      ),
    ];
  });
  return table(
    [
      'comments, condition',
      'page',
      'CPU ms (ratio)',
      'first comment ms (ratio)',
      'blocking ms',
      'longest task ms',
      'nodes a comment',
      'JS heap kB a comment',
      'DOM heap kB a comment',
      'shift',
    ],
    rows,
  );
}

/** A page's value of a metric, with a cross if it is over the budget. */
function markedValue(metric: Metric, page: string, value: number | null): string {
  if (value === null) return '';
  const budget = READING_LIMITS[metric.key]?.[page]?.budget;
  return format(metric, value) + (budget !== undefined && value > budget ? ' ✗' : '');
}

/** The budget, or one per page if they differ. */
function budgetOf(metric: Metric): string {
  const limits = Object.entries(READING_LIMITS[metric.key] ?? {});
  const different = new Set(limits.map(([, {budget}]) => budget));
  if (different.size === 1) return format(metric, limits[0]?.[1].budget ?? 0);
  return limits.map(([page, {budget}]) => `${page} ${format(metric, budget)}`).join(', ');
}

function format({as}: Metric, value: number): string {
  if (as === 'ratio') return value.toFixed(2);
  return `${(value / as.per).toFixed(as.decimals)} ${as.unit}`.trim();
}

/** `50@slow4g` in words. */
function cellTitle(cell: string): string {
  const [count = '', condition = ''] = cell.split('@');
  return `N=${count}, ${condition === 'slow4g' ? 'slow 4G and 4x' : condition}`;
}

/** A Markdown table; all columns but the first are numbers. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, index) => (index ? '--:' : '---'))), ...rows.map(line)].join('\n');
}
