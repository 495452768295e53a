import type {Comment, CommentId, Cursor} from '../../../model/comment.js';
import {CommentsError} from '../../../model/errors.js';
import {normaliseComment, normaliseComments, normalisePage} from '../../../model/normalise.js';
import {id as idRule, text} from '../../../model/rules.js';
import type {Change} from '../../../model/thread.js';
import {warnOnce} from '../../../model/warn-once.js';
import {nameOf, type Connection, type Query} from '../connection.js';
import type {ThreadView} from '../thread-view.js';
import type {ServerEvent} from './event-stream.js';
import {readStream} from './read-stream.js';
import {takeStream} from './take-stream.js';
import {withJitter, sleepUntilOnline, untilVisible} from '../../shared/waiting.js';
import type {Follower, Watch} from './watch-thread.js';

const POLL_MS = 15_000;
const LONGEST_POLL_MS = 60_000;

const RECONNECT_MS = 1_000;
const LONGEST_RECONNECT_MS = 2 * 60_000;

/** After so many streams of which nothing came, something on the way holds them back. */
const SILENT_STREAMS = 2;
/** For how long it is then polled before a stream is tried again. */
const POLLING_MS = 5 * 60_000;

/** The server gives no more changes than this in one answer. */
const MOST_CHANGES = 500;

/** How many discussions are looked at after a gap that the server cannot fill. */
const REOPENED_PAGE = 100;
/** How many comments the server looks up at once. */
const MOST_LOOKED_UP = 100;
/** How much earlier than that a comment still counts as new: it may have been on its way. */
const LATE_MS = 60_000;

/** What no waiting mends. */
const FINAL = ['not-found', 'forbidden', 'unsupported'];

/**
 * Follows a thread by its stream of events; where that is refused, or brings nothing, by asking again and again. Begins
 * again by itself after a lost connection, later after each failure.
 */
export const followThread: Follower = async (watch, put) => {
  const {signal} = watch;
  const follower = new ThreadFollower(watch, put);
  for (let failures = 0; !signal.aborted;) {
    await untilVisible(signal);
    try {
      const wait = await follower.step();
      failures = 0;
      await sleepUntilOnline(withJitter(wait), signal);
    } catch (reason) {
      const {code, retryAt} = CommentsError.from(reason);
      if (FINAL.includes(code)) throw reason;
      const wait = Math.min(LONGEST_RECONNECT_MS, RECONNECT_MS * 2 ** failures++);
      const asked = retryAt === null ? 0 : Date.parse(retryAt) - Date.now();
      await sleepUntilOnline(Math.max(asked, withJitter(wait)), signal);
    }
  }
};

class ThreadFollower {
  readonly #watch: Watch;
  readonly #put: (changes: readonly Change[]) => void;
  /** The last change that is known. */
  #position: Cursor | null;
  /** When the server was last heard, by its own clock. */
  #heardAt: number;
  #silentStreams = 0;
  #pollUntil = 0;
  #pollWait = POLL_MS;

  constructor(watch: Watch, put: (changes: readonly Change[]) => void) {
    this.#watch = watch;
    this.#put = put;
    this.#position = watch.since;
    this.#heardAt = watch.connection.clock.now();
  }

  /** Goes on following until something ends it; gives for how long to wait before the next step, in milliseconds. */
  step(): Promise<number> {
    return Date.now() < this.#pollUntil ? this.#poll() : this.#stream();
  }

