import type {Comment, CommentId, NewComment} from '../model/comment.js';
import type {CommentPage, ThreadPage} from '../model/thread.js';
import {orderForSort, mergeComments, reduceReading} from './reduce-reading.js';
import type {Action, ListId, Outgoing, ThreadState} from './state.js';

/** The largest clock difference at which an optimistic comment and a published one can be the same. */
const MAX_CLOCK_DIFFERENCE_MS = 24 * 60 * 60_000;

/** The prefix of optimistic comments' ids. */
const OPTIMISTIC_PREFIX = 'local:';

/** The only way to change a thread's state. Pure; returns `state` itself if nothing changes. */
export function reduce(state: ThreadState, action: Action): ThreadState {
  switch (action.type) {
    case 'more-started':
      return {...state, more: withEntry(state.more, action.list, 'loading' as const)};

    case 'more-loaded':
      return moreLoaded(state, action.list, action.page);

    case 'more-failed':
      return {...state, more: withEntry(state.more, action.list, action.error)};

    case 'post-checked': {
      const {key, draft} = action;
      // A new submission replaces a finished one at the same position: a form shows one at a time.
      const outgoing = new Map(
        [...state.outgoing].filter(
          ([, {draft: other, status}]) =>
            other.parentId !== draft.parentId || (status !== 'failed' && status !== 'sent'),
        ),
      );
      return {...state, outgoing: outgoing.set(key, {...NEW_OUTGOING, key, draft})};
    }

    case 'post-started':
      return showOptimistic(state, action, {status: 'sending'});

    case 'post-waiting':
      return showOptimistic(state, action, {status: 'waiting', hold: action.hold});

    case 'post-stopped': {
      const {error, isUncertain} = action;
      return showOptimistic(state, action, {status: 'stopped', error, isUncertain});
    }

    case 'post-withdrawn':
      return {...withoutOptimistic(state, action.key), outgoing: withoutEntry(state.outgoing, action.key)};

    case 'posted':
      return posted(state, action.key, action.comment);

    case 'post-arrived': {
      const {key, id} = action;
      return withOutgoing(withoutOptimistic(state, key), key, {
        ...NEW_OUTGOING,
        status: 'sent',
        commentId: id,
      });
    }

    case 'post-failed': {
      const {key, error, isUncertain = false} = action;
      return {
        ...withOutgoing(withoutOptimistic(state, key), key, {
          status: 'failed',
          error,
          isUncertain,
          hold: null,
        }),
        // A reader who must accept a new policy must see it first.
        facts: error.policy ? {...state.facts, policy: error.policy} : state.facts,
      };
    }

    case 'posts-matched':
      return [...state.comments.values(), ...state.arrived].reduce(matchOptimistic, state);

    case 'changed':
      return changed(state, action.comment);

    case 'removed':
      return removed(state, action.id);

    case 'refreshed':
      return refreshed(state, action.page);

    case 'arrived':
      return arrived(state, action.comment);

    case 'arrivals-shown':
      if (state.arrived.length === 0) return state;
      return {...state, comments: mergeComments(state.comments, state.arrived), arrived: []};

    default:
      return reduceReading(state, action);
  }
}

/** The id of an optimistic comment, until the backend has assigned one. */
export function optimisticId(key: string): CommentId {
  return `${OPTIMISTIC_PREFIX}${key}`;
}

/** The key of the submission with this optimistic id; `null` for a published comment. */
export function keyOfOptimisticId(id: CommentId): string | null {
  return id.startsWith(OPTIMISTIC_PREFIX) ? id.slice(OPTIMISTIC_PREFIX.length) : null;
}

function moreLoaded(state: ThreadState, list: ListId, page: CommentPage): ThreadState {
  const comments = mergeComments(state.comments, orderForSort(page.comments, state.sort));
  const more = withoutEntry(state.more, list);
  // A page may contain comments that a live update has already delivered.
  const waiting = state.arrived.filter(({id}) => !comments.has(id));
  if (list === null) return {...state, comments, more, next: page.next, arrived: waiting};
  const parent = comments.get(list);
  if (parent) comments.set(list, {...parent, replies: {count: parent.replies?.count ?? 0, next: page.next}});
  return {...state, comments, more, arrived: waiting};
}

