/** Longer than any host (RFC 1035). Parsers take quadratic time for Punycode: minutes for 100,000 letters. */
const OVERLONG_HOST = /^(\w+:)?[/\\]*[^/\\?#]{256}/;

/**
 * `value` as an absolute, normalised http or https URL (WHATWG URL Standard), or `null` for anything else: another scheme,
 * a relative reference without a `base`, or user information, by which `https://paper.example@evil.example/` shows one
 * host and opens another. Linear in the length of `value`; never throws.
 */
export function safeUrl(value: string, base?: string): string | null {
  try {
    // Most comments have none, and an error that is caught costs more than all the rest. Parsers ignore some characters.
    if (!value || OVERLONG_HOST.test(value.replace(/[\0- ]/g, ''))) return null;
    const {protocol, username, password, href} = new URL(value, base);
    return /^https?:$/.test(protocol) && !username && !password ? href : null;
  } catch {
    return null;
  }
}

/** The `rel` of every link in a comment. `ugc` is Google's value for user-generated content. */
export const LINK_REL = 'ugc nofollow noopener noreferrer';
