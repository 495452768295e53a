import {readSnapshot} from '../../database/snapshot.js';
import type {Queries} from '../../database/database.js';
import {redactEvents} from '../../events/record-event.js';
import type {Actor} from '../actor.js';
import {permalink, type CommentRow} from '../comment-rows.js';
import {siteId, timeNow, type StoreContext} from '../context.js';
import {isId} from '../cursors.js';
import type {Person} from '../moderation.js';
import {writeLog} from '../moderating/audit-log.js';
import {forgetAddressOf} from '../writing/counted-addresses.js';
import {eraseText} from '../writing/erase-text.js';
import {lockComment, notFound} from '../writing/find-comment.js';
import {changeStatus} from '../writing/status-changes.js';
import {normaliseEmail} from './persons.js';
import {forgetPeople, lockForErasure} from './forgetting.js';
import {requireModerator} from './viewer-context.js';

/** Which comments are one person's: those of an account or device, those with an e-mail address, or a single one. */
interface Selection {
  readonly column: 'person_id' | 'email_digest' | 'id';
  readonly value: string;
}

/**
 * The number of comments that are erased in one transaction while the person cannot write. More are erased in rounds
 * before, as long as each leaves fewer: some people write faster than their comments are erased.
 */
const MAX_PEOPLE_UNDER_LOCK = 20;

/** A comment that is to be erased. */
interface ErasedRow {
  readonly id: string;
  readonly thread_id: string;
  readonly person_id: string | null;
}

type ExportedRow = CommentRow & {
  readonly page_id: string;
  readonly url: string;
  readonly email: string | null;
  readonly address: string | null;
  readonly page_url: string | null;
  readonly page_title: string | null;
  readonly policy_version: string | null;
};

