import type {Database, Queries} from '../../database/database.js';
import type {Digests} from '../../identity/digests.js';
import {normaliseEmail} from '../../store/people/persons.js';
import {storedPageId, threadDigest} from '../../store/thread-key.js';
import {articleAddress} from '../files/article-address.js';
import type {ImportedComment, ImportedThread} from '../files/records.js';
import {SetupError} from '../../database/setup-error.js';
import {namesOf, shortKey} from './names.js';

/** A running import into a site. */
export interface Run {
  readonly id: string;
  readonly siteId: number;
  readonly site: string;
  /** Whether the site is new. */
  readonly madeSite: boolean;
  /** The name prefix of comments that were created in this database. */
  readonly origin: string;
}

/** The maximum id that is kept: the sequence has enough room above it. */
const PRESERVABLE_ID = /^[1-9]\d{0,14}$/;

/**
 * Deletes the staged data of an earlier import into the site, and registers this one. Creates the site if it does not
 * exist.
 */
export async function beginRun(database: Database, site: string): Promise<Run> {
  return database.transaction(async (queries) => {
    const made = await queries.query(
      'INSERT INTO sites (name) VALUES ($1) ON CONFLICT (name) DO NOTHING RETURNING 1 AS made',
      [site],
    );
    const [row] = await queries.query<{id: number; origin: string}>(
      'SELECT id, origin FROM sites WHERE name = $1',
      [site],
    );
    if (!row) throw new SetupError(`There is no site “${site}”.`);
    const run = {
      id: crypto.randomUUID(),
      siteId: row.id,
      origin: row.origin,
      site,
      madeSite: made.length > 0,
    };
    await queries.query(
      `INSERT INTO imports (site_id, run) VALUES ($1, $2) ON CONFLICT (site_id) DO UPDATE SET run = EXCLUDED.run`,
      [run.siteId, run.id],
    );
    await clear(queries, run);
    return run;
  });
}

/**
 * Deletes the staged data of this import, and after a dry run the site that it created. Throws `SetupError` if
 * another import has deleted it before.
 */
export async function endRun(database: Database, run: Run, dryRun: boolean): Promise<void> {
  await database.transaction(async (queries) => {
    await holdRun(queries, run);
    await clear(queries, run);
    await queries.query('DELETE FROM imports WHERE site_id = $1', [run.siteId]);
    if (dryRun && run.madeSite) await queries.query('DELETE FROM sites WHERE id = $1', [run.siteId]);
  });
}

/** Prevents other imports from replacing this one until the transaction ends. Throws `SetupError` if one has. */
export async function holdRun(queries: Queries, run: Run): Promise<void> {
  const rows = await queries.query('SELECT 1 FROM imports WHERE site_id = $1 AND run = $2 FOR SHARE', [
    run.siteId,
    run.id,
  ]);
  if (rows.length === 0) {
    throw new SetupError('Another import into this site has started; this one was stopped.');
  }
}

/**
 * Stages records, the first at `position` of the file. Returns the number of duplicates of earlier comments in the
 * file.
 */
export async function stage(
  database: Database,
  run: Run,
  records: readonly (ImportedThread | ImportedComment)[],
  position: number,
  digests: Digests | null,
): Promise<number> {
  const threads = records.filter((record) => record.kind === 'thread');
  const comments = records.filter((record) => record.kind === 'comment');
  const rows = await Promise.all(
    comments.map((comment, index) => stagedComment(comment, position + index, run, digests)),
  );
  return database.transaction(async (queries) => {
    await holdRun(queries, run);
    await stageThreads(queries, run, threads);
    return comments.length - (await stageComments(queries, run, rows));
  });
}