const NEW_OUTGOING = {
  status: 'checking',
  error: null,
  hold: null,
  isUncertain: false,
  commentId: null,
} as const satisfies Partial<Outgoing>;

/** Shows a submission as an optimistic comment, whether it was written here or restored from the device. */
function showOptimistic(
  state: ThreadState,
  {key, draft, comment}: {readonly key: string; readonly draft: NewComment; readonly comment: Comment},
  change: Partial<Outgoing>,
): ThreadState {
  const before = state.outgoing.get(key);
  const outgoing = withEntry(state.outgoing, key, {...NEW_OUTGOING, key, draft, ...change});
  // A published comment has already replaced it: the next attempt must not show it again.
  const isMatched = before && mayHaveArrived(before) && !state.comments.has(comment.id);
  if (isMatched && change.status === 'sending') return {...state, outgoing};
  return {...state, outgoing, comments: withEntry(state.comments, comment.id, comment)};
}

function withoutOptimistic(state: ThreadState, key: string): ThreadState {
  const id = optimisticId(key);
  return state.comments.has(id) ? {...state, comments: withoutEntry(state.comments, id)} : state;
}

/**
 * Replaces the optimistic comment that a live update has delivered before the response to its request: same position, same
 * name, same text. The published comment is then shown, even if it was among the new comments.
 */
function matchOptimistic(state: ThreadState, comment: Comment): ThreadState {
  if (comment.delivery !== undefined) return state;
  for (const submission of state.outgoing.values()) {
    const {key} = submission;
    const optimistic = state.comments.get(optimisticId(key));
    if (!optimistic || !mayHaveArrived(submission) || !isSameComment(optimistic, comment)) continue;
    return {
      ...withoutOptimistic(state, key),
      comments: withoutEntry(withEntry(state.comments, comment.id, comment), optimistic.id),
      arrived: state.arrived.filter(({id}) => id !== comment.id),
    };
  }
  return state;
}

function mayHaveArrived({status, hold}: Outgoing): boolean {
  return status === 'sending' || hold?.why === 'again';
}

function isSameComment(optimistic: Comment, {parentId = null, author, body, createdAt}: Comment): boolean {
  return (
    optimistic.parentId === parentId &&
    optimistic.author.name === author.name &&
    optimistic.body.value === body.value &&
    // Clocks differ; a much older comment is another one.
    Date.parse(createdAt) > Date.parse(optimistic.createdAt) - MAX_CLOCK_DIFFERENCE_MS
  );
}

function posted(state: ThreadState, key: string, answer: Comment): ThreadState {
  const comments = new Map(state.comments);
  comments.delete(optimisticId(key));
  // A live update may have delivered it before the response: then it is already counted.
  const before = comments.get(answer.id) ?? state.arrived.find(({id}) => id === answer.id);
  const known = before !== undefined;
  // A backend may choose another position; without one it is the requested position.
  const {parentId = state.outgoing.get(key)?.draft.parentId ?? null} = answer;
  const comment = keepPlace({...answer, parentId}, before);
  comments.set(comment.id, comment);
  return {
    ...withOutgoing(state, key, {...NEW_OUTGOING, status: 'sent', commentId: comment.id}),
    comments,
    arrived: state.arrived.filter(({id}) => id !== comment.id),
    total: known ? state.total : addToTotal(state.total, publishedCount(comment)),
  };
}

function changed(state: ThreadState, now: Comment): ThreadState {
  const before = state.comments.get(now.id);
  if (!before) {
    const waiting = state.arrived.find(({id}) => id === now.id);
    if (!waiting) return state;
    const comment = keepPlace(now, waiting);
    return {
      ...state,
      arrived: state.arrived.map((other) => (other === waiting ? comment : other)),
      total: addToTotal(state.total, publishedCount(comment) - publishedCount(waiting)),
    };
  }
  const comment = keepPlace(now, before);
  if (before === comment) return state;
  const total = addToTotal(state.total, publishedCount(comment) - publishedCount(before));
  // A comment that its author deleted leaves a tombstone only if it has replies.
  const isRemovable = comment.status === 'deleted' && !comment.replies?.count && !hasReplies(state, comment);
  const comments = isRemovable
    ? withoutEntry(state.comments, comment.id)
    : withEntry(state.comments, comment.id, comment);
  return {...state, comments, total};
}

