import type {Comment} from '../../model/comment.js';
import {WORDPRESS_COMMENTS} from '../../storage/families.js';
import {readStored} from '../../storage/stored-value.js';
import {storeValue} from '../../storage/store-value.js';

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
  /** Whose comments: the site's address. */
  readonly site: string;
  #data: StoredData = NO_DATA;

  /** `site` keeps one site's comments apart from another's. */
  constructor(site: string) {
    this.site = site;
  }

  /** The device's own comments of a post. */
  commentsOf(post: number): readonly StoredComment[] {
    return this.read().kept.filter((kept) => kept.post === post);
  }

  /** All of it. Anew each time: another tab may have written. */
  read(): StoredData {
    try {
      const text = readStored(WORDPRESS_COMMENTS, this.site);
      if (text !== null) this.#data = parseStoredData(JSON.parse(text));
    } catch {
      // What makes no sense: what this adapter knows is all there is.
    }
    return this.#data;
  }

  write(contents: StoredData): void {
    this.#data = contents;
    storeValue(WORDPRESS_COMMENTS, this.site, JSON.stringify(contents));
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
