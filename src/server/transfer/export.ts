import type {Database, Queries} from '../database/database.js';
import {streamSnapshot} from '../database/snapshot.js';
import type {Digests} from '../identity/digests.js';
import {FORMAT} from './files/parley.js';
import {SetupError} from '../database/setup-error.js';

export interface ExportOptions {
  /** The database, with the schema of this version. */
  readonly database: Database;
  readonly site: string;
  /** Decrypts e-mail addresses, which are exported in plain text; without it they are omitted. */
  readonly emails: Digests | null;
  /** Called with the number of comments so far. */
  readonly progress?: (comments: number) => void;
}

/** The number of rows per read. */
const ROWS = 1_000;

/**
 * Exports a site as NDJSON: a header line, its settings, policies and blocks, its threads, then all its comments by id,
 * including held ones, and an end line. The export is one snapshot, whatever is written meanwhile. The same data give
 * the same lines. Memory does not grow with the site. Throws `SetupError` for an unknown site.
 */
export async function* exportLines(options: ExportOptions): AsyncGenerator<string> {
  const records = streamSnapshot(options.database, (queries) => exportRecords(queries, options));
  for await (const record of records) yield `${JSON.stringify(record)}\n`;
}

async function* exportRecords(
  queries: Queries,
  {site, emails, progress}: ExportOptions,
): AsyncGenerator<object> {
  const [row] = await queries.query<{
    id: number;
    origin: string;
    settings: object;
    defaults: object;
    version: string | null;
  }>('SELECT id, origin, settings, defaults, policy_version AS version FROM sites WHERE name = $1', [site]);
  if (!row) throw new SetupError(`There is no site “${site}” in the database.`);
  yield FORMAT;
  yield filled({
    type: 'site',
    name: site,
    settings: sorted(row.settings),
    defaults: sorted(row.defaults),
    policyVersion: row.version,
  });
  yield* policies(queries, row.id);
  yield* blocks(queries, row.id);
  yield* threads(queries, row.id);
  let count = 0;
  for await (const comment of comments(queries, row.id, row.origin, emails)) {
    yield comment;
    count++;
    if (count % ROWS === 0) progress?.(count);
  }
  progress?.(count);
  yield {type: 'end', comments: count};
}

async function* policies(queries: Queries, siteId: number): AsyncGenerator<object> {
  const rows = await queries.query<{policy: object}>(
    `SELECT version, policy, created_at AS "createdAt", created_by AS "createdBy"
     FROM policies WHERE site_id = $1 ORDER BY created_at, version`,
    [siteId],
  );
  for (const row of rows) yield {type: 'policy', ...row, policy: sorted(row.policy)};
}

async function* blocks(queries: Queries, siteId: number): AsyncGenerator<object> {
  yield* keyset<{key: string}>((after) =>
    queries.query(
      `SELECT blocks.id AS key, kind AS subject, label, reason, until, created_at AS "createdAt",
              created_by AS "createdBy", coalesce((
                SELECT jsonb_agg(jsonb_build_object('kind', subjects.kind, 'subject', subject)
                                 ORDER BY subjects.kind, subject)
                FROM block_subjects AS subjects WHERE block_id = blocks.id
              ), '[]') AS subjects
       FROM blocks WHERE site_id = $1 AND id > $2::bigint ORDER BY id LIMIT $3`,
      [siteId, after ?? '0', ROWS],
    ),
  )('block');
}

async function* threads(queries: Queries, siteId: number): AsyncGenerator<object> {
  yield* keyset<{key: string}>((after) =>
    queries.query(
      `SELECT key, page_id AS page, url, title, created_at AS "createdAt",
              CASE WHEN closed_at IS NOT NULL
                THEN jsonb_strip_nulls(jsonb_build_object('at', ${isoText('closed_at')}, 'reason', closed_reason))
              END AS closed
       FROM threads WHERE site_id = $1 AND key > $2 ORDER BY key LIMIT $3`,
      [siteId, after ?? '', ROWS],
    ),
  )('thread');
}

interface CommentRow {
  readonly key: string;
  readonly author: {readonly email?: string};
}

async function* comments(
  queries: Queries,
  siteId: number,
  origin: string,
  emails: Digests | null,
): AsyncGenerator<object> {
  const source = (table: string) => `coalesce(${table}.source_id, 'parley:${origin}:' || ${table}.id::text)`;
  const read = (after: string | null) =>
    queries.query<CommentRow>(
      `SELECT
         comments.id AS key, comments.id::text AS id, ${source('comments')} AS source,
         threads.page_id AS page, CASE WHEN parents.id IS NOT NULL THEN ${source('parents')} END AS parent,
         jsonb_strip_nulls(jsonb_build_object(
           'name', comments.author_name, 'url', comments.author_url, 'avatarUrl', comments.author_avatar,
           'role', comments.author_role, 'userId', comments.user_id, 'address', comments.address,
           'person', CASE WHEN people.id IS NOT NULL
             THEN jsonb_build_object('kind', people.kind, 'subject', people.subject) END,
           'email', CASE WHEN $3 THEN comments.email END)) AS author,
         jsonb_build_object('format', comments.body_format, 'value', comments.body) AS body,
         comments.created_at AS "createdAt", comments.edited_at AS "editedAt", comments.status,
         nullif(comments.score_up, 0) AS recommendations,
         CASE WHEN comments.featured_at IS NOT NULL THEN jsonb_strip_nulls(jsonb_build_object(
           'at', ${isoText('comments.featured_at')},
           'by', comments.featured_by, 'reason', comments.featured_reason)) END AS featured,
         nullif(jsonb_strip_nulls(jsonb_build_object(
           'ruleId', comments.decision_rule, 'reason', comments.decision_reason)), '{}') AS decision,
         nullif(to_jsonb(comments.held_because), '[]') AS "heldBecause",
         comments.policy_version AS "policyVersion"
       FROM comments
       JOIN threads ON threads.id = comments.thread_id
       LEFT JOIN comments AS parents ON parents.id = comments.parent_id
       LEFT JOIN people ON people.id = comments.person_id
       WHERE comments.site_id = $1 AND comments.id > $2::bigint ORDER BY comments.id LIMIT $4`,
      [siteId, after ?? '0', emails !== null, ROWS],
    );
  for await (const comment of keyset(read)('comment')) {
    const {email, ...author} = comment.author;
    const address = email && emails ? {email: await emails.unseal(email)} : {};
    yield {...comment, author: {...author, ...address}};
  }
}

/** Reads rows in portions, each after the `key` of the last row, and yields them as records of a type. */
function keyset<Row extends {readonly key: string}>(read: (after: string | null) => Promise<readonly Row[]>) {
  return async function* (type: string): AsyncGenerator<Omit<Row, 'key'> & {readonly type: string}> {
    let after: string | null = null;
    for (;;) {
      const rows: readonly Row[] = await read(after);
      for (const {key: _, ...row} of rows) yield {type, ...filled(row)};
      const last = rows.at(-1);
      if (!last || rows.length < ROWS) return;
      after = last.key;
    }
  };
}

/** Formats a time within a JSON value like all other times. */
function isoText(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** Without `null` fields. */
function filled<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as Fields;
}

/** The same object with sorted keys at every depth, because PostgreSQL does not keep their order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, sorted(item)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
