import type {Comment, CommentId} from '../model/comment.js';
import type {Sort, ThreadPage} from '../model/thread.js';
import {INITIAL_STATE, type ReadingAction, type ThreadState} from './state.js';

/** The part of `reduce` that opens threads: all that is needed until a reader does something. Pure. */
export function reduceReading(state: ThreadState, action: ReadingAction): ThreadState {
  switch (action.type) {
    case 'reset': {
      const {thread, sort} = action;
      return {...INITIAL_STATE, thread, sort, phase: 'loading', offline: state.offline};
    }

    case 'opening':
      return {...state, sort: action.sort, phase: 'loading', error: null, more: new Map()};

    case 'opened':
      return opened(state, action.page);

    case 'open-failed':
      return {...state, phase: 'failed', error: action.error};

    case 'connectivity':
      return state.offline === action.offline ? state : {...state, offline: action.offline};

    // Untyped callers alone come here.
    default:
      return state;
  }
}

function opened(state: ThreadState, page: ThreadPage): ThreadState {
  const fresh = orderForSort(page.comments, state.sort);
  // What is still on its way belongs to no page yet; what did not change keeps its identity.
  const optimistic = [...state.comments.values()].filter(({delivery}) => delivery);
  const before = state.comments;
  return {
    ...state,
    phase: 'ready',
    error: null,
    comments: mergeComments(new Map(), [
      ...fresh.map((comment) => keepIdentity(before.get(comment.id), comment)),
      ...optimistic,
    ]),
    next: page.next,
    more: new Map(),
    total: page.total,
    facts: page.facts,
    arrived: [],
    live: page.live,
  };
}

/** For `top` the order in which comments come is the order in which they stay, whatever votes follow. */
export function orderForSort(comments: readonly Comment[], sort: Sort): readonly Comment[] {
  return sort === 'top' ? [...comments].sort((a, b) => (b.score?.up ?? 0) - (a.score?.up ?? 0)) : comments;
}

/** These comments and the others, which win. */
export function mergeComments(
  comments: ReadonlyMap<CommentId, Comment>,
  others: readonly Comment[],
): Map<CommentId, Comment> {
  const all = new Map(comments);
  for (const comment of others) all.set(comment.id, comment);
  return all;
}

function keepIdentity(before: Comment | undefined, now: Comment): Comment {
  return before && JSON.stringify(before) === JSON.stringify(now) ? before : now;
}
