/**
 * Gives `value` as an absolute, normalised http or https URL (WHATWG URL Standard), or `null` for anything
 * else: another scheme, a relative reference without a `base`, or user information, with which `https://paper.example@evil.example/`
 * shows one host and opens another. Never throws.
 */
export function safeUrl(value: string, base?: string): string | null {
  try {
    const {protocol, username, password, href} = new URL(value, base);
    return /^https?:$/.test(protocol) && !username && !password ? href : null;
  } catch {
    return null;
  }
}

/** What every link of a reader carries. `ugc` is Google's word for what users wrote; `noreferrer` keeps the page's address. */
export const LINK_REL = 'ugc nofollow noopener noreferrer';
