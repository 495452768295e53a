import type {Comment} from '../../model/comment.js';

/** One comment of this device's reader, as far as only this device knows it. */
export interface StoredComment {
  readonly id: string;
  readonly post: number;
  /** When it was posted, in milliseconds since 1970. */
  readonly at: number;
  /** What WordPress made of it, while a moderator has not decided. */
  readonly held?: Comment;
  /** Proves to WordPress's own pages whose it is (`moderation-hash`). */
  readonly hash?: string;
  /** Proves to the plugin whose it is, and until when it may be changed by that. */
  readonly token?: string;
  readonly editableUntil?: string;
}

/** A letter that was sent and not answered yet. */
export interface PostAttempt {
  readonly key: string;
  readonly at: number;
}

/** All that is remembered. */
export interface StoredData {
  readonly kept: readonly StoredComment[];
  readonly attempts: readonly PostAttempt[];
}

/** After that nobody waits for a moderator any more. */
const MAX_AGE_MS = 30 * 24 * 60 * 60_000;
const NO_DATA: StoredData = {kept: [], attempts: []};

/**
 * What is remembered on the reader's device about their own comments, in `localStorage`: WordPress tells a guest
 * nothing of a comment that waits for a moderator. Where there is no storage it lasts as long as the adapter.
 */
export class DeviceStorage {
  /** Under which it is all kept. */
  readonly storageKey: string;
  #data: StoredData = NO_DATA;

  /** `site` keeps one site's comments apart from another's. */
  constructor(site: string) {
    this.storageKey = `parley-wordpress:${site}`;
  }

  /** The device's own comments of a post. */
  commentsOf(post: number): readonly StoredComment[] {
    return this.read().kept.filter((kept) => kept.post === post);
  }

  /** All of it. Anew each time: another tab may have written. */
  read(): StoredData {
    try {
      const text = globalThis.localStorage.getItem(this.storageKey);
      if (text !== null) this.#data = parseStoredData(JSON.parse(text));
    } catch {
      // No storage, or not one that may be read: what this adapter knows is all there is.
    }
    return this.#data;
  }

  write(contents: StoredData): void {
    this.#data = contents;
    try {
      globalThis.localStorage.setItem(this.storageKey, JSON.stringify(contents));
    } catch {
      // As above, or it is full.
    }
  }
}

function parseStoredData(value: unknown): StoredData {
  const {kept, attempts} = (value ?? {}) as {kept?: unknown; attempts?: unknown};
  const recent = (thing: unknown): boolean =>
    typeof thing === 'object' &&
    thing !== null &&
    Number((thing as {at?: unknown}).at) > Date.now() - MAX_AGE_MS;
  return {
    kept: Array.isArray(kept) ? (kept as StoredComment[]).filter(recent) : [],
    attempts: Array.isArray(attempts) ? (attempts as PostAttempt[]).filter(recent) : [],
  };
}
