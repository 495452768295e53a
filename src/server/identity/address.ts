/**
 * Which connection a request came over, as limits and blocks count: an IPv4 address, or the half of an IPv6 address that
 * a provider gives to one customer (RFC 6177). Anything else stays as it is.
 */
export function normaliseAddress(address: string): string {
  const plain = address
    .trim()
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/%.*$/, '');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1];
  if (mapped !== undefined) return mapped;
  if (!plain.includes(':')) return plain;
  const url = `http://[${plain}]/`;
  if (!URL.canParse(url)) return plain;
  const [before = '', after] = new URL(url).hostname.slice(1, -1).split('::');
  const head = before.split(':').filter(Boolean);
  const tail = after?.split(':').filter(Boolean) ?? [];
  const zeros = after === undefined ? 0 : 8 - head.length - tail.length;
  const groups = [...head, ...Array<string>(zeros).fill('0'), ...tail];
  return `${groups.slice(0, 4).join(':')}::/64`;
}

/**
 * Whose request it is when `hops` proxies of one's own stand before the server: each adds to `X-Forwarded-For` whom it
 * heard, and only what they added can be believed. Zero: whoever is connected.
 */
export function clientAddress(connected: string, forwardedFor: string | null, hops: number): string {
  const heard = (forwardedFor ?? '').split(',').map((one) => one.trim());
  const believed = hops > 0 ? heard.at(-hops) : undefined;
  return normaliseAddress(believed || connected);
}
