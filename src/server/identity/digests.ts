/** What of a person is known by its digest alone, or sealed: each kind apart, so that none can be compared with another. */
export type PersonalText = 'guest' | 'address' | 'email';

/**
 * Everything that the server derives from its secret. It is the same in every process with the same secret; with
 * another one, guests no longer own what they wrote, and e-mail addresses cannot be decrypted.
 */
export interface Digests {
  /** Identifies a secret, with those before it, without revealing it: 64 hexadecimal digits. */
  readonly check: string;
  /** A keyed digest (HMAC-SHA-256, 64 hexadecimal digits): the same for the same text, without revealing it. */
  digest(kind: PersonalText, text: string): Promise<string>;
  /** Encrypts a text (AES-256-GCM), every time differently. */
  seal(text: string): Promise<string>;
  /** Opens what `seal` gave, with this secret or one before it. Rejects what was sealed with another, or changed. */
  unseal(sealed: string): Promise<string>;
  /** Encrypts a value again that an earlier secret encrypted; null if it is up to date. Rejects as `unseal` does. */
  reseal(sealed: string): Promise<string | null>;
}

/** The shortest secret that is taken, in characters: 32 hexadecimal digits are 128 bits. */
export const MIN_SECRET_LENGTH = 32;

/**
 * Derives the keys (HKDF, RFC 5869). `former`: the secrets before this one, oldest first. Digests are always made with
 * the oldest secret, because their originals are not stored. Throws `RangeError` for a secret that is too short. Needs
 * only WebCrypto.
 */
export async function createDigests(secret: string, former: readonly string[] = []): Promise<Digests> {
  if (secret.length < MIN_SECRET_LENGTH) {
    throw new RangeError(`The secret needs at least ${String(MIN_SECRET_LENGTH)} characters.`);
  }
  const [{sealing, checking}, {signing}, ...opening] = await Promise.all([
    deriveKeys(secret),
    deriveKeys(former[0] ?? secret),
    ...former.toReversed().map(deriveKeys),
  ]);

  const unsealFormer = async (sealed: string): Promise<string> => {
    for (const keys of opening) {
      const text = await decrypt(keys.sealing, sealed).catch(() => null);
      if (text !== null) return text;
    }
    throw new TypeError('The value was encrypted with another secret, or altered.');
  };
  const seal = (text: string): Promise<string> => encrypt(sealing, text);

  return {
    check: await hmac(checking, JSON.stringify(former)),
    digest: (kind, text) => hmac(signing, `${kind}\0${text}`),
    seal,

    async unseal(sealed) {
      const text = await decrypt(sealing, sealed).catch(() => null);
      return text ?? unsealFormer(sealed);
    },

    async reseal(sealed) {
      const text = await decrypt(sealing, sealed).catch(() => null);
      return text === null ? seal(await unsealFormer(sealed)) : null;
    },
  };
}

interface Keys {
  readonly signing: CryptoKey;
  readonly sealing: CryptoKey;
  readonly checking: CryptoKey;
}

async function deriveKeys(secret: string): Promise<Keys> {
  const master = await crypto.subtle.importKey('raw', encoder.encode(secret), 'HKDF', false, ['deriveKey']);
  const derive = (info: string, key: HmacKeyGenParams | AesKeyGenParams, uses: readonly KeyUsage[]) =>
    crypto.subtle.deriveKey(
      {name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(32), info: encoder.encode(info)},
      master,
      key,
      false,
      uses,
    );
  const [signing, sealing, checking] = await Promise.all([
    derive('parley digests', HMAC, ['sign']),
    derive('parley seals', {name: 'AES-GCM', length: 256}, ['encrypt', 'decrypt']),
    derive('parley secret check', HMAC, ['sign']),
  ]);
  return {signing, sealing, checking};
}

async function hmac(key: CryptoKey, text: string): Promise<string> {
  return hexadecimal(new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(text))));
}

async function encrypt(key: CryptoKey, text: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const sealed = await crypto.subtle.encrypt({name: 'AES-GCM', iv}, key, encoder.encode(text));
  return VERSION + hexadecimal(iv) + hexadecimal(new Uint8Array(sealed));
}

async function decrypt(key: CryptoKey, sealed: string): Promise<string> {
  if (!SEALED.test(sealed)) throw new TypeError('The value is not encrypted by this server.');
  const bytes = fromHexadecimal(sealed.slice(VERSION.length));
  const iv = bytes.subarray(0, IV_BYTES);
  const opened = await crypto.subtle.decrypt({name: 'AES-GCM', iv}, key, bytes.subarray(IV_BYTES));
  return new TextDecoder().decode(opened);
}

const HMAC = {name: 'HMAC', hash: 'SHA-256', length: 256} as const;

/** Stands before what is sealed, so that another cipher can take over without guessing. */
const VERSION = '1:';
const SEALED = /^1:([\da-f]{2})+$/;
const IV_BYTES = 12;
const encoder = new TextEncoder();

function hexadecimal(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function fromHexadecimal(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
