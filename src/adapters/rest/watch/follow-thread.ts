import type {Comment, CommentId, Cursor} from '../../../model/comment.js';
import {CommentsError} from '../../../model/errors.js';
import {normaliseComment, normaliseComments} from '../../../model/normalise.js';
import {normalisePage} from '../../../model/normalise-page.js';
import {id as idRule, text} from '../../../model/rules.js';
import type {Change} from '../../../model/thread.js';
import {warnOnce} from '../../../model/warn-once.js';
import {threadQuery, type Connection, type Query} from '../connection.js';
import type {ThreadView} from '../thread-view.js';
import type {ServerEvent} from './event-stream.js';
import {readStream} from './read-stream.js';
import {acquireStreamSlot} from './stream-slots.js';
import {withJitter, sleepUntilOnline, untilVisible} from '../../shared/waiting.js';
import type {ChangeSource, WatchContext} from './change-source.js';

const POLL_MS = 15_000;
const MAX_POLL_MS = 60_000;

const RECONNECT_MS = 1_000;
const MAX_RECONNECT_MS = 2 * 60_000;

/** After this many streams without a byte, a proxy seems to hold them back. */
const MAX_SILENT_STREAMS = 2;
/** How long it then polls before it tries a stream again. */
const POLLING_PERIOD_MS = 5 * 60_000;

/** The most changes per response. */
const MAX_CHANGES = 500;

/** How many top-level comments are read again after a gap that the server cannot fill. */
const RELOAD_PAGE_SIZE = 100;
/** The most ids per look-up. */
const MAX_LOOKUP_IDS = 100;
/** How long before the gap a comment still counts as new: it may have been in transit. */
const NEW_COMMENT_MARGIN_MS = 60_000;

/** The errors that no retry resolves. */
const FATAL_CODES = ['not-found', 'forbidden', 'unsupported'];

/**
 * Follows a thread by its event stream, or by polling where that is refused or silent. Reconnects by itself, with a
 * longer delay after each failure.
 */
export const followThread: ChangeSource = async (watch, emit) => {
  const {signal} = watch;
  const follower = new ThreadFollower(watch, emit);
  for (let failures = 0; !signal.aborted;) {
    await untilVisible(signal);
    try {
      const wait = await follower.step();
      failures = 0;
      await sleepUntilOnline(withJitter(wait), signal);
    } catch (reason) {
      const {code, retryAt} = CommentsError.from(reason);
      if (FATAL_CODES.includes(code)) throw reason;
      const wait = Math.min(MAX_RECONNECT_MS, RECONNECT_MS * 2 ** failures++);
      const asked = retryAt === null ? 0 : Date.parse(retryAt) - Date.now();
      await sleepUntilOnline(Math.max(asked, withJitter(wait)), signal);
    }
  }
};

class ThreadFollower {
  readonly #watch: WatchContext;
  readonly #emit: (changes: readonly Change[]) => void;
  /** The cursor of the last known change. */
  #position: Cursor | null;
  /** The time of the last response, by the server's clock. */
  #lastResponseAt: number;
  #silentStreams = 0;
  #pollUntil = 0;
  #pollDelay = POLL_MS;

  constructor(watch: WatchContext, emit: (changes: readonly Change[]) => void) {
    this.#watch = watch;
    this.#emit = emit;
    this.#position = watch.since;
    this.#lastResponseAt = watch.connection.clock.now();
  }

  /** Follows until the stream or request ends; resolves to the delay before the next step, in milliseconds. */
  step(): Promise<number> {
    return Date.now() < this.#pollUntil ? this.#poll() : this.#stream();
  }

