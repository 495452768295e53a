import type {Comment, CommentId} from '../../../model/comment.js';
import type {Queries} from '../../database/database.js';
import type {Actor} from '../actor.js';
import {timeAgo, timeNow, type StoreContext} from '../context.js';
import {KeyReusedError} from '../key-reused-error.js';
import {subjectOf} from '../people/persons.js';
import {takeFromBucket, tooMuch} from '../rate-limits.js';
import type {StoreIntent, Written} from '../store.js';

/** For how long an intent's answer is kept. */
export const INTENT_LIFE_MS = 24 * 60 * 60_000;

/** What a reader can mean by a press of a button. */
export type IntentKind = 'post' | 'edit' | 'remove' | 'vote' | 'report';

/** Whose intents these are: one reader's keys are nothing to another. */
export function intentOwner(site: number, actor: Actor): string {
  const {kind, subject} = subjectOf(actor);
  return `${String(site)}:${kind}:${subject}`;
}

/**
 * Does `work` in one transaction, once for each key of an owner: who comes second with it waits for the first and gets
 * its answer. What fails leaves nothing, in the limits neither, so it may be tried again. Throws `KeyReusedError` when the key
 * came before with something else, and `rate-limited`.
 */
export async function once(
  context: StoreContext,
  owner: string,
  kind: IntentKind,
  {key, fingerprint, takes = []}: StoreIntent,
  work: (queries: Queries) => Promise<Comment>,
): Promise<Written> {
  return context.database.transaction(async (queries) => {
    const [begun] = await queries.query(
      `INSERT INTO intents AS kept (owner, key, kind, fingerprint, created_at)
       VALUES ($1, $2, $3, $4, $5::timestamptz)
       ON CONFLICT (owner, key) DO UPDATE
         SET kind = EXCLUDED.kind, fingerprint = EXCLUDED.fingerprint, created_at = EXCLUDED.created_at
         WHERE kept.created_at <= $6::timestamptz
       RETURNING 1`,
      [owner, key, kind, fingerprint, timeNow(context), timeAgo(context, INTENT_LIFE_MS)],
    );
    if (!begun) return {comment: await firstAnswer(queries, owner, {key, fingerprint}), replayed: true};
    for (const taking of takes) {
      const retryAt = await takeFromBucket(queries, context, taking);
      if (retryAt !== null) throw tooMuch(retryAt);
    }
    const comment = await work(queries);
    await queries.query(
      'UPDATE intents SET comment_id = $3::bigint, answer = $4::json WHERE owner = $1 AND key = $2',
      [owner, key, comment.id, JSON.stringify(comment)],
    );
    return {comment, replayed: false};
  });
}

/** The comment that was posted with a key, while that is kept. */
export async function postedWith(
  context: StoreContext,
  owner: string,
  key: string,
): Promise<CommentId | null> {
  const [row] = await context.database.query<{comment_id: string | null}>(
    `SELECT comment_id FROM intents
     WHERE owner = $1 AND key = $2 AND kind = 'post' AND created_at > $3::timestamptz`,
    [owner, key, timeAgo(context, INTENT_LIFE_MS)],
  );
  return row?.comment_id ?? null;
}

/** Takes the words of a comment out of every answer that is kept of it. */
export async function forgetWords(queries: Queries, left: Comment): Promise<void> {
  await queries.query('UPDATE intents SET answer = $2::json WHERE comment_id = $1::bigint', [
    left.id,
    JSON.stringify(left),
  ]);
}

async function firstAnswer(queries: Queries, owner: string, intent: StoreIntent): Promise<Comment> {
  const [row] = await queries.query<{fingerprint: string; answer: Comment | null}>(
    'SELECT fingerprint, answer FROM intents WHERE owner = $1 AND key = $2',
    [owner, intent.key],
  );
  if (row?.fingerprint === intent.fingerprint && row.answer) return row.answer;
  throw new KeyReusedError();
}
