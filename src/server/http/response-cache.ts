import {LRUCache} from 'lru-cache';
import type {Compressors, Encoding} from './compression.js';

/** A response body as it is sent. */
export interface CachedBody {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly encoding: Encoding;
}

/** One encoding of one body, and its version. */
interface Stored extends CachedBody {
  readonly version: string;
}

/** Estimated overhead of an entry besides its bytes and its name. */
const ENTRY_BYTES = 1024;

/** Maximum age of an entry, so that erased text does not stay in memory if it is not requested again. */
const TTL_MS = 10 * 60_000;

/** Compressing less than this saves no packet. */
const MIN_COMPRESSED_BYTES = 1_000;

/** How many bodies are compressed at once; others are compressed at a later request. Their memory is not counted. */
const MAX_CONCURRENT_COMPRESSIONS = 4;

/**
 * A cache of responses that are the same for all readers, with their compressed encodings; least recently used entries are
 * evicted first. Each name has one version: another one replaces it. Never add a response that depends on the reader.
 */
export class ResponseCache {
  readonly #stored: LRUCache<string, Stored> | null;
  readonly #compressors: Compressors;
  /** Bodies that are being made, so that simultaneous requests share one. */
  readonly #making = new Map<string, Promise<Stored>>();
  readonly #compressing = new Set<string>();

  /** `maxBytes`: 0 stores nothing. */
  constructor(maxBytes: number, compressors: Compressors) {
    this.#compressors = compressors;
    this.#stored =
      maxBytes > 0
        ? new LRUCache({
            maxSize: maxBytes,
            sizeCalculation: ({bytes}, key) => bytes.byteLength + 2 * key.length + ENTRY_BYTES,
            ttl: TTL_MS,
            ttlAutopurge: true,
          })
        : null;
  }

  /** The estimated size of all entries in bytes. */
  get size(): number {
    return this.#stored?.calculatedSize ?? 0;
  }

  /**
   * The answer of this name and version, in the first of `encodings` that is there, which end with `identity`; `make` gives
   * its text where none is. A compressed encoding is begun when an answer is asked for the second time, and nobody waits
   * for it.
   */
  async get(
    name: string,
    version: string,
    encodings: readonly Encoding[],
    make: () => Promise<string>,
  ): Promise<CachedBody> {
    for (const encoding of encodings) {
      const found = this.#stored?.get(keyOf(encoding, name));
      if (found?.version !== version) continue;
      this.#compress(name, found, encodings);
      return found;
    }
    const flight = keyOf(version, name);
    let making = this.#making.get(flight);
    if (making === undefined) {
      making = this.#make(name, version, make).finally(() => this.#making.delete(flight));
      this.#making.set(flight, making);
    }
    return making;
  }

  async #make(name: string, version: string, make: () => Promise<string>): Promise<Stored> {
    const bytes = new TextEncoder().encode(await make());
    const made: Stored = {bytes, encoding: 'identity', version};
    for (const encoding of ['br', 'gzip'] as const) this.#stored?.delete(keyOf(encoding, name));
    this.#stored?.set(keyOf('identity', name), made);
    return made;
  }

  /** Begins the best of these encodings, unless it is what was found, or is being made. */
  #compress(name: string, found: Stored, encodings: readonly Encoding[]): void {
    const encoding = encodings.find((one) => this.#compressors[one] !== undefined);
    const compress = encoding && this.#compressors[encoding];
    if (encoding === undefined || compress === undefined || encoding === found.encoding) return;
    const {version} = found;
    const bytes = this.#plain(name, version)?.bytes;
    if (bytes === undefined || bytes.byteLength < MIN_COMPRESSED_BYTES) return;
    const key = keyOf(encoding, name);
    const work = keyOf(version, key);
    if (this.#compressing.has(work) || this.#compressing.size >= MAX_CONCURRENT_COMPRESSIONS) return;
    this.#compressing.add(work);
    compress(bytes)
      .then((compressed) => {
        // Another version has come meanwhile, or there was no room.
        if (this.#plain(name, version) === undefined) return;
        this.#stored?.set(key, {bytes: compressed, encoding, version});
      })
      // It continues to be sent uncompressed.
      .catch(() => undefined)
      .finally(() => this.#compressing.delete(work));
  }

  /** The answer as it was made, while it is stored in this version. */
  #plain(name: string, version: string): Stored | undefined {
    const plain = this.#stored?.peek(keyOf('identity', name));
    return plain?.version === version ? plain : undefined;
  }
}

function keyOf(kind: string, name: string): string {
  return `${kind} ${name}`;
}