async function stageThreads(queries: Queries, run: Run, threads: readonly ImportedThread[]): Promise<void> {
  if (threads.length === 0) return;
  await queries.query(
    `INSERT INTO import_threads
       (site_id, source, page_id, key, article, origin, url, title, closed, closed_at, closed_reason, created_at, hidden,
        post, inherits)
     SELECT $1, source, "pageId", key, article, origin, url, title, closed IS NOT NULL,
            (closed->>'at')::timestamptz, closed->>'reason', "createdAt", NOT coalesce("isPublic", true), post,
            "inheritsFrom"
     FROM jsonb_to_recordset($2::jsonb)
       AS t(source text, "pageId" text, key text, article text, origin text, url text, title text, closed jsonb, "createdAt" timestamptz,
            "isPublic" boolean, post text, "inheritsFrom" text)
     ON CONFLICT DO NOTHING`,
    [run.siteId, JSON.stringify(threads.map((thread) => stagedThread(thread, run)))],
  );
}

function stagedThread(thread: ImportedThread, {site}: Run): object {
  const {source, post, inheritsFrom, closed, isArticle} = thread;
  const pageId = storedPageId(thread.pageId);
  const found = isArticle ? articleAddress(pageId) : null;
  return {
    ...thread,
    source: shortKey(source),
    pageId,
    // Comments without a page have a key that no thread has.
    key: pageId && threadDigest({site, pageId}),
    article: found?.article,
    origin: found?.origin,
    closed: closed ?? undefined,
    ...(post !== undefined && {post: shortKey(post)}),
    ...(inheritsFrom !== undefined && {inheritsFrom: shortKey(inheritsFrom)}),
  };
}

async function stageComments(queries: Queries, run: Run, rows: readonly object[]): Promise<number> {
  if (rows.length === 0) return 0;
  const staged = await queries.query(
    `INSERT INTO import_comments
       (site_id, source, name, occurrence, position, thread_source, parent_source, left_out, original_id, own_id,
        status, created_at, comment)
     SELECT $1, source, name, occurrence, position, thread, parent, "leftOut", "originalId", "ownId", status,
            "createdAt", comment
     FROM jsonb_to_recordset($2::jsonb)
       AS c(source text, name text, occurrence text, position bigint, thread text, parent text, "leftOut" text, "originalId" bigint,
            "ownId" bigint, status text, "createdAt" timestamptz, comment jsonb)
     ON CONFLICT DO NOTHING RETURNING 1 AS staged`,
    [run.siteId, JSON.stringify(rows)],
  );
  return staged.length;
}

async function stagedComment(
  comment: ImportedComment,
  position: number,
  run: Run,
  digests: Digests | null,
): Promise<object> {
  const {source, thread, parent, leftOut, status, createdAt, id} = comment;
  const own = `parley:${run.origin}:`;
  const ownId = source.startsWith(own) ? source.slice(own.length) : '';
  return {
    ...namesOf(comment),
    position,
    thread: shortKey(thread),
    parent: parent === null ? null : shortKey(parent),
    leftOut,
    status,
    createdAt,
    originalId: id && PRESERVABLE_ID.test(id) ? id : null,
    ownId: PRESERVABLE_ID.test(ownId) ? ownId : null,
    comment: leftOut ? {} : await payload(comment, digests),
  };
}

/** The source of the comment's row. E-mail addresses are always encrypted, also here. */
async function payload(comment: ImportedComment, digests: Digests | null): Promise<object> {
  const {author, body, editedAt, recommendations, featured, decision, heldBecause, policyVersion} = comment;
  const {earlierCreatedAt} = comment;
  const {email, ...known} = author;
  const sealed =
    email && digests
      ? {email: await digests.seal(email), emailDigest: await digests.digest('email', normaliseEmail(email))}
      : {};
  return {
    author: {...known, ...sealed},
    body,
    editedAt,
    recommendations,
    featured,
    decision,
    heldBecause,
    policyVersion,
    earlierCreatedAt,
  };
}

async function clear(queries: Queries, {siteId}: Run): Promise<void> {
  await queries.query('DELETE FROM import_threads WHERE site_id = $1', [siteId]);
  await queries.query('DELETE FROM import_comments WHERE site_id = $1', [siteId]);
}
