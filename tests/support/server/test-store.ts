import {randomUUID} from 'node:crypto';
import type {Comment, CommentId, NewComment} from '../../../src/model/comment.js';
import type {ThreadRef} from '../../../src/model/thread.js';
import type {Database} from '../../../src/server/database/database.js';
import {createDigests} from '../../../src/server/identity/digests.js';
import type {Actor, Role} from '../../../src/server/store/actor.js';
import {openStore} from '../../../src/server/store/open-store.js';
import type {SiteSettingsChange} from '../../../src/server/store/site-settings.js';
import type {SqlStore} from '../../../src/server/store/sql-store.js';
import {OPEN_SETTINGS} from './open-settings.mjs';
import type {Idempotency, ThreadName} from '../../../src/server/store/store.js';

/** The secret of every store in the tests. */
export const SECRET = 'a secret that is long enough for tests';

/** A clock that stands still until it is moved. */
export class TestClock {
  #ms = Date.UTC(2026, 0, 5, 8);

  readonly now = (): Date => new Date(this.#ms);

  advance(ms: number): void {
    this.#ms += ms;
  }
}

/** A store with a site of its own, so that tests share a database without meeting. */
export interface TestStore {
  readonly store: SqlStore;
  readonly site: string;
  readonly clock: TestClock;
  /** A thread of the site; each name is another one. */
  thread(pageId?: string): ThreadRef;
  /** Posts a comment in the first thread; each by another guest, unless one is named. A second passes before it. */
  post(text: string, options?: PostOptions): Promise<Comment>;
  /** Changes settings as a moderator. */
  set(change: SiteSettingsChange): Promise<void>;
}

export interface PostOptions {
  readonly parentId?: CommentId | null;
  readonly actor?: Actor;
  readonly thread?: ThreadRef;
}

/**
 * Opens a store over a database that others use too: closing the store leaves it open. Its site publishes comments at
 * once, unless it is to have other `defaults`; `{}` are the package's own.
 */
export async function openTestStore(
  database: Database,
  {
    clock = new TestClock(),
    site = `site-${randomUUID()}`,
    defaults = OPEN_SETTINGS,
  }: {clock?: TestClock; site?: string; defaults?: SiteSettingsChange} = {},
): Promise<TestStore> {
  const store = await openStore({
    database: {...methodsOf(database), close: async () => undefined},
    digests: await createDigests(SECRET),
    sites: [site],
    defaults,
    now: clock.now,
  });
  const thread = (pageId = 'page'): ThreadRef => ({
    site,
    pageId,
    url: `https://paper.example/${encodeURIComponent(pageId)}`,
    title: `About ${pageId}`,
  });
  return {
    store,
    site,
    clock,
    thread,
    async post(text, {parentId = null, actor = guest(), thread: where = thread()} = {}) {
      clock.advance(1_000);
      return (await store.post(where, draft(text, parentId), actor, idempotency())).comment;
    },
    async set(change) {
      await store.changeSettings(site, change, moderator());
    },
  };
}

/** A comment in plain text, signed by Ann. */
export function draft(text: string, parentId: CommentId | null = null): NewComment {
  return {parentId, body: {format: 'text', value: text}, guest: {name: 'Ann Reader'}};
}

/** A press of a button that was not pressed before. */
export function idempotency(key: string = randomUUID(), fingerprint = 'what was sent'): Idempotency {
  return {key, fingerprint};
}

/** A guest on a device of their own. */
export function guest(name: string = randomUUID()): Actor {
  return {user: null, guest: `guest ${name}`, address: `address of ${name}`};
}

/** A signed-in reader. */
export function user(subject: string, role: Role = 'reader'): Actor {
  return {user: {subject, name: `User ${subject}`, role}, guest: null, address: `address of ${subject}`};
}

/** A moderator. */
export function moderator(subject = 'mod'): Actor {
  return user(subject, 'moderator');
}

/** Every comment of a thread as everybody sees it, by paging through all of it. */
export async function readAll(store: SqlStore, thread: ThreadRef, limit = 100): Promise<Comment[]> {
  const first = await store.open(thread, {sort: 'oldest', limit});
  return readOn(store, thread, first);
}

/** The comments of a page, and of all that its cursors lead to, replies too. */
export async function readOn(
  store: SqlStore,
  thread: ThreadName,
  page: {readonly comments: readonly Comment[]; readonly next: string | null},
  between: () => Promise<unknown> = async () => undefined,
): Promise<Comment[]> {
  const found = [...page.comments];
  const cursors = cursorsOf(page);
  for (let cursor = cursors.shift(); cursor !== undefined; cursor = cursors.shift()) {
    await between();
    const next = await store.more(thread, cursor);
    found.push(...next.comments);
    cursors.push(...cursorsOf(next));
  }
  return found;
}

/** Ids of comments. */
export function idsOf(comments: readonly Comment[]): CommentId[] {
  return comments.map(({id}) => id);
}

function cursorsOf({comments, next}: {comments: readonly Comment[]; next: string | null}): string[] {
  return [next, ...comments.map(({replies}) => replies?.next ?? null)].filter((cursor) => cursor !== null);
}

function methodsOf(database: Database): Database {
  return {
    query: (statement, parameters) => database.query(statement, parameters),
    transaction: (work, options) => database.transaction(work, options),
    listen: (channel, onNotify, onGap) => database.listen(channel, onNotify, onGap),
    close: () => database.close(),
  };
}
