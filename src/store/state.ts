import type {Comment, CommentId, Cursor, NewComment} from '../model/comment.js';
import type {CommentsError} from '../model/errors.js';
import type {Sort, ThreadFacts, ThreadPage, ThreadRef, CommentPage} from '../model/thread.js';

/** A reader's intent to post, from the press of the button until the reader starts another. */
export interface Outgoing {
  /** Made once per intent, so that however often it is sent, it is posted once. */
  readonly key: string;
  readonly draft: NewComment;
  /** `checking` while the page's own checks run, `sent` once the backend has confirmed it. */
  readonly status: 'checking' | 'sending' | 'failed' | 'sent';
  readonly error: CommentsError | null;
  /** What the backend made of it, once `sent`. */
  readonly commentId: CommentId | null;
}

/** A list that goes on: `null` stands for the roots, an id for the replies of that comment. */
export type ListId = CommentId | null;

/** Everything that is known of one thread: immutable, and never shared with another thread. */
export interface ThreadState {
  readonly thread: ThreadRef | null;
  readonly phase: 'idle' | 'loading' | 'ready' | 'failed';
  /** Why it could not be opened; while comments are on screen, why it could not be opened again. */
  readonly error: CommentsError | null;
  readonly comments: ReadonlyMap<CommentId, Comment>;
  readonly next: Cursor | null;
  /** Lists whose continuation is on its way (`loading`) or did not come (the error). */
  readonly more: ReadonlyMap<ListId, 'loading' | CommentsError>;
  /** Published comments in the whole thread; `null` when nobody can tell. */
  readonly total: number | null;
  readonly facts: ThreadFacts;
  readonly sort: Sort;
  readonly outgoing: ReadonlyMap<string, Outgoing>;
  /** What arrived while the reader was reading, oldest first; shown when asked for. */
  readonly arrived: readonly Comment[];
  /** Where `watch` goes on. */
  readonly live: Cursor | null;
  readonly offline: boolean;
}

export const INITIAL_STATE: ThreadState = {
  thread: null,
  phase: 'idle',
  error: null,
  comments: new Map(),
  next: null,
  more: new Map(),
  total: null,
  facts: {},
  sort: 'newest',
  outgoing: new Map(),
  arrived: [],
  live: null,
  offline: false,
};

export type Action =
  /** Another thread, or the same one afresh: nothing of the old page is kept but the device's connectivity. */
  | {readonly type: 'reset'; readonly thread: ThreadRef; readonly sort: Sort}
  /** The same thread again, in another order or after an error: what is on screen stays until the answer comes. */
  | {readonly type: 'opening'; readonly sort: Sort}
  | {readonly type: 'opened'; readonly page: ThreadPage}
  | {readonly type: 'open-failed'; readonly error: CommentsError}
  | {readonly type: 'more-started'; readonly list: ListId}
  | {readonly type: 'more-loaded'; readonly list: ListId; readonly page: CommentPage}
  | {readonly type: 'more-failed'; readonly list: ListId; readonly error: CommentsError}
  | {readonly type: 'post-checked'; readonly key: string; readonly draft: NewComment}
  | {readonly type: 'post-started'; readonly key: string; readonly comment: Comment}
  | {readonly type: 'post-withdrawn'; readonly key: string}
  | {readonly type: 'posted'; readonly key: string; readonly comment: Comment}
  | {readonly type: 'post-failed'; readonly key: string; readonly error: CommentsError}
  /** A comment as it is now: from the backend, as hoped for while a request runs, or as it was when that failed. */
  | {readonly type: 'changed'; readonly comment: Comment}
  | {readonly type: 'removed'; readonly id: CommentId}
  | {readonly type: 'arrived'; readonly comment: Comment}
  | {readonly type: 'arrivals-shown'}
  | {readonly type: 'connectivity'; readonly offline: boolean};

/** The one way in which a thread's state changes. Pure; gives `state` itself back when nothing changes. */
export function reduce(state: ThreadState, action: Action): ThreadState {
  switch (action.type) {
    case 'reset':
      return {
        ...INITIAL_STATE,
        thread: action.thread,
        sort: action.sort,
        phase: 'loading',
        offline: state.offline,
      };

    case 'opening':
      return {...state, sort: action.sort, phase: 'loading', error: null, more: new Map()};

    case 'opened':
      return opened(state, action.page);

    case 'open-failed':
      return {...state, phase: 'failed', error: action.error};

    case 'more-started':
      return {...state, more: withEntry(state.more, action.list, 'loading' as const)};

    case 'more-loaded':
      return moreLoaded(state, action.list, action.page);

    case 'more-failed':
      return {...state, more: withEntry(state.more, action.list, action.error)};

    case 'post-checked': {
      const {key, draft} = action;
      // A new intent for the same place takes the old one's: a form shows one at a time.
      const outgoing = new Map(
        [...state.outgoing].filter(([, {draft: other}]) => other.parentId !== draft.parentId),
      );
      return {
        ...state,
        outgoing: outgoing.set(key, {key, draft, status: 'checking', error: null, commentId: null}),
      };
    }

    case 'post-started':
      return {
        ...withOutgoing(state, action.key, {status: 'sending', error: null}),
        comments: withEntry(state.comments, action.comment.id, action.comment),
      };

    case 'post-withdrawn':
      return {...state, outgoing: withoutEntry(state.outgoing, action.key)};

    case 'posted':
      return posted(state, action.key, action.comment);

    case 'post-failed':
      return {
        ...withOutgoing(state, action.key, {status: 'failed', error: action.error}),
        comments: withoutEntry(state.comments, optimisticId(action.key)),
      };

    case 'changed':
      return changed(state, action.comment);

    case 'removed':
      return removed(state, action.id);

    case 'arrived':
      return arrived(state, action.comment);

    case 'arrivals-shown':
      if (state.arrived.length === 0) return state;
      return {...state, comments: merged(state.comments, state.arrived), arrived: []};

    case 'connectivity':
      return state.offline === action.offline ? state : {...state, offline: action.offline};
  }
}

