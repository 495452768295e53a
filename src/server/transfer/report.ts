import {LEFT_OUT_REASONS, type ImportWarning, type LeftOutReason} from './files/records.js';
import type {ImportCounts} from './staging/import-pages.js';

/**
 * The result of an import. Every comment that was read is imported, already present, omitted, or a duplicate in the
 * file.
 */
export interface ImportReport extends ImportCounts {
  /** Whether it was a dry run. */
  readonly dryRun: boolean;
  /** Comments in the file. */
  readonly read: number;
  readonly twice: number;
  readonly leftOut: ReadonlyMap<LeftOutReason, number>;
  readonly policies: number;
  readonly blocks: number;
  /** The errors in the file, in order, up to a maximum, and the number of further ones. */
  readonly warnings: readonly ImportWarning[];
  readonly moreWarnings: number;
}

/** A page of an import. */
export interface ImportedPage {
  readonly pageId: string;
  /** The number of its comments in the file. */
  readonly comments: number;
  /** Why no element requests it; null if one may. */
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

/** Why no element requests a page, as text of the list. */
const UNREQUESTED_REASONS: Readonly<Record<NonNullable<ImportedPage['unrequested']>, string>> = {
  unexpected: 'not among the pages that you gave',
  'no-address': 'no address, so no element asks for it by itself',
  'other-host': 'of another host than the site',
};

/** The pages of an import, one per line, and the number that no element requests. */
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