  async #stream(): Promise<number> {
    const {connection, signal} = this.#watch;
    const release = await acquireStreamSlot(connection.urlOf('').origin);
    // While all slots are in use, poll.
    if (!release) return this.#poll();
    try {
      return await this.#readStream(connection, signal);
    } finally {
      release();
    }
  }

  async #readStream(connection: Connection, signal: AbortSignal): Promise<number> {
    // The position is a query parameter: a Last-Event-ID header would cause a CORS preflight each time.
    const {outcome, retry} = await readStream(connection, this.#query(), signal, (event) =>
      event.type === 'reload' ? this.#reload() : this.#handleEvent(event),
    );
    if (outcome === 'refused') {
      this.#pollUntil = Infinity;
      return 0;
    }
    if (outcome === 'silent') {
      if (++this.#silentStreams < MAX_SILENT_STREAMS)
        throw new CommentsError('timeout', 'The stream was silent.');
      this.#silentStreams = 0;
      this.#pollUntil = Date.now() + POLLING_PERIOD_MS;
      return 0;
    }
    this.#silentStreams = 0;
    return outcome === 'hidden' ? 0 : (retry ?? RECONNECT_MS);
  }

  async #poll(): Promise<number> {
    const {connection, signal} = this.#watch;
    let answer: unknown;
    try {
      answer = await connection.requestJson({path: 'changes', query: this.#query()}, signal);
    } catch (reason) {
      // The cursor is from another server, or from before a backup was restored.
      if (!(reason instanceof CommentsError && reason.refused && this.#position !== null)) throw reason;
      answer = {reload: true};
    }
    const {changes, live, reload} = (answer ?? {}) as Readonly<Record<string, unknown>>;
    if (reload === true) {
      await this.#reload();
      return POLL_MS;
    }
    const given: readonly unknown[] = Array.isArray(changes) ? changes : [];
    const position = (text(live) as string | undefined) ?? this.#position;
    const found = given.flatMap((change) => this.#parseChange(change));
    this.#lastResponseAt = this.#watch.connection.clock.now();
    this.#position = position;
    this.#emit(withLastCursor(found, position));
    if (given.length >= MAX_CHANGES) return 0;
    this.#pollDelay = given.length > 0 ? POLL_MS : Math.min(MAX_POLL_MS, this.#pollDelay * 1.5);
    return this.#pollDelay;
  }

  /**
   * Catches up where the server has no list of changes. It opens the newest part of the thread again: comments newer than
   * the gap are `added`, others `changed` (ignored by consumers that do not show them). The other comments on the page
   * are looked up, and those not found are `removed`.
   */
  async #reload(): Promise<void> {
    const {connection, view, thread, signal} = this.#watch;
    const query = [...threadQuery(thread), ['sort', 'newest'], ['limit', RELOAD_PAGE_SIZE]] as const;
    const page = normalisePage(await connection.requestJson({path: 'thread', query}, signal));
    const gap = new Date(this.#lastResponseAt - NEW_COMMENT_MARGIN_MS).toISOString();
    const known = new Set(view.shownIds);
    const listed = new Set(page.comments.map(({id}) => id));
    const others = [...known].filter((id) => !listed.has(id));
    const found = await lookUpComments(this.#watch, others);
    for (const {id} of found) listed.add(id);
    const gone = others.filter((id) => !listed.has(id));
    for (const id of gone) dropComment(view, id);
    const changes: Change[] = [
      ...page.comments.map((comment): Change => {
        const isNew = comment.createdAt > gap && !known.has(comment.id);
        return {type: isNew ? 'added' : 'changed', comment: view.personalise(comment)};
      }),
      ...found.map((comment): Change => ({type: 'changed', comment: view.personalise(comment)})),
      ...gone.map((id): Change => ({type: 'removed', id})),
    ];
    this.#lastResponseAt = this.#watch.connection.clock.now();
    this.#position = page.live;
    this.#emit(withLastCursor(changes, page.live));
  }

  #handleEvent({type, data, lastEventId}: ServerEvent): void {
    this.#lastResponseAt = this.#watch.connection.clock.now();
    const given = parseJson(data) as Readonly<Record<string, unknown>> | null;
    const cursor = lastEventId === '' ? undefined : lastEventId;
    if (cursor !== undefined) this.#position = cursor;
    this.#emit(this.#parseChange({type, comment: given, id: given?.['id'], cursor}));
  }

  /** The change as a list of one, or an empty list if it is invalid. */
  #parseChange(given: unknown): Change[] {
    const {view} = this.#watch;
    const {type, comment, id, cursor} = (given ?? {}) as Readonly<Record<string, unknown>>;
    const place = typeof cursor === 'string' ? {cursor} : {};
    if (type === 'removed') {
      const gone = idRule(id) as string | undefined;
      if (gone === undefined) return [];
      dropComment(view, gone);
      return [{type, id: gone, ...place}];
    }
    // Ignore events of later versions.
    if (type !== 'added' && type !== 'changed') return [];
    const result = normaliseComment(comment);
    if ('comment' in result) return [{type, comment: view.personalise(result.comment), ...place}];
    warnOnce('malformed', `Dropped a comment. ${result.dropped}`);
    return [];
  }

  #query(): Query {
    return [...threadQuery(this.#watch.thread), ['since', this.#position ?? undefined]];
  }
}

/** Forgets a comment that is no longer listed. */
function dropComment(view: ThreadView, id: CommentId): void {
  view.shownIds.delete(id);
  view.viewer?.forget(id);
}

/** Gives only the last change a cursor, so that a consumer that stops before it receives all of them again. */
function withLastCursor(changes: readonly Change[], cursor: Cursor | null): readonly Change[] {
  const last = changes.at(-1);
  return last && cursor !== null ? [...changes.slice(0, -1), {...last, cursor}] : changes;
}

/** The comments with these ids that the server still lists. */
async function lookUpComments(
  {connection, thread, signal}: WatchContext,
  ids: readonly CommentId[],
): Promise<Comment[]> {
  const found: Comment[] = [];
  for (let start = 0; start < ids.length; start += MAX_LOOKUP_IDS) {
    const asked = ids.slice(start, start + MAX_LOOKUP_IDS).map((id) => ['id', id] as const);
    const answer = await connection.requestJson(
      {path: 'lookup', query: [...threadQuery(thread), ...asked]},
      signal,
    );
    const {comments} = (answer ?? {}) as {comments?: unknown};
    // An unreadable response must not remove comments.
    if (!Array.isArray(comments))
      throw new CommentsError('malformed', 'The backend answered a look-up without a list of comments.');
    found.push(...normaliseComments(comments).comments);
  }
  return found;
}

function parseJson(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}