/** Exports and erases one person's data (GDPR, articles 15, 17 and 20). */
export class PersonalData {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  async exportPerson(site: string, person: Person, actor: Actor): Promise<readonly object[]> {
    const of = siteId(this.#context, site);
    requireModerator(actor);
    return readSnapshot(this.#context.database, (queries) => this.#export(queries, of, person));
  }

  async #export(queries: Queries, of: number, person: Person): Promise<readonly object[]> {
    const {digests} = this.#context;
    const selection = await this.#select(queries, of, person);
    if (!selection) return [];
    const rows = await queries.query<ExportedRow>(
      `SELECT comments.*, threads.page_id, threads.url
       FROM comments JOIN threads ON threads.id = comments.thread_id
       WHERE comments.site_id = $1::integer AND comments.${selection.column} = $2::${typeOf(selection)}
       ORDER BY comments.id`,
      [of, selection.value],
    );
    const comments = await Promise.all(
      rows.map(async (row) => ({
        type: 'comment',
        id: row.id,
        parentId: row.parent_id,
        page: row.page_id,
        url: permalink(row.url, row.id) ?? null,
        postedFrom: row.page_url === null ? null : {url: row.page_url, title: row.page_title},
        name: row.author_name,
        website: row.author_url,
        picture: row.author_avatar,
        email: row.email === null ? null : await digests.unseal(row.email),
        body: {format: row.body_format, value: row.body},
        status: row.status,
        createdAt: row.created_at,
        editedAt: row.edited_at,
        policyVersion: row.policy_version,
        addressDigest: row.address,
      })),
    );
    return [...comments, ...(await this.#actions(queries, of, selection))];
  }

  /**
   * Erases each comment in a transaction of its own, so that other readers can write meanwhile; what the person writes
   * meanwhile is erased last, while they cannot write. After an interruption, the same call continues.
   */
  async erasePerson(site: string, person: Person, actor: Actor): Promise<number> {
    const {database} = this.#context;
    const of = siteId(this.#context, site);
    requireModerator(actor);
    const selection = await this.#select(database, of, person);
    const erased = new Map<string, ErasedRow>();
    for (;;) {
      const rows = selection ? await commentsOf(database, of, selection) : [];
      for (const row of rows) {
        await database.transaction((queries) => this.#eraseComment(queries, row));
        erased.set(row.id, row);
      }
      const rest = await database.transaction(async (queries) => {
        if (selection?.column === 'person_id') await lockForErasure(queries, [selection.value]);
        const last = selection ? await commentsOf(queries, of, selection) : [];
        if (last.length > MAX_PEOPLE_UNDER_LOCK && last.length < rows.length) return null;
        for (const row of last) await this.#eraseComment(queries, row);
        const all = [...erased.values(), ...last];
        await forgetPeople(queries, of, {
          accounts: selection?.column === 'person_id' ? [selection.value] : [],
          devices: [...new Set(all.map((row) => row.person_id).filter((id) => id !== null))],
          email: selection?.column === 'email_digest' ? selection.value : null,
        });
        const comments = new Set(all.map(({id}) => id)).size;
        await writeLog(queries, this.#context, of, actor, {
          action: 'erase-person',
          target: 'userId' in person ? 'user' : 'email' in person ? 'email' : 'comment',
          details: {comments},
        });
        return comments;
      });
      if (rest !== null) return rest;
    }
  }

  async #eraseComment(queries: Queries, {id, thread_id: thread}: ErasedRow): Promise<void> {
    const before = await lockComment(queries, {id: thread}, id, true);
    if (before.status !== 'deleted') {
      await changeStatus(queries, before, {status: 'deleted'}, timeNow(this.#context));
    }
    await eraseText(queries, before);
    await forgetAddressOf(queries, id);
    await queries.query(
      'UPDATE comments SET person_id = NULL, address = NULL, email_digest = NULL WHERE id = $1::bigint',
      [id],
    );
    await queries.query('UPDATE reports SET text = NULL WHERE comment_id = $1::bigint', [id]);
    await redactEvents(queries, id);
  }

  async #select(queries: Queries, site: number, person: Person): Promise<Selection | null> {
    if ('email' in person) {
      const value = await this.#context.digests.digest('email', normaliseEmail(person.email));
      return {column: 'email_digest', value};
    }
    if ('commentId' in person) return authorOf(queries, site, person);
    const [row] = await queries.query<{id: string}>(
      "SELECT id FROM people WHERE site_id = $1::integer AND kind = 'user' AND subject = $2",
      [site, person.userId],
    );
    return row ? {column: 'person_id', value: row.id} : null;
  }

  /** Recommendations and reports of an account, and its blocks. */
  async #actions(queries: Queries, site: number, {column, value}: Selection): Promise<readonly object[]> {
    const account = column === 'person_id' ? [value] : [];
    const [votes, reports, blocks] = await Promise.all([
      queries.query<{comment_id: string; at: string}>(
        'SELECT comment_id, at FROM votes WHERE person_id = ANY ($1::bigint[]) ORDER BY at',
        [account],
      ),
      queries.query<{comment_id: string; rule_id: string; text: string | null; at: string}>(
        'SELECT comment_id, rule_id, text, at FROM reports WHERE person_id = ANY ($1::bigint[]) ORDER BY at',
        [account],
      ),
      queries.query<{reason: string; until: string | null; created_at: string}>(
        `SELECT blocks.reason, blocks.until, blocks.created_at
         FROM block_subjects JOIN blocks ON blocks.id = block_subjects.block_id
         WHERE block_subjects.site_id = $1::integer AND (block_subjects.kind, block_subjects.subject) IN (
           SELECT 'email', $2 UNION ALL SELECT kind, subject FROM people WHERE id = ANY ($3::bigint[])
         )`,
        [site, column === 'email_digest' ? value : '', account],
      ),
    ]);
    return [
      ...votes.map(({comment_id: commentId, at}) => ({type: 'vote', commentId, at})),
      ...reports.map(({comment_id: commentId, rule_id: ruleId, text, at}) => ({
        type: 'report',
        commentId,
        ruleId,
        text,
        at,
      })),
      ...blocks.map(({reason, until, created_at: createdAt}) => ({type: 'block', reason, until, createdAt})),
    ];
  }
}

async function commentsOf(
  queries: Queries,
  site: number,
  selection: Selection,
): Promise<readonly ErasedRow[]> {
  return queries.query<ErasedRow>(
    `SELECT id, thread_id, person_id FROM comments
     WHERE site_id = $1::integer AND ${selection.column} = $2::${typeOf(selection)}
     ${selection.column === 'email_digest' ? REMOVED_OF_DEVICES : ''} ORDER BY id`,
    [site, selection.value],
  );
}

/**
 * Comments that the devices of the address wrote and removed: earlier versions deleted the address of such a comment,
 * so only the device identifies its author.
 */
const REMOVED_OF_DEVICES = `
  UNION
  SELECT id, thread_id, person_id FROM comments
  WHERE site_id = $1::integer AND status = 'deleted' AND body = '' AND email_digest IS NULL AND person_id IN (
    SELECT people.id FROM comments AS signed JOIN people ON people.id = signed.person_id
    WHERE signed.site_id = $1::integer AND signed.email_digest = $2 AND people.kind = 'guest'
  )`;

/** The comments that go with one. Throws `not-found`. */
async function authorOf(
  queries: Queries,
  site: number,
  {commentId, by}: {readonly commentId: string; readonly by: 'comment' | 'person'},
): Promise<Selection> {
  const [row] = isId(commentId)
    ? await queries.query<{person: string | null}>(
        `SELECT people.id AS person FROM comments
         LEFT JOIN people ON people.id = person_id AND people.kind <> 'address'
         WHERE comments.id = $1::bigint AND comments.site_id = $2::integer`,
        [commentId, site],
      )
    : [];
  if (!row) throw notFound(commentId);
  return by === 'person' && row.person !== null
    ? {column: 'person_id', value: row.person}
    : {column: 'id', value: commentId};
}

function typeOf({column}: Selection): 'bigint' | 'text' {
  return column === 'email_digest' ? 'text' : 'bigint';
}
