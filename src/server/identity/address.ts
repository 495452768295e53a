import ipaddr from 'ipaddr.js';

/**
 * How proxies and platforms write an address: IPv4 or IPv6, with or without a port (RFC 3986, section 3.2.2), the zone
 * of an interface (RFC 4007), and quotation marks (RFC 7239).
 */
const WRITTEN =
  /^("?)(?:([\d.]+)(?::\d{1,5})?|\[([\da-f:.]+)(?:%[^\]"]*)?\](?::\d{1,5})?|([\da-f:.]+)(?:%[^\]"]*)?)\1$/i;

/**
 * The normalised address of a client, as limits and blocks count: an IPv4 address, or the half of an IPv6 address that
 * a provider gives to one customer (RFC 6177). An IPv6 address that contains an IPv4 one is that one. `null` for an
 * invalid address.
 */
export function normaliseAddress(address: string): string | null {
  const [, , ipv4, bracketed, bare] = WRITTEN.exec(address.trim()) ?? [];
  // Of leading zeros some make octal numbers, and others decimal ones: it is not clear who that is.
  if (ipv4 !== undefined) return ipaddr.IPv4.isValidFourPartDecimal(ipv4) ? ipv4 : null;
  const ipv6 = bracketed ?? bare ?? '';
  return ipaddr.IPv6.isValid(ipv6) ? customerOf(ipaddr.IPv6.parse(ipv6)) : null;
}

function customerOf(address: ipaddr.IPv6): string {
  const bytes = address.toByteArray();
  switch (address.range()) {
    // RFC 4291, RFC 6052 and RFC 7915: the IPv4 address is at the end.
    case 'ipv4Mapped':
    case 'rfc6052':
    case 'rfc6145':
      return bytes.slice(12).join('.');
    // RFC 3056: the owner of the IPv4 address has 65,536 such networks.
    case '6to4':
      return bytes.slice(2, 6).join('.');
    default:
      return `${address.parts
        .slice(0, 4)
        .map((group) => group.toString(16))
        .join(':')}::/64`;
  }
}

/** The address of requests whose address is unknown to the platform. */
const UNKNOWN = 'unknown';

/**
 * The client's address behind `hops` own proxies: each adds its client to `X-Forwarded-For`, and only their entries are
 * trusted. With zero it is the connection's. An entry that cannot be parsed never identifies another person: then the
 * connection's address counts, and all unparsable connections are one.
 */
export function clientAddress(connected: string, forwardedFor: string | null, hops: number): string {
  // An empty entry is one: were it passed over, what a client wrote would come into a proxy's place.
  const believed = hops > 0 ? forwardedFor?.split(',').at(-hops) : undefined;
  return normaliseAddress(believed ?? '') ?? normaliseAddress(connected) ?? UNKNOWN;
}
