/**
 * A new opaque key with at least 122 random bits. `crypto.randomUUID` is missing on pages over plain http (Web
 * Cryptography Level 2, section 10), `getRandomValues` is not.
 */
export function newKey(): string {
  if ('randomUUID' in crypto) return crypto.randomUUID();
  const bytes = (crypto as Crypto).getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
