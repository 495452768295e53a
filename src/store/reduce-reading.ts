import type {Comment, CommentId} from '../model/comment.js';
import type {Sort, ThreadPage} from '../model/thread.js';
import {INITIAL_STATE, type ReadingAction, type ThreadState} from './state.js';

/** The part of `reduce` that opens threads, which is all that reading needs. Pure. */
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

    // Reached only by untyped callers.
    default:
      return state;
  }
}

function opened(state: ThreadState, page: ThreadPage): ThreadState {
  const fresh = orderForSort(page.comments, state.sort);
  // Optimistic comments are on no page yet; unchanged comments keep their identity.
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

/** For `top`, comments are ordered once when they are loaded; later votes do not move them. */
export function orderForSort(comments: readonly Comment[], sort: Sort): readonly Comment[] {
  return sort === 'top' ? [...comments].sort((a, b) => (b.score?.up ?? 0) - (a.score?.up ?? 0)) : comments;
}

/** Merges two lists of comments; `others` take precedence. */
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
