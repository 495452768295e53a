import type {Database} from '../database/database.js';
import type {Digests} from '../identity/digests.js';
import {threadDigest} from '../store/thread-key.js';
import {readDisqus} from './files/disqus.js';
import type {PageIdKind} from './files/page-id.js';
import {readParley, type ParleyRecord} from './files/parley.js';
import type {ImportedComment, ImportedThread, LeftOutReason, SitePart} from './files/records.js';
import type {SourceFile} from './files/source-file.js';
import {readWordPress} from './files/wordpress.js';
import type {ImportReport} from './report.js';
import {reserveIds, stagedLeftOut, stagedPages} from './staging/pages.js';
import {NOTHING_SETTLED, settle, type Settled} from './staging/settle.js';
import {takeSitePart} from './staging/site-parts.js';
import {beginRun, endRun, stage, type Run} from './staging/staging.js';
import {resolveVisibility} from './staging/visibility.js';

/** Where a file comes from. */
export const SOURCES = ['parley', 'wordpress', 'disqus'] as const;

export type Source = (typeof SOURCES)[number];

/** How far an import has come: bytes of the file, then comments of those put aside. */
export interface Progress {
  readonly phase: 'reading' | 'importing';
  readonly done: number;
  readonly total: number;
}

export interface ImportOptions {
  /** With the schema of this version. */
  readonly database: Database;
  /** The site that the comments go to; made when there is none of that name. */
  readonly site: string;
  readonly file: SourceFile;
  readonly from: Source;
  /** What becomes of the pages of other systems' files. Default: `url`. */
  readonly pageIds?: PageIdKind;
  /** What seals e-mail addresses; without it they are not kept. */
  readonly digests: Digests | null;
  /** Says what would come of it, and changes nothing that readers or moderators see. */
  readonly dryRun?: boolean;
  readonly progress?: (progress: Progress) => void;
  readonly now?: () => Date;
}

/** How many records are put aside at a time. */
const RECORDS = 500;

/**
 * Reads a file to its end and puts aside what is in it, then imports that page by page. Whatever stops it, running it
 * again goes on where it stopped: comments that are there are not imported a second time. A file that is cut off
 * changes nothing. Memory does not grow with the file. Throws `TransferError`.
 */
export async function importFile(options: ImportOptions): Promise<ImportReport> {
  const {database} = options;
  const run = await beginRun(database, options.site);
  try {
    const report = await importWithin(options, run);
    await endRun(database, run);
    return report;
  } catch (reason) {
    // What is left behind is emptied by the next one too, and says less than what failed before.
    await endRun(database, run).catch(() => undefined);
    throw reason;
  }
}

async function importWithin(options: ImportOptions, run: Run): Promise<ImportReport> {
  const {database, dryRun = false} = options;
  const reading = await readAside(options, run);
  await resolveVisibility(database, run);
  if (!dryRun) await reserveIds(database, run);
  const settled = await settleAll(options, run, reading.read);
  const leftOut = new Map(await stagedLeftOut(database, run));
  for (const [reason, count] of reading.leftOut) leftOut.set(reason, (leftOut.get(reason) ?? 0) + count);
  return {...settled, ...reading, leftOut, dryRun};
}

type Reading = Pick<ImportReport, 'read' | 'twice' | 'leftOut' | 'policies' | 'blocks'>;

async function readAside(options: ImportOptions, run: Run): Promise<Reading> {
  const {database, digests, file, dryRun = false, progress} = options;
  const found = {read: 0, twice: 0, policies: 0, blocks: 0};
  const leftOut = new Map<LeftOutReason, number>();
  let waiting: (ImportedThread | ImportedComment)[] = [];
  let position = 0;
  const parts: SitePart[] = [];

  const putAside = async () => {
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
        waiting.push(record);
        if (waiting.length >= RECORDS) await putAside();
        break;
      case 'left-out':
        found.read++;
        leftOut.set(record.reason, (leftOut.get(record.reason) ?? 0) + 1);
        break;
      default:
        // Few, and nothing of a file is taken over before it has proved to be whole.
        parts.push(record);
    }
  }
  await putAside();
  for (const part of dryRun ? [] : parts) {
    const isNew = await takeSitePart(database, run, part);
    if (isNew && part.kind === 'policy') found.policies++;
    if (isNew && part.kind === 'block') found.blocks++;
  }
  return {...found, leftOut};
}

function recordsOf({file, from, pageIds = 'url'}: ImportOptions): AsyncGenerator<ParleyRecord> {
  switch (from) {
    case 'parley':
      return readParley(file);
    case 'wordpress':
      return readWordPress(file, pageIds);
    case 'disqus':
      return readDisqus(file, pageIds);
  }
}

async function settleAll(options: ImportOptions, run: Run, total: number): Promise<Settled> {
  const {database, site, dryRun = false, progress, now = () => new Date()} = options;
  let sum: Settled = NOTHING_SETTLED;
  let done = 0;
  for await (const portion of stagedPages(database, run)) {
    const pages = portion.map(({pageId}) => ({pageId, key: threadDigest({site, pageId})}));
    sum = added(sum, await settle(database, run, {pages, dryRun, now: now()}));
    done += portion.reduce((count, {comments}) => count + comments, 0);
    progress?.({phase: 'importing', done, total});
  }
  // Those on no page are in none of the portions.
  if (done < total) progress?.({phase: 'importing', done: total, total});
  return sum;
}

function added(one: Settled, other: Settled): Settled {
  const keys = Object.keys(one) as (keyof Settled)[];
  return Object.fromEntries(keys.map((key) => [key, one[key] + other[key]])) as Record<keyof Settled, number>;
}
