import type {CommentId} from '../../../model/comment.js';
import type {ViewerAnswer} from '../../../model/protocol.js';
import type {Viewer} from '../../../model/thread.js';
import type {Actor} from '../actor.js';
import {commentColumns, type CommentRow} from '../comment-rows.js';
import {timeAgo, type StoreContext} from '../context.js';
import type {ThreadName} from '../store.js';
import {readActorContext, type ActorContext} from './actor-context.js';
import {commentForViewer, isModerator, mayInteract, mayPost, type ViewerContext} from './viewer-context.js';

/** How many ids a list holds. */
const MAX_IDS = 1_000;

/** How many of the viewer's own comments come whole. */
const MAX_OWN = 100;

/** A page that a cache holds may lack what is younger than this. */
const FRESH_MS = 60_000;

/** What depends on who reads a thread. */
export async function readViewer(
  context: StoreContext,
  thread: ThreadName,
  actor: Actor,
): Promise<ViewerAnswer> {
  const actorContext = await readActorContext(context.database, context, thread, actor);
  const {state, viewer, block} = actorContext;
  const [own, {mine, votes, reports}] = await Promise.all([
    ownComments(context, viewer),
    actionsIn(context, viewer),
  ]);
  const reported = new Set(reports);
  const voted = new Set(votes);
  const free = block === null;
  return {
    viewer: viewerOf(actorContext, actor),
    may: {
      post: free && mayPost(viewer),
      vote: free && mayInteract({settings: state.settings, actor}),
      report: free,
      moderate: isModerator(actor),
    },
    blocked: block,
    own: own.map((row) =>
      commentForViewer(viewer, row, {voted: voted.has(row.id), reported: reported.has(row.id)}),
    ),
    mine,
    votes,
    reports,
  };
}

/** With the id that their comments have, which is not the one that tokens name. */
function viewerOf({authorId}: ActorContext, {user}: Actor): Viewer | null {
  if (!user) return null;
  const {name, avatarUrl, role} = user;
  return {id: authorId ?? '', name, ...(avatarUrl !== undefined && {avatarUrl}), role};
}

async function ownComments(
  context: StoreContext,
  {state, owners}: ViewerContext,
): Promise<readonly CommentRow[]> {
  if (state.id === null || owners.size === 0) return [];
  const window = Math.max(state.settings.editWindow * 1000, FRESH_MS);
  return context.database.query<CommentRow>(
    `SELECT ${commentColumns()} FROM comments
     WHERE person_id = ANY ($1::bigint[]) AND thread_id = $2::bigint
       AND (status IN ('held', 'rejected') OR status = 'published' AND created_at > $3::timestamptz)
     ORDER BY id DESC LIMIT ${String(MAX_OWN)}`,
    [[...owners], state.id, timeAgo(context, window)],
  );
}

/** Newest first: what the viewer wrote, recommended and reported in the thread. */
interface ThreadActions {
  readonly mine: readonly CommentId[];
  readonly votes: readonly CommentId[];
  readonly reports: readonly CommentId[];
}

const NOTHING: ThreadActions = {mine: [], votes: [], reports: []};

async function actionsIn(
  {database}: StoreContext,
  {state, owners, person}: ViewerContext,
): Promise<ThreadActions> {
  if (state.id === null || (owners.size === 0 && person === null)) return NOTHING;
  const last = `DESC LIMIT ${String(MAX_IDS)}`;
  // Deleted comments that are not listed are left out.
  const [row] = await database.query<ThreadActions>(
    `SELECT
       ARRAY(SELECT id FROM comments WHERE person_id = ANY ($1::bigint[]) AND thread_id = $2::bigint
             AND (listed OR status IN ('held', 'rejected')) ORDER BY id ${last}) AS mine,
       ARRAY(SELECT comment_id FROM votes WHERE person_id = $3::bigint AND thread_id = $2::bigint
             ORDER BY comment_id ${last}) AS votes,
       ARRAY(SELECT comment_id FROM reports WHERE person_id = $3::bigint AND thread_id = $2::bigint
             ORDER BY comment_id ${last}) AS reports`,
    [[...owners], state.id, person],
  );
  return row ?? NOTHING;
}
