import type {Cell, Result} from './run.js';
import type {VisitFigures} from './visit.js';
import {NAIVE} from './pages.js';

/** A row of the table. */
export interface Metric {
  /** As `budgets.mjs` names it. */
  readonly key: string;
  readonly title: string;
  /** The cell in which it is measured. */
  readonly cell: string;
  readonly figure: (visit: VisitFigures) => number | null;
  /** How it is printed: as a ratio to the naive page in the same cell, or as a number with a unit and so many decimals. */
  readonly as: 'ratio' | {readonly unit: string; readonly decimals: number; readonly per: number};
}

/** The heap of an article page without a thread, in bytes; it is subtracted from the measured heaps. */
export interface EmptyHeaps {
  readonly js: number;
  readonly dom: number;
}

const code = (visit: VisitFigures): VisitFigures['fetched'] =>
  visit.fetched.filter(({kind}) => kind === 'code');

/** Every metric that has a budget, in the order of the table. */
export function metricsWith({js, dom}: EmptyHeaps): readonly Metric[] {
  const milliseconds = {unit: 'ms', decimals: 0, per: 1};
  const kilobytes = {unit: 'kB', decimals: 1, per: 1000};
  const nodes = ({nodes, shown}: VisitFigures): number => nodes / shown;
  return [
    {key: 'cpu50', title: 'main-thread CPU', cell: '50@1x', figure: ({cpu}) => cpu, as: 'ratio'},
    {key: 'cpu500', title: 'main-thread CPU', cell: '500@1x', figure: ({cpu}) => cpu, as: 'ratio'},
    {key: 'cpu5000', title: 'main-thread CPU', cell: '5000@1x', figure: ({cpu}) => cpu, as: 'ratio'},
    {key: 'first50', title: 'first comment', cell: '50@slow4g', figure: ({first}) => first, as: 'ratio'},
    {key: 'first500', title: 'first comment', cell: '500@4x', figure: ({first}) => first, as: 'ratio'},
    {
      key: 'blocking500',
      title: 'total blocking time',
      cell: '500@4x',
      figure: ({blocking}) => blocking,
      as: milliseconds,
    },
    {
      key: 'longest5000',
      title: 'longest task',
      cell: '5000@1x',
      figure: ({longest}) => longest,
      as: milliseconds,
    },
    {
      key: 'nodes50',
      title: 'DOM nodes a comment',
      cell: '50@1x',
      figure: nodes,
      as: {unit: '', decimals: 1, per: 1},
    },
    {
      key: 'nodes500',
      title: 'DOM nodes a comment',
      cell: '500@1x',
      figure: nodes,
      as: {unit: '', decimals: 1, per: 1},
    },
    {
      key: 'heap500',
      title: 'JS heap a comment',
      cell: '500@1x',
      figure: ({jsHeap, shown}) => (jsHeap - js) / shown,
      as: kilobytes,
    },
    {
      key: 'domHeap5000',
      title: 'DOM heap a comment',
      cell: '5000@1x',
      figure: ({domHeap, shown}) => (domHeap - dom) / shown,
      as: kilobytes,
    },
    {
      key: 'shift',
      title: 'layout shift',
      cell: '50@slow4g',
      figure: ({shift}) => shift,
      as: {unit: '', decimals: 3, per: 1},
    },
    {
      key: 'bytes',
      title: 'code until a reader acts',
      cell: '50@1x',
      figure: (visit) => code(visit).reduce((sum, {bytes}) => sum + bytes, 0),
      as: kilobytes,
    },
    {
      key: 'files',
      title: 'files of code until a reader acts',
      cell: '50@1x',
      figure: (visit) => code(visit).length,
      as: {unit: '', decimals: 0, per: 1},
    },
  ];
}

/** A metric of a page, as `as` says; `null` if it was not measured. */
export function valueOf(metric: Metric, pageName: string, results: readonly Result[]): number | null {
  const at = (name: string): number | null =>
    results
      .find(({page, cell}) => page.name === name && cellName(cell) === metric.cell)
      ?.median(metric.figure) ?? null;
  const value = at(pageName);
  if (metric.as !== 'ratio' || value === null) return value;
  const base = at(NAIVE);
  return base === null ? null : value / base;
}

/** The name of a cell on the command line. */
export function cellName({count, condition}: Cell): string {
  return `${String(count)}@${condition.name === 'slow 4G + 4x' ? 'slow4g' : condition.name}`;
}