/** The id that a comment goes by until the backend has given it one. */
export function optimisticId(key: string): CommentId {
  return `local:${key}`;
}

function opened(state: ThreadState, page: ThreadPage): ThreadState {
  const fresh = inOrder(page.comments, state.sort);
  // What is still on its way belongs to no page yet; what did not change keeps its identity.
  const underway = [...state.comments.values()].filter(({delivery}) => delivery === 'sending');
  const before = state.comments;
  return {
    ...state,
    phase: 'ready',
    error: null,
    comments: merged(new Map(), [
      ...fresh.map((comment) => sameOr(before.get(comment.id), comment)),
      ...underway,
    ]),
    next: page.next,
    more: new Map(),
    total: page.total,
    facts: page.facts,
    arrived: [],
    live: page.live,
  };
}

function moreLoaded(state: ThreadState, list: ListId, page: CommentPage): ThreadState {
  const comments = merged(state.comments, inOrder(page.comments, state.sort));
  const more = withoutEntry(state.more, list);
  // A page may bring what had already arrived by itself.
  const waiting = state.arrived.filter(({id}) => !comments.has(id));
  if (list === null) return {...state, comments, more, next: page.next, arrived: waiting};
  const parent = comments.get(list);
  if (parent) comments.set(list, {...parent, replies: {count: parent.replies?.count ?? 0, next: page.next}});
  return {...state, comments, more, arrived: waiting};
}

function posted(state: ThreadState, key: string, comment: Comment): ThreadState {
  const comments = new Map(state.comments);
  comments.delete(optimisticId(key));
  // A live update may have brought it before the answer did: then it is counted already.
  const known = comments.has(comment.id) || state.arrived.some(({id}) => id === comment.id);
  comments.set(comment.id, comment);
  return {
    ...withOutgoing(state, key, {status: 'sent', error: null, commentId: comment.id}),
    comments,
    arrived: state.arrived.filter(({id}) => id !== comment.id),
    total: known ? state.total : shifted(state.total, published(comment)),
  };
}

function changed(state: ThreadState, now: Comment): ThreadState {
  const before = state.comments.get(now.id);
  const comment = withPlaceInReplies(now, before);
  if (!before) {
    const waiting = state.arrived.find(({id}) => id === comment.id);
    if (!waiting) return state;
    return {
      ...state,
      arrived: state.arrived.map((other) => (other === waiting ? comment : other)),
      total: shifted(state.total, published(comment) - published(waiting)),
    };
  }
  if (before === comment) return state;
  const total = shifted(state.total, published(comment) - published(before));
  // What its author took back leaves a tombstone only where it holds replies up.
  const vanishes = comment.status === 'deleted' && !comment.replies?.count && !isAnswered(state, comment.id);
  const comments = vanishes
    ? withoutEntry(state.comments, comment.id)
    : withEntry(state.comments, comment.id, comment);
  return {...state, comments, total};
}

/** Only lists say where replies go on; an answer to a vote or an edit does not, and must not lose it. */
function withPlaceInReplies(now: Comment, before: Comment | undefined): Comment {
  const next = before?.replies?.next;
  if (next === undefined || now.replies?.next !== undefined) return now;
  return {...now, replies: {count: now.replies?.count ?? before?.replies?.count ?? 0, next}};
}

function removed(state: ThreadState, id: CommentId): ThreadState {
  const comment = state.comments.get(id) ?? state.arrived.find((other) => other.id === id);
  if (!comment) return state;
  const comments = isAnswered(state, id)
    ? withEntry(state.comments, id, {...comment, status: 'removed'})
    : withoutEntry(state.comments, id);
  return {
    ...state,
    comments,
    arrived: state.arrived.filter((other) => other.id !== id),
    total: shifted(state.total, -published(comment)),
  };
}

function isAnswered(state: ThreadState, id: CommentId): boolean {
  return [...state.comments.values()].some(({parentId}) => parentId === id);
}

function arrived(state: ThreadState, comment: Comment): ThreadState {
  const known = state.comments.has(comment.id) || state.arrived.some(({id}) => id === comment.id);
  if (known) return changed(state, comment);
  return {...state, arrived: [...state.arrived, comment], total: shifted(state.total, published(comment))};
}

/** For `top` the order in which comments come is the order in which they stay, whatever votes follow. */
function inOrder(comments: readonly Comment[], sort: Sort): readonly Comment[] {
  return sort === 'top' ? [...comments].sort((a, b) => (b.score?.up ?? 0) - (a.score?.up ?? 0)) : comments;
}

function merged(
  comments: ReadonlyMap<CommentId, Comment>,
  others: readonly Comment[],
): Map<CommentId, Comment> {
  const all = new Map(comments);
  for (const comment of others) all.set(comment.id, comment);
  return all;
}

function sameOr(before: Comment | undefined, now: Comment): Comment {
  return before && JSON.stringify(before) === JSON.stringify(now) ? before : now;
}

function published({status = 'published'}: Comment): number {
  return status === 'published' ? 1 : 0;
}

function shifted(total: number | null, by: number): number | null {
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
