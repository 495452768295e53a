/** What of a person is known by its digest alone, or sealed: each kind apart, so that none can be compared with another. */
export type PersonalText = 'guest' | 'address' | 'email';

/**
 * Everything that the server makes of its secret. With the same secret it is the same in every process and after every
 * start; with another one, guests no longer own what they wrote, and addresses can no longer be opened.
 */
export interface Digests {
  /** A keyed digest (HMAC-SHA-256, 64 hexadecimal digits): the same for the same text, and telling nothing of it. */
  digest(kind: PersonalText, text: string): Promise<string>;
  /** Encrypts a text (AES-256-GCM), every time differently. */
  seal(text: string): Promise<string>;
  /** Opens what `seal` gave. Rejects what was sealed with another secret, or changed. */
  unseal(sealed: string): Promise<string>;
}

/** The shortest secret that is taken, in characters: 32 hexadecimal digits are 128 bits. */
export const SHORTEST_SECRET = 32;

/** Derives the keys (HKDF, RFC 5869). Throws `RangeError` for a secret that is too short. Needs WebCrypto alone. */
export async function createDigests(secret: string): Promise<Digests> {
  if (secret.length < SHORTEST_SECRET) {
    throw new RangeError(`The secret needs at least ${String(SHORTEST_SECRET)} characters.`);
  }
  const master = await crypto.subtle.importKey('raw', encoder.encode(secret), 'HKDF', false, ['deriveKey']);
  const derive = (info: string, key: HmacKeyGenParams | AesKeyGenParams, uses: readonly KeyUsage[]) =>
    crypto.subtle.deriveKey(
      {name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(32), info: encoder.encode(info)},
      master,
      key,
      false,
      uses,
    );
  const [signing, sealing] = await Promise.all([
    derive('parley digests', {name: 'HMAC', hash: 'SHA-256', length: 256}, ['sign']),
    derive('parley seals', {name: 'AES-GCM', length: 256}, ['encrypt', 'decrypt']),
  ]);

  return {
    async digest(kind, text) {
      const signed = await crypto.subtle.sign('HMAC', signing, encoder.encode(`${kind}\0${text}`));
      return hexadecimal(new Uint8Array(signed));
    },

    async seal(text) {
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
      const sealed = await crypto.subtle.encrypt({name: 'AES-GCM', iv}, sealing, encoder.encode(text));
      return VERSION + hexadecimal(iv) + hexadecimal(new Uint8Array(sealed));
    },

    async unseal(sealed) {
      if (!SEALED.test(sealed)) throw new TypeError('This is nothing that was sealed.');
      const bytes = fromHexadecimal(sealed.slice(VERSION.length));
      const iv = bytes.subarray(0, IV_BYTES);
      const opened = await crypto.subtle.decrypt({name: 'AES-GCM', iv}, sealing, bytes.subarray(IV_BYTES));
      return new TextDecoder().decode(opened);
    },
  };
}

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
