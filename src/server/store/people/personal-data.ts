import {randomUUID} from 'node:crypto';
import type {Queries} from '../../database/database.js';
import type {Actor} from '../actor.js';
import {permalink, type CommentRow} from '../comment-rows.js';
import {siteId, timeNow, type StoreContext} from '../context.js';
import type {Person} from '../moderation.js';
import {writeLog} from '../moderating/audit-log.js';
import {forgetAddressOf} from '../writing/counted-addresses.js';
import {eraseWords} from '../writing/erase-words.js';
import {lockComment} from '../writing/find-comment.js';
import {changeStatus} from '../writing/status-changes.js';
import {normaliseEmail} from './email.js';
import {requireModerator} from './viewpoint.js';

/** Which comments are one person's: those of an account, or those with an e-mail address. */
interface Selection {
  readonly column: 'person_id' | 'email_digest';
  readonly value: string;
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

/** What is kept of one person, and taking it away (GDPR, articles 15, 17 and 20). */
export class PersonalData {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  async exportPerson(site: string, person: Person, actor: Actor): Promise<readonly object[]> {
    const {database, digests} = this.#context;
    const of = siteId(this.#context, site);
    requireModerator(actor);
    const selection = await this.#select(database, of, person);
    if (!selection) return [];
    const rows = await database.query<ExportedRow>(
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
    return [...comments, ...(await this.#deeds(of, person, selection))];
  }

  /**
   * One comment after another in a transaction of its own, so that readers go on writing meanwhile; when it is cut
   * short, doing it again does the rest.
   */
  async erasePerson(site: string, person: Person, actor: Actor): Promise<number> {
    const {database} = this.#context;
    const of = siteId(this.#context, site);
    requireModerator(actor);
    const selection = await this.#select(database, of, person);
    const rows = selection
      ? await database.query<{id: string; thread_id: string; person_id: string | null}>(
          `SELECT id, thread_id, person_id FROM comments
           WHERE site_id = $1::integer AND ${selection.column} = $2::${typeOf(selection)} ORDER BY id`,
          [of, selection.value],
        )
      : [];
    for (const row of rows) await this.#eraseComment(row);
    await database.transaction(async (queries) => {
      const account = selection?.column === 'person_id' ? [selection.value] : [];
      const devices = rows.map((row) => row.person_id).filter((id) => id !== null);
      await forgetPeople(queries, of, account, [...new Set(devices)]);
      await writeLog(queries, this.#context, of, actor, {
        action: 'erase-person',
        target: 'userId' in person ? 'user' : 'email',
        details: {comments: rows.length},
      });
    });
    return rows.length;
  }

  async #eraseComment({id, thread_id: thread}: {id: string; thread_id: string}): Promise<void> {
    await this.#context.database.transaction(async (queries) => {
      const before = await lockComment(queries, {id: thread}, id, true);
      if (before.status !== 'deleted') {
        await changeStatus(queries, before, {status: 'deleted'}, timeNow(this.#context));
      }
      await eraseWords(queries, before);
      await forgetAddressOf(queries, id);
      await queries.query('UPDATE comments SET person_id = NULL, address = NULL WHERE id = $1::bigint', [id]);
      await queries.query('UPDATE reports SET text = NULL WHERE comment_id = $1::bigint', [id]);
    });
  }

  async #select(queries: Queries, site: number, person: Person): Promise<Selection | null> {
    if ('email' in person) {
      const value = await this.#context.digests.digest('email', normaliseEmail(person.email));
      return {column: 'email_digest', value};
    }
    const [row] = await queries.query<{id: string}>(
      "SELECT id FROM people WHERE site_id = $1::integer AND kind = 'user' AND subject = $2",
      [site, person.userId],
    );
    return row ? {column: 'person_id', value: row.id} : null;
  }

  /** Recommendations and reports of an account, and what keeps the person out. */
  async #deeds(site: number, person: Person, {column, value}: Selection): Promise<readonly object[]> {
    const {database} = this.#context;
    const account = column === 'person_id' ? [value] : [];
    const [votes, reports, blocks] = await Promise.all([
      database.query<{comment_id: string; at: string}>(
        'SELECT comment_id, at FROM votes WHERE person_id = ANY ($1::bigint[]) ORDER BY at',
        [account],
      ),
      database.query<{comment_id: string; rule_id: string; text: string | null; at: string}>(
        'SELECT comment_id, rule_id, text, at FROM reports WHERE person_id = ANY ($1::bigint[]) ORDER BY at',
        [account],
      ),
      database.query<{reason: string; until: string | null; created_at: string}>(
        `SELECT blocks.reason, blocks.until, blocks.created_at
         FROM block_subjects JOIN blocks ON blocks.id = block_subjects.block_id
         WHERE block_subjects.site_id = $1::integer AND block_subjects.kind = $2 AND block_subjects.subject = $3`,
        'userId' in person ? [site, 'user', person.userId] : [site, 'email', value],
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

/**
 * Cuts the tie between what somebody recommended or reported and who they are: it goes on counting, of nobody. A device
 * is forgotten once nothing that it wrote is left: it may have written under another address too.
 */
async function forgetPeople(
  queries: Queries,
  site: number,
  accounts: readonly string[],
  devices: readonly string[],
): Promise<void> {
  const gone = await queries.query<{id: string; kind: string; subject: string}>(
    `SELECT id, kind, subject FROM people
     WHERE id = ANY ($1::bigint[])
        OR id = ANY ($2::bigint[]) AND NOT EXISTS (SELECT 1 FROM comments WHERE comments.person_id = people.id)
     ORDER BY id FOR UPDATE`,
    [accounts, devices],
  );
  for (const {id, kind, subject} of gone) {
    await queries.query('DELETE FROM intents WHERE owner = $1', [`${String(site)}:${kind}:${subject}`]);
    await queries.query('UPDATE people SET subject = $2 WHERE id = $1::bigint', [
      id,
      `erased ${randomUUID()}`,
    ]);
    await queries.query('UPDATE reports SET text = NULL WHERE person_id = $1::bigint', [id]);
  }
  await queries.query(
    `UPDATE blocks SET label = '' FROM block_subjects
     WHERE block_subjects.block_id = blocks.id AND block_subjects.site_id = $1::integer
       AND (block_subjects.kind, block_subjects.subject) IN (SELECT * FROM unnest($2::text[], $3::text[]))`,
    [site, gone.map(({kind}) => kind), gone.map(({subject}) => subject)],
  );
}

function typeOf({column}: Selection): 'bigint' | 'text' {
  return column === 'person_id' ? 'bigint' : 'text';
}
