import type {Database} from '../database/database.js';
import type {Digests} from '../identity/digests.js';
import {articleAddress, bareHost} from './files/article-address.js';
import {readDisqus} from './files/disqus.js';
import type {PageIdKind} from './files/page-id.js';
import type {ExpectedPages, PageMap} from './files/page-lists.js';
import {readParley, type ParleyRecord} from './files/parley.js';
import type {
  ImportWarning,
  ImportedComment,
  ImportedThread,
  LeftOutReason,
  SitePart,
} from './files/records.js';
import type {SourceFile} from './files/source-file.js';
import {readWordPress} from './files/wordpress.js';
import type {ImportedPage, ImportReport} from './report.js';
import {joinPages} from './staging/join-pages.js';
import {reserveIds, stagedLeftOut, stagedPages} from './staging/pages.js';
import {NO_COUNTS, importPages, type ImportCounts} from './staging/import-pages.js';
import {takeSitePart} from './staging/site-parts.js';
import {beginRun, endRun, stage, type Run} from './staging/staging.js';
import {resolveVisibility} from './staging/visibility.js';

/** The program that wrote a file. */
export const SOURCES = ['parley', 'wordpress', 'disqus'] as const;

export type Source = (typeof SOURCES)[number];

/** The progress of an import: bytes of the file, then staged comments. */
export interface Progress {
  readonly phase: 'reading' | 'importing';
  readonly done: number;
  readonly total: number;
}

export interface ImportOptions {
  /** The database, with the schema of this version. */
  readonly database: Database;
  /** The site of the comments; created if it does not exist. */
  readonly site: string;
  readonly file: SourceFile;
  readonly from: Source;
  /** How pages of other systems' files get their ids. Default: `url`. */
  readonly pageIds?: PageIdKind;
  /** The page ids that the site's elements request, if known. */
  readonly expected?: ExpectedPages | null;
  /** The map of page ids. */
  readonly map?: PageMap | null;
  /** The offset in milliseconds of WordPress dates without UTC. Default: derived from the file. */
  readonly utcOffset?: number | null;
  /** Called for each page, also in a dry run. */
  readonly page?: (page: ImportedPage) => void;
  /** Encrypts e-mail addresses; without it they are not stored. */
  readonly digests: Digests | null;
  /** Reports the result without changing anything that readers or moderators see. */
  readonly dryRun?: boolean;
  readonly progress?: (progress: Progress) => void;
  readonly now?: () => Date;
}

/** The maximum number of listed warnings per file. */
const MAX_WARNINGS = 100;
/** The number of records staged per batch. */
const BATCH_SIZE = 500;

/**
 * Reads a whole file into staging tables, then imports it page by page. It can be repeated: existing comments are not
 * imported twice. A truncated file changes nothing. Memory does not grow with the file. Throws `SetupError`.
 */
export async function importFile(options: ImportOptions): Promise<ImportReport> {
  const {database} = options;
  const run = await beginRun(database, options.site);
  try {
    const report = await importWithin(options, run);
    await endRun(database, run, options.dryRun ?? false);
    return report;
  } catch (reason) {
    // The next import also empties this; the original error is more important.
    await endRun(database, run, options.dryRun ?? false).catch(() => undefined);
    throw reason;
  }
}

async function importWithin(options: ImportOptions, run: Run): Promise<ImportReport> {
  const {database, dryRun = false} = options;
  const reading = await stageFile(options, run);
  await joinPages(database, run, options.expected ?? null);
  await resolveVisibility(database, run);
  if (!dryRun) await reserveIds(database, run);
  const counts = await importStaged(options, run, reading.read);
  const leftOut = new Map(await stagedLeftOut(database, run));
  for (const [reason, count] of reading.leftOut) leftOut.set(reason, (leftOut.get(reason) ?? 0) + count);
  return {...counts, ...reading, leftOut, dryRun};
}

type Reading = Pick<
  ImportReport,
  'read' | 'twice' | 'leftOut' | 'policies' | 'blocks' | 'warnings' | 'moreWarnings'
>;

