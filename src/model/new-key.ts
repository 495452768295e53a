/**
 * A fresh opaque key that nobody can guess: at least 122 random bits as text. `crypto.randomUUID` is absent
 * where a page came over plain http (Web Cryptography Level 2, section 10), `getRandomValues` is there.
 */
export function newKey(): string {
  if ('randomUUID' in crypto) return crypto.randomUUID();
  const bytes = (crypto as Crypto).getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
