import type {CommentId} from '../../../model/comment.js';
import {CommentsError} from '../../../model/errors.js';
import type {Queries} from '../../database/database.js';
import type {Actor} from '../actor.js';
import {commentColumns, type CommentRow} from '../comment-rows.js';
import {timeAgo, timeNow, type StoreContext} from '../context.js';
import {assertNotBlocked} from '../people/block-checks.js';
import {ensurePerson, subjectOf, type Person} from '../people/persons.js';
import type {ActorContext} from '../people/actor-context.js';
import {isOwn, mayInteract, withPerson} from '../people/viewer-context.js';
import type {Idempotency, ThreadName, Written} from '../store.js';
import {runAction, type ActionResult} from './comment-action.js';
import {isKnownReader} from './counted-addresses.js';
import {checkPublished, notFound} from './find-comment.js';
import {StaleError} from './stale.js';
import {lockThread, recordChanges} from './thread-changes.js';

/** Recommends a comment, or takes that back: once, and by the rules. */
export async function vote(
  context: StoreContext,
  thread: ThreadName,
  id: CommentId,
  up: boolean,
  actor: Actor,
  idempotency: Idempotency,
): Promise<Written> {
  const check = async ({state: {settings}, block}: ActorContext): Promise<void> => {
    assertNotBlocked(block);
    if (!mayInteract({settings, actor})) throw new CommentsError('login-required', 'You must sign in.');
  };
  return runAction(context, {kind: 'vote', thread, id, actor, idempotency}, check, (queries, actorContext) =>
    countVote(queries, context, actorContext, {id, up, actor}),
  );
}

interface Vote {
  readonly id: CommentId;
  readonly up: boolean;
  readonly actor: Actor;
}

async function countVote(
  queries: Queries,
  context: StoreContext,
  actorContext: ActorContext,
  {id, up, actor}: Vote,
): Promise<ActionResult> {
  const {comment, state} = actorContext;
  if (comment === null || state.id === null) throw notFound(id);
  const {person, known} = await lockVoter(queries, context, actorContext, actor, state.id);
  const viewer = withPerson(actorContext.viewer, person);
  const [row] = await queries.query<CommentRow & {new_score: number | null; reported: boolean}>(
    up ? CAST_VOTE : TAKE_VOTE_BACK,
    [id, state.id, person.id, [...viewer.owners], actor.address, known, timeNow(context)],
  );
  // It has gone to another thread.
  if (!row) throw new StaleError();
  const {new_score: score, reported, ...found} = row;
  checkPublished(viewer, found);
  if (isOwn(viewer, found)) throw new CommentsError('forbidden', 'You cannot vote for your own comment.');
  if (score !== null) {
    await recordChanges(queries, state.id, {
      changes: [{type: 'changed', id}],
      total: 0,
      at: timeNow(context),
    });
  }
  return {row: {...found, score_up: score ?? found.score_up}, viewer, own: {voted: up, reported}};
}

/**
 * Locks first who votes, and then the thread. `known`: their vote counts for itself (`isKnownReader`).
 */
async function lockVoter(
  queries: Queries,
  context: StoreContext,
  {state: {site, settings}, person: before}: ActorContext,
  actor: Actor,
  thread: string,
): Promise<{readonly person: Person; readonly known: boolean}> {
  const {kind, subject} = subjectOf(actor);
  if (before !== null) {
    const [found] = await queries.query<Person & {has_aged: boolean}>(
      `WITH person AS MATERIALIZED (
         SELECT id, kind, published, rejected FROM people
         WHERE site_id = $1::integer AND kind = $2 AND subject = $3 FOR KEY SHARE
       ), thread AS MATERIALIZED (
         SELECT threads.id FROM threads, person WHERE threads.id = $4::bigint FOR NO KEY UPDATE OF threads
       )
       SELECT person.*, EXISTS (
         SELECT FROM comments
         WHERE person_id = person.id AND status = 'published' AND created_at <= $5::timestamptz
       ) AS has_aged
       FROM person, thread`,
      [site, kind, subject, thread, timeAgo(context, settings.knownAfter * 1000)],
    );
    if (found) {
      const {has_aged: hasAged, ...person} = found;
      return {person, known: actor.user !== null || (kind === 'guest' && hasAged)};
    }
  }
  const person = await ensurePerson(
    queries,
    context,
    site,
    {kind, subject},
    {known: false, lock: 'KEY SHARE'},
  );
  await lockThread(queries, thread);
  return {person, known: await isKnownReader(queries, context, settings, actor, person)};
}

/**
 * The comment, and its votes only if they may be counted: what may not is told by its row. The parameters: comment, thread,
 * person, those by whom the person owns comments, digest of the address, whether the person is known, and the time. The
 * thread is locked.
 */
const TARGET = `
  target AS (
    SELECT * FROM comments WHERE id = $1::bigint AND thread_id = $2::bigint
  ), open AS (
    SELECT id FROM target
    WHERE status = 'published' AND (person_id IS NULL OR person_id <> ALL ($4::bigint[]))
  )`;

const RESULT = `
  SELECT ${commentColumns('target')}, (SELECT score_up FROM scored) AS new_score,
         EXISTS (SELECT FROM reports WHERE comment_id = $1::bigint AND person_id = $3::bigint) AS reported
  FROM target`;

/** One vote more, which counts when it is a known reader's, or the first of unknown guests at an address. */
const CAST_VOTE = `
  WITH ${TARGET}, fresh AS (
    SELECT id FROM open
    WHERE NOT EXISTS (SELECT FROM votes WHERE comment_id = $1::bigint AND person_id = $3::bigint)
  ), turn AS (
    INSERT INTO counted_addresses (address, comment_id, kind, at)
    SELECT $5::text, id, 'vote', $7::timestamptz FROM fresh ON CONFLICT DO NOTHING RETURNING 1
  ), cast_vote AS (
    INSERT INTO votes (comment_id, person_id, thread_id, at, counted)
    SELECT id, $3::bigint, $2::bigint, $7::timestamptz, $6::boolean OR EXISTS (SELECT FROM turn) FROM fresh
    RETURNING counted
  ), scored AS (
    UPDATE comments SET score_up = comments.score_up + 1 FROM cast_vote
    WHERE comments.id = $1::bigint AND cast_vote.counted RETURNING comments.score_up
  ) ${RESULT}`;

/**
 * One vote less. A known reader's vote has taken nobody's turn: who could give one back at will could let a whole machine
 * vote.
 */
const TAKE_VOTE_BACK = `
  WITH ${TARGET}, taken AS (
    DELETE FROM votes USING open
    WHERE comment_id = open.id AND votes.person_id = $3::bigint RETURNING counted
  ), released AS (
    DELETE FROM counted_addresses USING taken
    WHERE taken.counted AND NOT $6::boolean AND address = $5::text AND comment_id = $1::bigint AND kind = 'vote'
      AND $7::timestamptz IS NOT NULL
  ), scored AS (
    UPDATE comments SET score_up = greatest(0, comments.score_up - 1) FROM taken
    WHERE comments.id = $1::bigint AND taken.counted RETURNING comments.score_up
  ) ${RESULT}`;