async function stageFile(options: ImportOptions, run: Run): Promise<Reading> {
  const {database, digests, file, dryRun = false, map = null, progress} = options;
  const found = {read: 0, twice: 0, policies: 0, blocks: 0, moreWarnings: 0};
  const warnings: ImportWarning[] = [];
  const leftOut = new Map<LeftOutReason, number>();
  let waiting: (ImportedThread | ImportedComment)[] = [];
  let position = 0;
  const parts: SitePart[] = [];

  const stageBatch = async () => {
    found.twice += await stage(database, run, waiting, position, digests);
    position += waiting.length;
    waiting = [];
    progress?.({phase: 'reading', done: file.position, total: file.size});
  };

  for await (const record of recordsOf(options)) {
    switch (record.kind) {
      case 'comment':
      case 'thread':
        if (record.kind === 'comment') found.read++;
        waiting.push(record.kind === 'thread' ? mapped(record, map) : record);
        if (waiting.length >= BATCH_SIZE) await stageBatch();
        break;
      case 'left-out':
        found.read++;
        leftOut.set(record.reason, (leftOut.get(record.reason) ?? 0) + 1);
        break;
      case 'warning':
        if (warnings.length < MAX_WARNINGS) warnings.push(record);
        else found.moreWarnings++;
        break;
      default:
        // Few records, imported only after the file has proved to be complete.
        parts.push(record);
    }
  }
  await stageBatch();
  for (const part of dryRun ? [] : parts) {
    const isNew = await takeSitePart(database, run, part);
    if (isNew && part.kind === 'policy') found.policies++;
    if (isNew && part.kind === 'block') found.blocks++;
  }
  return {...found, warnings, leftOut};
}

function mapped(thread: ImportedThread, map: PageMap | null): ImportedThread {
  const newId = thread.pageId === '' ? undefined : map?.newId(thread);
  // An id set by the publisher is not normalised.
  return newId === undefined ? thread : {...thread, pageId: newId, isArticle: false};
}

function recordsOf({
  file,
  from,
  pageIds = 'url',
  utcOffset = null,
}: ImportOptions): AsyncGenerator<ParleyRecord> {
  switch (from) {
    case 'parley':
      return readParley(file);
    case 'wordpress':
      return readWordPress(file, pageIds, utcOffset);
    case 'disqus':
      return readDisqus(file, pageIds);
  }
}

async function importStaged(options: ImportOptions, run: Run, total: number): Promise<ImportCounts> {
  const {database, dryRun = false, progress, now = () => new Date()} = options;
  let sum: ImportCounts = NO_COUNTS;
  let done = 0;
  for await (const portion of stagedPages(database, run)) {
    const pages = portion.map(({key}) => key);
    sum = added(sum, await importPages(database, run, {pages, dryRun, now: now()}));
    for (const {pageId, comments} of portion)
      options.page?.({pageId, comments, unrequested: unrequestedReason(pageId, options)});
    done += portion.reduce((count, {comments}) => count + comments, 0);
    progress?.({phase: 'importing', done, total});
  }
  // Comments without a page are in none of the portions.
  if (done < total) progress?.({phase: 'importing', done: total, total});
  return sum;
}

/** Whether the site's elements request a page, if known. */
function unrequestedReason(
  pageId: string,
  {site, expected, from, pageIds = 'url'}: ImportOptions,
): ImportedPage['unrequested'] {
  if (expected) return expected.has(pageId) ? null : 'unexpected';
  // Ids from Parley exports and from the publisher may have any form.
  if (from === 'parley' || (pageIds !== 'url' && pageIds !== 'link')) return null;
  const address = articleAddress(pageId);
  if (!address) return 'no-address';
  const isHost = /^[^\s/]+\.[^\s/.]+$/.test(site);
  return isHost && bareHost(new URL(address.origin).host) !== bareHost(site) ? 'other-host' : null;
}

function added(one: ImportCounts, other: ImportCounts): ImportCounts {
  const keys = Object.keys(one) as (keyof ImportCounts)[];
  return Object.fromEntries(keys.map((key) => [key, one[key] + other[key]])) as Record<
    keyof ImportCounts,
    number
  >;
}
