import type {Comment, CommentId} from '../../../model/comment.js';
import {CommentsError} from '../../../model/errors.js';
import type {Queries} from '../../database/database.js';
import type {Actor} from '../actor.js';
import {timeAgo, type StoreContext} from '../context.js';
import {KeyReusedError} from '../store-errors.js';
import {subjectOf} from '../people/persons.js';
import {freeAt, takeFromBuckets, chargeParameters, rateLimited} from '../rate-limits.js';
import type {Idempotency, Written} from '../store.js';

/** For how long the answer to a request is stored, with its key, in the table `intents`. */
export const ANSWER_LIFE_MS = 24 * 60 * 60_000;

/** What a request with a key can ask for. */
export type ActionKind = 'post' | 'edit' | 'remove' | 'vote' | 'report';

/** Whose keys these are: one reader's keys are nothing to another. */
export function keyOwner(site: number, actor: Actor): string {
  const {kind, subject} = subjectOf(actor);
  return `${String(site)}:${kind}:${subject}`;
}

/** What was found out before a transaction, or why it cannot be begun. */
export type Prepared<Value> = {readonly value: Value} | {readonly refusal: CommentsError};

/**
 * The result of `prepare`, or the error that it throws: a repeated request must get its first response, even if it would be
 * rejected now.
 */
export async function prepared<Value>(prepare: () => Promise<Value>): Promise<Prepared<Value>> {
  try {
    return {value: await prepare()};
  } catch (reason) {
    if (reason instanceof CommentsError) return {refusal: reason};
    throw reason;
  }
}

/**
 * Does `work` in one transaction, once for each key of an owner: who comes second with it waits for the first and gets
 * its answer. What fails leaves nothing, in the limits neither, so it may be tried again. Throws `KeyReusedError` when the key
 * came before with something else, `rate-limited`, and the refusal of what was prepared.
 */
export async function runIdempotent<Value>(
  context: StoreContext,
  owner: string,
  kind: ActionKind,
  {key, fingerprint, charges = []}: Idempotency,
  given: Prepared<Value>,
  work: (queries: Queries, value: Value) => Promise<Comment>,
): Promise<Written> {
  return context.database.transaction(async (queries) => {
    const [claim] = await queries.query<{begun: boolean; taken: readonly string[]}>(
      `WITH begun AS (
         INSERT INTO intents AS kept (owner, key, kind, fingerprint, created_at)
         VALUES ($1, $2, $3, $4, $9::timestamptz)
         ON CONFLICT (owner, key) DO UPDATE
           SET kind = EXCLUDED.kind, fingerprint = EXCLUDED.fingerprint, created_at = EXCLUDED.created_at
           WHERE kept.created_at <= $5::timestamptz
         RETURNING 1
       ), ${takeFromBuckets(6, 'EXISTS (SELECT FROM begun)')}
       SELECT EXISTS (SELECT FROM begun) AS begun, ARRAY(SELECT bucket FROM taken) AS taken`,
      [
        owner,
        key,
        kind,
        fingerprint,
        timeAgo(context, ANSWER_LIFE_MS),
        ...chargeParameters(context, charges),
      ],
    );
    if (!claim?.begun)
      return {comment: await firstAnswer(queries, owner, {key, fingerprint}), replayed: true};
    for (const charge of charges) {
      if (claim.taken.includes(charge.bucket)) continue;
      const retryAt = await freeAt(queries, charge);
      if (retryAt !== null) throw rateLimited(retryAt);
    }
    if ('refusal' in given) throw given.refusal;
    const comment = await work(queries, given.value);
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
    [owner, key, timeAgo(context, ANSWER_LIFE_MS)],
  );
  return row?.comment_id ?? null;
}

/** Removes the text of a comment from every stored response. */
export async function redactStoredAnswers(queries: Queries, left: Comment): Promise<void> {
  await queries.query('UPDATE intents SET answer = $2::json WHERE comment_id = $1::bigint', [
    left.id,
    JSON.stringify(left),
  ]);
}

async function firstAnswer(queries: Queries, owner: string, idempotency: Idempotency): Promise<Comment> {
  const [row] = await queries.query<{fingerprint: string; answer: Comment | null}>(
    'SELECT fingerprint, answer FROM intents WHERE owner = $1 AND key = $2',
    [owner, idempotency.key],
  );
  if (row?.fingerprint === idempotency.fingerprint && row.answer) return row.answer;
  throw new KeyReusedError();
}
