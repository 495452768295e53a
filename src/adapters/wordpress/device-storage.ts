import type {Comment} from '../../model/comment.js';
import {WORDPRESS_COMMENTS} from '../../storage/families.js';
import {readStored} from '../../storage/stored-value.js';

/** What only this device knows of one of its reader's comments. Stored, so the names of the fields cannot change. */
export interface StoredComment {
  readonly id: string;
  readonly post: number;
  /** When it was posted, in milliseconds since 1970. */
  readonly at: number;
  /** The comment, as long as it is held. */
  readonly held?: Comment;
  /** Proves the authorship to WordPress (`moderation-hash`). */
  readonly hash?: string;
  /** Proves the authorship to the plugin. */
  readonly token?: string;
  /** Until when the token allows changes, UTC ISO 8601. */
  readonly editableUntil?: string;
}

/** A post that was sent and is not answered yet. `at` is in milliseconds since 1970. */
export interface PostAttempt {
  readonly key: string;
  readonly at: number;
}

/** All that is stored for one site. */
export interface StoredData {
  readonly kept: readonly StoredComment[];
  readonly attempts: readonly PostAttempt[];
}

/** Older entries are dropped. */
const MAX_AGE_MS = 30 * 24 * 60 * 60_000;
const NO_DATA: StoredData = {kept: [], attempts: []};

/**
 * What a device knows of its reader's own comments, in `localStorage`: WordPress does not show held comments to guests.
 * `stored-comments.ts` writes it. Without storage the data lasts as long as the adapter.
 */
export class DeviceStorage {
  /** Whose comments: the site's address. */
  readonly site: string;
  #data: StoredData = NO_DATA;

  /** `site` separates the data of different sites. */
  constructor(site: string) {
    this.site = site;
  }

  /** The stored comments of a post. */
  commentsOf(post: number): readonly StoredComment[] {
    return this.read().kept.filter((kept) => kept.post === post);
  }

  /** All stored data, read anew each time because another tab may have written. */
  read(): StoredData {
    try {
      const text = readStored(WORDPRESS_COMMENTS, this.site);
      if (text !== null) this.#data = parseStoredData(JSON.parse(text));
    } catch {
      // What makes no sense: what this adapter knows is all there is.
    }
    return this.#data;
  }

  /** Remembers what is about to be written, for where the storage refuses it. */
  remember(data: StoredData): void {
    this.#data = data;
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
