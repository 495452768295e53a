import type {Queries} from '../../database/database.js';
import type {Actor} from '../actor.js';
import {timeNow, type StoreContext} from '../context.js';

/** The identity of a person: a user's id, else the digest of the guest key, else that of the network address. */
export interface Subject {
  readonly kind: 'user' | 'guest' | 'address';
  readonly subject: string;
}

/** A row of `people`. */
export interface Person {
  readonly id: string;
  readonly kind: Subject['kind'];
  /** How many of their comments are published, and how many were rejected. */
  readonly published: number;
  readonly rejected: number;
}

/** As whom the actor writes, recommends and reports. */
export function subjectOf({user, guest, address}: Actor): Subject {
  if (user) return {kind: 'user', subject: user.subject};
  return guest === null ? {kind: 'address', subject: address} : {kind: 'guest', subject: guest};
}

/**
 * As whom the actor owns comments: the signed-in reader, and the device, which may have written before signing in.
 * Nobody owns comments by a network address, which many share.
 */
export function ownersOf({user, guest}: Actor): Subject[] {
  return [
    ...(user ? [{kind: 'user', subject: user.subject} as const] : []),
    ...(guest === null ? [] : [{kind: 'guest', subject: guest} as const]),
  ];
}

/** The rows of these people, as far as there are any. */
export async function findPeople(
  queries: Queries,
  site: number,
  subjects: readonly Subject[],
): Promise<readonly Person[]> {
  if (subjects.length === 0) return [];
  return queries.query<Person>(
    `SELECT id, kind, published, rejected FROM people
     WHERE site_id = $1::integer AND (kind, subject) IN (SELECT * FROM unnest($2::text[], $3::text[]))`,
    [site, subjects.map(({kind}) => kind), subjects.map(({subject}) => subject)],
  );
}

/**
 * The row of one person, created if there is none, and locked until the transaction ends, so that an erasure waits.
 * `known`: a row was seen before. Posting needs the lock `NO KEY UPDATE` of `lockPerson` and takes it at once:
 * PostgreSQL lets a weaker lock overtake a waiting erasure, which could then wait forever.
 */
export async function ensurePerson(
  queries: Queries,
  context: StoreContext,
  site: number,
  {kind, subject}: Subject,
  {known, lock}: {readonly known: boolean; readonly lock: 'NO KEY UPDATE' | 'KEY SHARE'},
): Promise<Person> {
  if (known) {
    const [found] = await queries.query<Person>(
      `SELECT id, kind, published, rejected FROM people
       WHERE site_id = $1::integer AND kind = $2 AND subject = $3 FOR ${lock}`,
      [site, kind, subject],
    );
    if (found) return found;
  }
  // One that was there may have been erased since, and one that was not may have been made. Either way the row is locked.
  const [person] = await queries.query<Person>(
    `INSERT INTO people AS kept (site_id, kind, subject, created_at)
     VALUES ($1::integer, $2, $3, $4::timestamptz)
     ON CONFLICT (site_id, kind, subject) DO UPDATE SET created_at = kept.created_at
     RETURNING id, kind, published, rejected`,
    [site, kind, subject, timeNow(context)],
  );
  if (!person) throw new Error('A person was neither found nor created.');
  return person;
}

/** Locks the counters of a person until the transaction ends. Lock a person before a thread, to avoid deadlocks. */
export async function lockPerson(queries: Queries, id: string): Promise<Person> {
  const [person] = await queries.query<Person>(
    'SELECT id, kind, published, rejected FROM people WHERE id = $1::bigint FOR NO KEY UPDATE',
    [id],
  );
  if (!person) throw new Error('A person no longer exists.');
  return person;
}

/** An e-mail address as it is compared: mailboxes that differ in case alone are, in practice, one (RFC 5321, 2.4). */
export function normaliseEmail(address: string): string {
  return address.trim().normalize('NFC').toLowerCase();
}
