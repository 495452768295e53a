import type {Cursor} from '../../../model/comment.js';
import {CommentsError} from '../../../model/errors.js';
import {time} from '../../../model/rules.js';
import type {Queries} from '../../database/database.js';
import type {Actor} from '../actor.js';
import {siteId, timeNow, type StoreContext} from '../context.js';
import {isId} from '../cursors.js';
import type {Block, BlockSubject, NewBlock} from '../moderation.js';
import {normaliseEmail} from '../people/persons.js';
import {requireModerator} from '../people/viewer-context.js';
import type {Page} from '../store.js';
import {notFound} from '../writing/find-comment.js';
import {writeLog} from './audit-log.js';
import {sitePage} from './site-pages.js';

type Kind = Block['subject']['kind'];

interface BlockRow {
  readonly id: string;
  readonly kind: Kind;
  readonly label: string;
  readonly reason: string;
  readonly until: string | null;
  readonly created_at: string;
  readonly created_by: string;
}

/** What is blocked: shown as kind and label, and known by any of its subjects. */
interface Blockable {
  readonly kind: Kind;
  readonly label: string;
  readonly subjects: readonly (readonly [kind: Kind, subject: string])[];
}

const COLUMNS = 'id, kind, label, reason, until, created_at, created_by';

/** Blocking people, for a time or for good. */
export class Blocking {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  async block(site: string, {subject, reason, until}: NewBlock, actor: Actor): Promise<Block> {
    const of = siteId(this.#context, site);
    const moderator = requireModerator(actor);
    const end = until === null ? null : time(until);
    if (end === undefined) throw new CommentsError('malformed', 'The end of a block must be a time or null.');
    return this.#context.database.transaction(async (queries) => {
      const {kind, label, subjects} = await this.#blockable(queries, of, subject);
      const [row] = await queries.query<BlockRow>(
        `INSERT INTO blocks (site_id, kind, label, reason, until, created_at, created_by)
         VALUES ($1::integer, $2, $3, $4, $5::timestamptz, $6::timestamptz, $7) RETURNING ${COLUMNS}`,
        [of, kind, label, reason, end as string | null, timeNow(this.#context), moderator],
      );
      if (!row) throw new Error('A block was not stored.');
      await queries.query(
        `INSERT INTO block_subjects (site_id, block_id, kind, subject)
         SELECT $1::integer, $2::bigint, subject.* FROM unnest($3::text[], $4::text[]) AS subject`,
        [of, row.id, subjects.map(([kind]) => kind), subjects.map(([, subject]) => subject)],
      );
      await writeLog(queries, this.#context, of, actor, {
        action: 'block',
        target: row.id,
        details: {kind, reason, until: row.until},
      });
      return blockOf(row);
    });
  }

  /** Those in force, newest first. */
  async blocks(site: string, cursor: Cursor | null, actor: Actor): Promise<Page<Block>> {
    const of = siteId(this.#context, site);
    requireModerator(actor);
    return sitePage(of, {kind: 'blocks', cursor}, async (before, limit) => {
      const rows = await this.#context.database.query<BlockRow>(
        `SELECT ${COLUMNS} FROM blocks
         WHERE site_id = $1::integer AND id < $2::bigint AND (until IS NULL OR until > $3::timestamptz)
         ORDER BY id DESC LIMIT $4::integer`,
        [of, before, timeNow(this.#context), limit],
      );
      return rows.map(blockOf);
    });
  }

  async unblock(site: string, id: string, actor: Actor): Promise<void> {
    const of = siteId(this.#context, site);
    requireModerator(actor);
    await this.#context.database.transaction(async (queries) => {
      const rows = isId(id)
        ? await queries.query(
            'DELETE FROM blocks WHERE id = $1::bigint AND site_id = $2::integer RETURNING 1',
            [id, of],
          )
        : [];
      if (rows.length === 0) throw new CommentsError('not-found', `There is no block ${id}.`);
      await writeLog(queries, this.#context, of, actor, {action: 'unblock', target: id});
    });
  }

  async #blockable(queries: Queries, site: number, subject: BlockSubject): Promise<Blockable> {
    if ('userId' in subject) {
      return {kind: 'user', label: subject.userId, subjects: [['user', subject.userId]]};
    }
    if ('email' in subject) {
      const email = normaliseEmail(subject.email);
      const digest = await this.#context.digests.digest('email', email);
      return {kind: 'email', label: masked(email), subjects: [['email', digest]]};
    }
    return authorOf(queries, site, subject);
  }
}

/** The author of a comment: the account, or the device and the e-mail address; or where it was written from. */
async function authorOf(
  queries: Queries,
  site: number,
  {commentId: id, by}: Extract<BlockSubject, {commentId: string}>,
): Promise<Blockable> {
  if (!isId(id)) throw notFound(id);
  // A concurrent erasure of the author waits, and finds the block.
  await queries.query(
    `SELECT 1 FROM people WHERE id = (
       SELECT person_id FROM comments WHERE id = $1::bigint AND site_id = $2::integer
     ) FOR KEY SHARE`,
    [id, site],
  );
  const [row] = await queries.query<{
    name: string;
    address: string | null;
    email: string | null;
    kind: Kind | null;
    subject: string | null;
  }>(
    `SELECT comments.author_name AS name, comments.address, comments.email_digest AS email, people.kind, people.subject
     FROM comments LEFT JOIN people ON people.id = comments.person_id
     WHERE comments.id = $1::bigint AND comments.site_id = $2::integer`,
    [id, site],
  );
  if (!row) throw notFound(id);
  const {name: label, address, email, kind, subject} = row;
  const known: [Kind, string | null][] =
    by === 'address'
      ? [['address', address]]
      : [
          [kind ?? 'guest', subject],
          ['email', email],
        ];
  const subjects = known.filter((pair): pair is [Kind, string] => pair[1] !== null);
  const [first] = subjects;
  if (!first) throw new CommentsError('gone', `The author of the comment ${id} is no longer known.`);
  return {kind: first[0], label, subjects};
}

/** `ann@reader.example` -> `a…@reader.example`. */
function masked(email: string): string {
  return email.replace(/^(.).*@/su, '$1…@');
}

function blockOf({
  id,
  kind,
  label,
  reason,
  until,
  created_at: createdAt,
  created_by: createdBy,
}: BlockRow): Block {
  return {id, subject: {kind, label}, reason, until, createdAt, createdBy};
}