  async #stream(): Promise<number> {
    const {connection, signal} = this.#watch;
    const giveBack = await takeStream(connection.address('').origin);
    // Where all are taken, the server is asked until there is one.
    if (!giveBack) return this.#poll();
    try {
      return await this.#listen(connection, signal);
    } finally {
      giveBack();
    }
  }

  async #listen(connection: Connection, signal: AbortSignal): Promise<number> {
    // The position goes into the address: a Last-Event-ID header would cost other origins a preflight each time.
    const {how, retry} = await readStream(connection, this.#query(), signal, (event) =>
      event.type === 'reload' ? this.#reload() : this.#hear(event),
    );
    if (how === 'refused') {
      this.#pollUntil = Infinity;
      return 0;
    }
    if (how === 'silent') {
      if (++this.#silentStreams < SILENT_STREAMS)
        throw new CommentsError('timeout', 'The stream was silent.');
      this.#silentStreams = 0;
      this.#pollUntil = Date.now() + POLLING_MS;
      return 0;
    }
    this.#silentStreams = 0;
    return how === 'hidden' ? 0 : (retry ?? RECONNECT_MS);
  }

  async #poll(): Promise<number> {
    const {connection, signal} = this.#watch;
    let answer: unknown;
    try {
      answer = await connection.ask({path: 'changes', query: this.#query()}, signal);
    } catch (reason) {
      // The position is another server's, or one from before a backup was put back.
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
    const found = given.flatMap((change) => this.#changeFrom(change));
    this.#heardAt = this.#watch.connection.clock.now();
    this.#position = position;
    this.#put(endingAt(found, position));
    if (given.length >= MOST_CHANGES) return 0;
    this.#pollWait = given.length > 0 ? POLL_MS : Math.min(LONGEST_POLL_MS, this.#pollWait * 1.5);
    return this.#pollWait;
  }

  /**
   * Too much has happened to tell it change by change. The newest part of the thread is opened anew: what is newer than
   * the gap counts as added, the rest as changed, which those who do not show it pass over. What else may be on the page
   * is looked up, and what is not found any more is gone.
   */
  async #reload(): Promise<void> {
    const {connection, view, thread, signal} = this.#watch;
    const query = [...nameOf(thread), ['sort', 'newest'], ['limit', REOPENED_PAGE]] as const;
    const page = normalisePage(await connection.ask({path: 'thread', query}, signal));
    const gap = new Date(this.#heardAt - LATE_MS).toISOString();
    const known = new Set(view.shown);
    const listed = new Set(page.comments.map(({id}) => id));
    const others = [...known].filter((id) => !listed.has(id));
    const found = await lookUp(this.#watch, others);
    for (const {id} of found) listed.add(id);
    const gone = others.filter((id) => !listed.has(id));
    for (const id of gone) lose(view, id);
    const changes: Change[] = [
      ...page.comments.map((comment): Change => {
        const isNew = comment.createdAt > gap && !known.has(comment.id);
        return {type: isNew ? 'added' : 'changed', comment: view.see(comment)};
      }),
      ...found.map((comment): Change => ({type: 'changed', comment: view.see(comment)})),
      ...gone.map((id): Change => ({type: 'removed', id})),
    ];
    this.#heardAt = this.#watch.connection.clock.now();
    this.#position = page.live;
    this.#put(endingAt(changes, page.live));
  }

  #hear({type, data, lastEventId}: ServerEvent): void {
    this.#heardAt = this.#watch.connection.clock.now();
    const given = jsonFrom(data) as Readonly<Record<string, unknown>> | null;
    const cursor = lastEventId === '' ? undefined : lastEventId;
    if (cursor !== undefined) this.#position = cursor;
    this.#put(this.#changeFrom({type, comment: given, id: given?.['id'], cursor}));
  }

  /** The change, or nothing where there is none that can be relied on. */
  #changeFrom(given: unknown): Change[] {
    const {view} = this.#watch;
    const {type, comment, id, cursor} = (given ?? {}) as Readonly<Record<string, unknown>>;
    const place = typeof cursor === 'string' ? {cursor} : {};
    if (type === 'removed') {
      const gone = idRule(id) as string | undefined;
      if (gone === undefined) return [];
      lose(view, gone);
      return [{type, id: gone, ...place}];
    }
    // Events of a later version are passed over.
    if (type !== 'added' && type !== 'changed') return [];
    const result = normaliseComment(comment);
    if ('comment' in result) return [{type, comment: view.see(result.comment), ...place}];
    warnOnce('malformed', `A comment was left out. ${result.dropped}`);
    return [];
  }

  #query(): Query {
    return [...nameOf(this.#watch.thread), ['since', this.#position ?? undefined]];
  }
}

/** A comment is not listed any more. */
function lose(view: ThreadView, id: CommentId): void {
  view.shown.delete(id);
  view.reader?.lost(id);
}

/** Whoever stops in the midst of these changes begins before them again. */
function endingAt(changes: readonly Change[], cursor: Cursor | null): readonly Change[] {
  const last = changes.at(-1);
  return last && cursor !== null ? [...changes.slice(0, -1), {...last, cursor}] : changes;
}

/** Those of these comments that the server still lists. */
async function lookUp({connection, thread, signal}: Watch, ids: readonly CommentId[]): Promise<Comment[]> {
  const found: Comment[] = [];
  for (let start = 0; start < ids.length; start += MOST_LOOKED_UP) {
    const asked = ids.slice(start, start + MOST_LOOKED_UP).map((id) => ['id', id] as const);
    const answer = await connection.ask({path: 'lookup', query: [...nameOf(thread), ...asked]}, signal);
    const {comments} = (answer ?? {}) as {comments?: unknown};
    // Nothing is gone because an answer could not be read.
    if (!Array.isArray(comments))
      throw new CommentsError('malformed', 'The backend did not look comments up.');
    found.push(...normaliseComments(comments).comments);
  }
  return found;
}

function jsonFrom(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}
