import {randomUUID} from 'node:crypto';
import type {Queries} from '../../database/database.js';

/** Whom to forget: rows of `people`, and the digest of an e-mail address. */
export interface Forgotten {
  readonly accounts: readonly string[];
  readonly devices: readonly string[];
  readonly email: string | null;
}

/**
 * Waits for what these people are writing, and blocks further writes until the transaction ends, so that later
 * statements see everything that they wrote. Locks only rows of `people`: lock them before a thread.
 */
export async function lockForErasure(queries: Queries, people: readonly string[]): Promise<void> {
  await queries.query('SELECT 1 FROM people WHERE id = ANY ($1::bigint[]) ORDER BY id FOR UPDATE', [people]);
}

/**
 * Makes the votes and reports of a person anonymous; they still count. A device is deleted once none of its comments is
 * left, because it may have written under another address, too.
 */
export async function forgetPeople(
  queries: Queries,
  site: number,
  {accounts, devices, email}: Forgotten,
): Promise<void> {
  await lockForErasure(queries, [...accounts, ...devices]);
  const gone = await queries.query<{id: string; kind: string; subject: string}>(
    `SELECT id, kind, subject FROM people
     WHERE id = ANY ($1::bigint[])
        OR id = ANY ($2::bigint[]) AND NOT EXISTS (SELECT 1 FROM comments WHERE comments.person_id = people.id)
     ORDER BY id`,
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
  const subjects = [...gone, ...(email === null ? [] : [{kind: 'email', subject: email}])];
  await queries.query(
    `UPDATE blocks SET label = '' FROM block_subjects
     WHERE block_subjects.block_id = blocks.id AND block_subjects.site_id = $1::integer
       AND (block_subjects.kind, block_subjects.subject) IN (SELECT * FROM unnest($2::text[], $3::text[]))`,
    [site, subjects.map(({kind}) => kind), subjects.map(({subject}) => subject)],
  );
}
