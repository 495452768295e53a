import type {Comment, CommentId} from '../../../model/comment.js';
import {CommentsError} from '../../../model/errors.js';
import type {Queries} from '../../database/database.js';
import type {Actor} from '../actor.js';
import type {CommentRow} from '../comment-rows.js';
import {siteId, type StoreContext} from '../context.js';
import {readActorContext, type ActorContext} from '../people/actor-context.js';
import {actionsOn, commentForViewer, type OwnActions, type ViewerContext} from '../people/viewer-context.js';
import type {Idempotency, ThreadName, Written} from '../store.js';
import {lockComment, notFound} from './find-comment.js';
import {keyOwner, prepared, runIdempotent, type ActionKind} from './idempotency.js';
import {StaleError, retryStale} from './stale.js';

/** Who does something to which comment, and the request's key. */
export interface CommentAction {
  readonly kind: ActionKind;
  readonly thread: ThreadName;
  readonly id: CommentId;
  readonly actor: Actor;
  readonly idempotency: Idempotency;
}

/** The result of an action. */
export interface ActionResult {
  readonly row: CommentRow;
  /** As whom the answer is read, if that is not the actor: a person was created. */
  readonly viewer?: ViewerContext;
  /** What the actor has done to the comment, where that is known. */
  readonly own?: OwnActions;
}

/**
 * Carries an action out once. `check` looks at what is known before anything is locked, and may take its time; `work` does
 * what is to be done in the transaction, and throws `StaleError` where what was checked is not so any more.
 */
export async function runAction<Checked>(
  context: StoreContext,
  {kind, thread, id, actor, idempotency}: CommentAction,
  check: (actorContext: ActorContext) => Promise<Checked>,
  work: (queries: Queries, actorContext: ActorContext, checked: Checked) => Promise<ActionResult>,
): Promise<Written> {
  const owner = keyOwner(siteId(context, thread.site), actor);
  return retryStale(async () => {
    const ready = await prepared(async () => {
      const actorContext = await readActorContext(context.database, context, thread, actor, {comment: id});
      return {actorContext, checked: await check(actorContext)};
    });
    return runIdempotent(
      context,
      owner,
      kind,
      idempotency,
      ready,
      async (queries, {actorContext, checked}): Promise<Comment> => {
        const {row, viewer = actorContext.viewer, own} = await work(queries, actorContext, checked);
        return commentForViewer(viewer, row, own ?? (await actionsOn(queries, viewer, row)));
      },
    );
  });
}

/** The comment, locked as by `lockComment`. Throws `not-found`, and `StaleError` for one moved to another thread. */
export async function lockKnown(
  queries: Queries,
  {state, comment}: ActorContext,
  id: CommentId,
  withAuthor: boolean,
): Promise<CommentRow> {
  if (comment === null) throw notFound(id);
  return lockComment(queries, state, id, withAuthor).catch((reason: unknown) => {
    throw reason instanceof CommentsError && reason.code === 'not-found' ? new StaleError() : reason;
  });
}
