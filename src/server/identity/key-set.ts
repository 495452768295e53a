import type * as Jose from 'jose';
import type {JSONWebKeySet, JWTVerifyGetKey} from 'jose';
import {describeError, type Log} from '../log.js';

/** The largest key set that is read, in bytes. Those of large identity providers have some 10,000. */
const MAX_SET_BYTES = 256_000;
/** The most keys that are looked through for one token. */
const MAX_KEYS = 100;
/** How long fetching them may take, body included. */
const TIMEOUT_MS = 5_000;
/** How long a key set is cached. */
const FRESH_MS = 10 * 60_000;
/** The minimum time between requests for the keys. */
const COOLDOWN_MS = 30_000;
/** The same while there are none at all. */
const FIRST_COOLDOWN_MS = 5_000;
/** How long a key set is used if it cannot be refreshed. A lost key must expire at some time. */
const LAST_KEYS_MS = 24 * 60 * 60_000;

/** The key set is unavailable: its URL does not respond. */
export class KeysUnavailableError extends Error {
  override readonly name = 'KeysUnavailableError';
}

/** Something answers where keys should be published, but not with a set of keys that can be used. */
export class KeysUnusableError extends Error {
  override readonly name = 'KeysUnusableError';
}

/** The keys that an issuer publishes (RFC 7517), as they were last had. */
export interface RemoteKeys {
  /** How `jose` requests the key of a token. Throws the errors above, and `JWKSNoMatchingKey`. */
  readonly find: JWTVerifyGetKey;
}

type Keys = ReturnType<typeof Jose.createLocalJWKSet>;

/**
 * The keys at an address. They are cached for ten minutes, and requested again for a token with an unknown key, at most
 * every half a minute, for all requests together. If that fails, the last ones are used for a day. A response that
 * redirects, is larger than 256,000 bytes, takes longer than five seconds or is not a key set is invalid.
 */
export function remoteKeys(url: string, jose: typeof Jose, now: () => Date, log: Log): RemoteKeys {
  let keys: Keys | null = null;
  let hadAt = Number.NEGATIVE_INFINITY;
  let askedAt = Number.NEGATIVE_INFINITY;
  let failure: Error | null = null;
  let fetching: Promise<void> | null = null;

  const time = (): number => now().getTime();

  async function ask(): Promise<void> {
    askedAt = time();
    try {
      keys = jose.createLocalJWKSet(await fetchKeys(url));
      hadAt = time();
      failure = null;
    } catch (error) {
      failure = error as Error;
      log.warn({error: describeError(error)}, 'The JWT key set could not be fetched.');
    }
  }

  /** Fetches the key set, unless that was just done; simultaneous callers share the request. */
  async function renew(): Promise<void> {
    if (fetching === null) {
      if (time() - askedAt < (keys === null ? FIRST_COOLDOWN_MS : COOLDOWN_MS)) return;
      fetching = ask().finally(() => (fetching = null));
    }
    await fetching;
  }

  async function present(): Promise<Keys> {
    if (keys === null || time() - hadAt >= FRESH_MS) await renew();
    if (keys !== null && time() - hadAt < LAST_KEYS_MS) return keys;
    throw failure ?? new KeysUnavailableError('The JWT key set has not been fetched yet.');
  }

  return {
    async find(header, token) {
      const known = await present();
      try {
        return await known(header, token);
      } catch (error) {
        if (!(error instanceof jose.errors.JWKSNoMatchingKey)) throw error;
      }
      await renew();
      return (await present())(header, token);
    },
  };
}

async function fetchKeys(url: string): Promise<JSONWebKeySet> {
  let response: Response;
  try {
    response = await fetch(url, {
      headers: {accept: 'application/jwk-set+json, application/json'},
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (cause) {
    throw new KeysUnavailableError('The URL of the JWT key set does not respond.', {cause});
  }
  if (response.status !== 200) {
    await response.body?.cancel();
    const isAway = response.status >= 500 || response.status === 429;
    const message = `The address of the keys is answered with ${String(response.status)}.`;
    throw isAway ? new KeysUnavailableError(message) : new KeysUnusableError(message);
  }
  const set = parse(await readBounded(response));
  if (!isKeySet(set)) throw new KeysUnusableError('The response is not a JWT key set.');
  return set;
}

async function readBounded(response: Response): Promise<string> {
  let text = '';
  let size = 0;
  const decoder = new TextDecoder();
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.byteLength;
      // Leaving the loop cancels the body.
      if (size > MAX_SET_BYTES) break;
      text += decoder.decode(chunk, {stream: true});
    }
  } catch (cause) {
    throw new KeysUnusableError('The response with the JWT key set is incomplete.', {cause});
  }
  if (size > MAX_SET_BYTES) throw new KeysUnusableError('The JWT key set is too large.');
  return text + decoder.decode();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isKeySet(value: unknown): value is JSONWebKeySet {
  const keys = (value as {keys?: unknown} | null)?.keys;
  return (
    Array.isArray(keys) &&
    keys.length <= MAX_KEYS &&
    keys.every((key) => typeof key === 'object' && key !== null && !Array.isArray(key))
  );
}