/**
 * The updated comment at its previous position. Only lists determine the position and the cursor of its replies; the
 * response to a vote or an edit does not.
 */
function keepPlace(now: Comment, before: Comment | undefined): Comment {
  if (!before) return now;
  const {parentId = null, createdAt, replies} = before;
  const next = replies?.next;
  if ((now.parentId ?? null) === parentId && now.createdAt === createdAt && now.replies?.next === next)
    return now;
  const count = now.replies?.count ?? replies?.count ?? 0;
  return {...now, parentId, createdAt, replies: {count, ...(next !== undefined && {next})}};
}

/**
 * The state with a newer version of its first page. New comments arrive; those that are no longer there go, except where the
 * page ends before them: more comments may have pushed them off its end.
 */
function refreshed(state: ThreadState, page: ThreadPage): ThreadState {
  const isNow = new Set(page.comments.map(({id}) => id));
  const roots = page.comments.filter(({parentId}) => parentId == null);
  const last = page.next === null ? undefined : orderForSort(roots, state.sort).at(-1);
  const rootOf = (comment: Comment): Comment => {
    const seen = new Set<CommentId>();
    let root = comment;
    for (let above; (above = state.comments.get(root.parentId ?? '')) && !seen.has(above.id); root = above)
      seen.add(above.id);
    return root;
  };
  const isBeyond = (comment: Comment): boolean => {
    if (!last) return false;
    const {createdAt, id} = rootOf(comment);
    if (isNow.has(id)) return false;
    if (state.sort === 'top') return true;
    return state.sort === 'oldest' ? createdAt >= last.createdAt : createdAt <= last.createdAt;
  };
  let next = state;
  for (const comment of state.comments.values())
    if (!comment.delivery && !isNow.has(comment.id) && !isBeyond(comment)) next = removed(next, comment.id);
  for (const comment of page.comments) next = arrived(next, comment);
  return {...next, next: page.next, total: page.total, facts: page.facts, live: page.live};
}

function removed(state: ThreadState, id: CommentId): ThreadState {
  const comment = state.comments.get(id) ?? state.arrived.find((other) => other.id === id);
  if (!comment) return state;
  const comments = hasReplies(state, comment)
    ? withEntry(state.comments, id, {...comment, status: 'removed'})
    : withoutEntry(state.comments, id);
  return {
    ...state,
    comments,
    arrived: state.arrived.filter((other) => other.id !== id),
    total: addToTotal(state.total, -publishedCount(comment)),
  };
}

/** Whether a comment has replies, loaded or not. */
function hasReplies(state: ThreadState, {id, replies}: Comment): boolean {
  return replies?.next != null || [...state.comments.values()].some(({parentId}) => parentId === id);
}

function arrived(state: ThreadState, comment: Comment): ThreadState {
  const known = state.comments.has(comment.id) || state.arrived.some(({id}) => id === comment.id);
  if (known) return changed(state, comment);
  const total = addToTotal(state.total, publishedCount(comment));
  return matchOptimistic({...state, arrived: [...state.arrived, comment], total}, comment);
}

function publishedCount({status = 'published'}: Comment): number {
  return status === 'published' ? 1 : 0;
}

function addToTotal(total: number | null, by: number): number | null {
  return total === null ? null : Math.max(0, total + by);
}

function withOutgoing(state: ThreadState, key: string, change: Partial<Outgoing>): ThreadState {
  const before = state.outgoing.get(key);
  return before ? {...state, outgoing: withEntry(state.outgoing, key, {...before, ...change})} : state;
}

function withEntry<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key, value: Value): Map<Key, Value> {
  return new Map(map).set(key, value);
}

function withoutEntry<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): Map<Key, Value> {
  const copy = new Map(map);
  copy.delete(key);
  return copy;
}
