import type {Comment} from '../../model/comment.js';

/** One comment of this device's reader, as far as only this device knows it. */
export interface Kept {
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
export interface Attempt {
  readonly key: string;
  readonly at: number;
}

/** All that is remembered. */
export interface Contents {
  readonly kept: readonly Kept[];
  readonly attempts: readonly Attempt[];
}

/** After that nobody waits for a moderator any more. */
const KEPT_MS = 30 * 24 * 60 * 60_000;
const NOTHING: Contents = {kept: [], attempts: []};

/**
 * What is remembered on the reader's device about their own comments, in `localStorage`: WordPress tells a guest
 * nothing of a comment that waits for a moderator. Where there is no storage it lasts as long as the adapter.
 */
export class Device {
  /** Under which it is all kept. */
  readonly name: string;
  #contents: Contents = NOTHING;

  /** `site` keeps one site's comments apart from another's. */
  constructor(site: string) {
    this.name = `parley-wordpress:${site}`;
  }

  /** The device's own comments of a post. */
  kept(post: number): readonly Kept[] {
    return this.read().kept.filter((kept) => kept.post === post);
  }

  /** All of it. Anew each time: another tab may have written. */
  read(): Contents {
    try {
      const text = globalThis.localStorage.getItem(this.name);
      if (text !== null) this.#contents = contentsOf(JSON.parse(text));
    } catch {
      // No storage, or not one that may be read: what this adapter knows is all there is.
    }
    return this.#contents;
  }

  write(contents: Contents): void {
    this.#contents = contents;
    try {
      globalThis.localStorage.setItem(this.name, JSON.stringify(contents));
    } catch {
      // As above, or it is full.
    }
  }
}

function contentsOf(value: unknown): Contents {
  const {kept, attempts} = (value ?? {}) as {kept?: unknown; attempts?: unknown};
  const recent = (thing: unknown): boolean =>
    typeof thing === 'object' &&
    thing !== null &&
    Number((thing as {at?: unknown}).at) > Date.now() - KEPT_MS;
  return {
    kept: Array.isArray(kept) ? (kept as Kept[]).filter(recent) : [],
    attempts: Array.isArray(attempts) ? (attempts as Attempt[]).filter(recent) : [],
  };
}
