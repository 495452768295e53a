import type {CommentId} from '../../../model/comment.js';
import type {ViewerAnswer} from '../../../model/protocol.js';
import type {Viewer} from '../../../model/thread.js';
import type {Actor} from '../actor.js';
import {commentColumns, type CommentRow} from '../comment-rows.js';
import {timeAgo, type StoreContext} from '../context.js';
import type {ThreadName} from '../store.js';
import {readThread} from '../thread-state.js';
import {findBlock} from './block-checks.js';
import {commentSeen, isModerator, maySpeak, mayPost, viewpointOf, type Viewpoint} from './viewpoint.js';

/** How many ids a list holds. */
const MOST_IDS = 1_000;

/** How many of the viewer's own comments come whole. */
const MOST_OWN = 100;

/** A page that a cache holds may lack what is younger than this. */
const FRESH_MS = 60_000;

/** What depends on who reads a thread. */
export async function readViewer(
  context: StoreContext,
  thread: ThreadName,
  actor: Actor,
): Promise<ViewerAnswer> {
  const {database} = context;
  const state = await readThread(database, context, thread);
  const [viewpoint, block] = await Promise.all([
    viewpointOf(database, context, state, actor),
    findBlock(database, context, state.site, actor),
  ]);
  const [viewer, own, mine, votes, reports] = await Promise.all([
    viewerOf(context, state.site, actor),
    ownComments(context, viewpoint),
    idsOf(context, viewpoint, 'comments'),
    idsOf(context, viewpoint, 'votes'),
    idsOf(context, viewpoint, 'reports'),
  ]);
  const reported = new Set(reports);
  const voted = new Set(votes);
  const free = block === null;
  return {
    viewer,
    may: {
      post: free && mayPost(viewpoint),
      vote: free && maySpeak({settings: state.settings, actor}),
      report: free,
      moderate: isModerator(actor),
    },
    blocked: block,
    own: own.map((row) =>
      commentSeen(viewpoint, row, {voted: voted.has(row.id), reported: reported.has(row.id)}),
    ),
    mine,
    votes,
    reports,
  };
}

/** With the id that their comments have, which is not the one that tokens name. */
async function viewerOf({database}: StoreContext, site: number, {user}: Actor): Promise<Viewer | null> {
  if (!user) return null;
  const {subject, name, avatarUrl, role} = user;
  const [row] = await database.query<{id: string}>('SELECT parley_author_id($1::integer, $2::text) AS id', [
    site,
    subject,
  ]);
  return {id: row?.id ?? '', name, ...(avatarUrl !== undefined && {avatarUrl}), role};
}

async function ownComments(
  context: StoreContext,
  {state, owners}: Viewpoint,
): Promise<readonly CommentRow[]> {
  if (state.id === null || owners.size === 0) return [];
  const window = Math.max(state.settings.editWindow * 1000, FRESH_MS);
  return context.database.query<CommentRow>(
    `SELECT ${commentColumns()} FROM comments
     WHERE person_id = ANY ($1::bigint[]) AND thread_id = $2::bigint
       AND (status IN ('held', 'rejected') OR status = 'published' AND created_at > $3::timestamptz)
     ORDER BY id DESC LIMIT ${String(MOST_OWN)}`,
    [[...owners], state.id, timeAgo(context, window)],
  );
}

async function idsOf(
  {database}: StoreContext,
  {state, owners, person}: Viewpoint,
  table: 'comments' | 'votes' | 'reports',
): Promise<readonly CommentId[]> {
  const people = table === 'comments' ? [...owners] : person === null ? [] : [person];
  if (state.id === null || people.length === 0) return [];
  const id = table === 'comments' ? 'id' : 'comment_id';
  // What was taken away and is listed nowhere is nobody's any more.
  const there = table === 'comments' ? "AND (listed OR status IN ('held', 'rejected'))" : '';
  const rows = await database.query<{id: string}>(
    `SELECT ${id} AS id FROM ${table} WHERE person_id = ANY ($1::bigint[]) AND thread_id = $2::bigint ${there}
     ORDER BY ${id} DESC LIMIT ${String(MOST_IDS)}`,
    [people, state.id],
  );
  return rows.map((row) => row.id);
}
