import type {Comment, Rights} from '../../../model/comment.js';
import {CommentsError} from '../../../model/errors.js';
import type {Queries} from '../../database/database.js';
import type {Actor} from '../actor.js';
import {ownComment, publicComment, type CommentRow} from '../comment-rows.js';
import type {StoreContext} from '../context.js';
import type {ThreadState} from '../thread-state.js';
import {findPeople, ownersOf, subjectOf, type Person} from './persons.js';

/** Who looks at a thread, and what that makes of its comments. */
export interface ViewerContext {
  readonly state: ThreadState;
  readonly actor: Actor;
  /** The rows of `people` that the actor owns comments by. */
  readonly owners: ReadonlySet<string>;
  /** The one by which the actor recommends and reports; null before the first time. */
  readonly person: string | null;
  readonly now: number;
}

/** Finds out as whom the actor looks at a thread. */
export async function readViewerContext(
  queries: Queries,
  context: StoreContext,
  state: ThreadState,
  actor: Actor,
): Promise<ViewerContext> {
  const owners = ownersOf(actor);
  const known = await findPeople(queries, state.site, owners.length > 0 ? owners : [subjectOf(actor)]);
  return viewerContextOf(context, state, actor, known);
}

/** The same where the rows are known of those by whom the actor owns comments, or else acts. */
export function viewerContextOf(
  context: StoreContext,
  state: ThreadState,
  actor: Actor,
  known: readonly Person[],
): ViewerContext {
  const acting = subjectOf(actor);
  return {
    state,
    actor,
    owners: new Set(known.filter(({kind}) => kind !== 'address').map(({id}) => id)),
    person: known.find(({kind}) => kind === acting.kind)?.id ?? null,
    now: context.now().getTime(),
  };
}

/** The same with a person who was just made. */
export function withPerson(viewer: ViewerContext, {id, kind}: Pick<Person, 'id' | 'kind'>): ViewerContext {
  const owners = kind === 'address' ? viewer.owners : new Set([...viewer.owners, id]);
  return {...viewer, owners, person: id};
}

/** Whether the actor decides on what others write. */
export function isModerator({user}: Actor): boolean {
  return user?.role === 'moderator';
}

/** Whether the actor's comments are never held: those of staff and moderators. */
export function isTrusted({user}: Actor): boolean {
  return user !== null && user.role !== 'reader';
}

/** Throws `forbidden` when the actor is no moderator, else gives their user id. */
export function requireModerator({user}: Actor): string {
  if (user?.role !== 'moderator') throw new CommentsError('forbidden', 'Only moderators may do this.');
  return user.subject;
}

/** Whether the comment is the actor's own. */
export function isOwn({owners}: ViewerContext, {person_id: person}: CommentRow): boolean {
  return person !== null && owners.has(person);
}

/** Whether the actor may post at all, as far as the thread and being signed in decide it. */
export function mayPost({state: {closed, settings}, actor}: ViewerContext): boolean {
  return !closed && mayInteract({settings, actor});
}

/** Whether the actor may recommend and report. */
export function mayInteract({
  settings,
  actor,
}: Pick<ThreadState, 'settings'> & Pick<ViewerContext, 'actor'>): boolean {
  return settings.posting === 'guest' || actor.user !== null;
}

/** When the author's time for changes ends, in milliseconds. */
export function windowEnd({state: {settings}}: ViewerContext, {created_at: createdAt}: CommentRow): number {
  return Date.parse(createdAt) + settings.editWindow * 1000;
}

/** Whether the actor may edit the comment now. */
export function isChangeable(viewer: ViewerContext, row: CommentRow): boolean {
  const open = row.status === 'published' || row.status === 'held';
  return open && isOwn(viewer, row) && viewer.now < windowEnd(viewer, row);
}

/** What the actor has done to a comment. */
export interface OwnActions {
  readonly voted: boolean;
  readonly reported: boolean;
}

export const NO_ACTIONS: OwnActions = {voted: false, reported: false};

/** Looks up what the actor has done to a comment. */
export async function actionsOn(
  queries: Queries,
  {person}: ViewerContext,
  {id}: CommentRow,
): Promise<OwnActions> {
  if (person === null) return NO_ACTIONS;
  const [row] = await queries.query<OwnActions>(
    `SELECT EXISTS (SELECT 1 FROM votes WHERE comment_id = $1::bigint AND person_id = $2::bigint) AS voted,
            EXISTS (SELECT 1 FROM reports WHERE comment_id = $1::bigint AND person_id = $2::bigint) AS reported`,
    [id, person],
  );
  return row ?? NO_ACTIONS;
}

/** A comment as the actor sees it, with their rights: their own in any status, others as all readers see them. */
export function commentForViewer(
  viewer: ViewerContext,
  row: CommentRow,
  {voted, reported}: OwnActions,
): Comment {
  const {state, actor} = viewer;
  const mine = isOwn(viewer, row);
  const comment = mine || isModerator(actor) ? ownComment(row, state.url) : publicComment(row, state.url);
  if (row.status === 'deleted' || row.status === 'removed' || !('score' in comment)) return comment;
  const published = row.status === 'published';
  const changeable = isChangeable(viewer, row);
  const can: Rights = {
    reply: published && mayPost(viewer),
    edit: changeable,
    remove: changeable || isModerator(actor),
    vote: published && !mine && mayInteract({settings: state.settings, actor}),
    report: published && !mine && !reported,
  };
  return {
    ...comment,
    score: {up: row.score_up, mine: voted},
    can,
    editableUntil: changeable ? new Date(windowEnd(viewer, row)).toISOString() : null,
  };
}
