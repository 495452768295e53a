import {LEFT_OUT_REASONS, type ImportWarning, type LeftOutReason} from './files/records.js';
import type {ImportCounts} from './staging/import-pages.js';

/** What an import came to. Every comment that was read is imported, already there, left out, or in the file twice. */
export interface ImportReport extends ImportCounts {
  /** Whether nothing was changed. */
  readonly dryRun: boolean;
  /** Comments in the file. */
  readonly read: number;
  readonly twice: number;
  readonly leftOut: ReadonlyMap<LeftOutReason, number>;
  readonly policies: number;
  readonly blocks: number;
  /** What is wrong in the file, in its order; of many the first ones, and how many more there are. */
  readonly warnings: readonly ImportWarning[];
  readonly moreWarnings: number;
}

/** A page of an import. */
export interface ImportedPage {
  readonly pageId: string;
  /** Comments that the file has of it. */
  readonly comments: number;
  /** Why no element asks for it, as far as can be told; null for one that may be asked for. */
  readonly unrequested: 'unexpected' | 'no-address' | 'other-host' | null;
}

/** The report as lines of text. */
export function reportLines(report: ImportReport): readonly string[] {
  const {dryRun, read, imported, alreadyImported, threads, twice, leftOut, tombstones} = report;
  const {orphans, cycles, deep, policies, blocks, hidden, withdrawn, warnings, moreWarnings} = report;
  const total = [...leftOut.values()].reduce((sum, count) => sum + count, 0);
  const reasons = [...leftOut].sort(([a], [b]) => a.localeCompare(b));
  return [
    dryRun ? 'A dry run: nothing was changed. The import would come to this:' : 'Imported:',
    line(read, 'comments read'),
    line(imported, 'imported'),
    ...optional(hidden, 'of them held, for their page is not public: a draft, private or with a password'),
    line(alreadyImported, 'already there'),
    ...optional(withdrawn, 'of them were published, but their page is not public: they are held now'),
    ...optional(twice, 'in the file twice'),
    line(total, 'left out'),
    ...reasons.map(([reason, count]) => `  ${line(count, LEFT_OUT_REASONS[reason])}`),
    ...optional(tombstones, 'of them keep an empty place, for others answer them'),
    line(threads, 'threads made'),
    ...optional(policies, 'policies'),
    ...optional(blocks, 'blocks'),
    ...optional(orphans, 'answer a comment that is not there, and now stand by themselves'),
    ...optional(cycles, 'answered one another in a circle, and now stand by themselves'),
    ...optional(deep, 'stood deeper than 100 answers, and moved up'),
    ...warnings.map(({line: number, why}) => `line ${String(number)}: ${why}`),
    ...(moreWarnings > 0 ? [`and ${moreWarnings.toLocaleString('en')} more lines`] : []),
  ];
}

/** Why no element asks for a page, in the words of the list. */
const UNREQUESTED_REASONS: Readonly<Record<NonNullable<ImportedPage['unrequested']>, string>> = {
  unexpected: 'not among the pages that you gave',
  'no-address': 'no address, so no element asks for it by itself',
  'other-host': 'of another host than the site',
};

/** The pages of an import, one a line, and how many of them no element would ask for. */
export function pageLines(pages: readonly ImportedPage[]): readonly string[] {
  if (pages.length === 0) return [];
  const sorted = [...pages].sort((a, b) => (a.pageId < b.pageId ? -1 : 1));
  return [
    line(pages.length, 'page ids, with how many comments the file has of them'),
    line(
      pages.filter(({unrequested}) => unrequested !== null).length,
      'of them that no element would ask for',
    ),
    ...sorted.map(
      ({pageId, comments, unrequested}) =>
        line(comments, pageId) + (unrequested ? `  (${UNREQUESTED_REASONS[unrequested]})` : ''),
    ),
  ];
}

function optional(count: number, what: string): readonly string[] {
  return count > 0 ? [line(count, what)] : [];
}

function line(count: number, what: string): string {
  return `${count.toLocaleString('en').padStart(12)} ${what}`;
}
