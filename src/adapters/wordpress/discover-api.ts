import type {Client} from './client.js';
import {isOwnOrigin, pageLocation} from './endpoint.js';

/**
 * Where the REST API of a site is that does not answer at its usual address: where the page says by its `Link` header,
 * which WordPress sends with every page, else behind `rest_route=`, which it understands whatever its permalinks and the
 * prefix of its API. `null` where neither answers. Never rejects.
 */
export async function discoverApi(client: Client): Promise<string | null> {
  // For all who wait for it, whichever of them gives up.
  const {signal} = new AbortController();
  const here = pageLocation()?.href.split('#')[0];
  const said =
    here !== undefined && client.endpoint.isOwnOrigin ? await fetchApiLink(client, here, signal) : null;
  for (const base of [said, client.endpoint.plainUrl]) {
    if (base !== null && (await isApi(client, base, signal))) return base;
  }
  return null;
}

async function fetchApiLink(client: Client, page: string, signal: AbortSignal): Promise<string | null> {
  try {
    const {response} = await client.fetchPage(page, {method: 'HEAD', signal});
    const [, address] =
      /<([^<>]*)>;\s*rel="?https:\/\/api\.w\.org\/"?/.exec(response.headers.get('Link') ?? '') ?? [];
    return address !== undefined && URL.canParse(address) && isOwnOrigin(address) ? address : null;
  } catch {
    return null;
  }
}

/** Whether WordPress answers there, be it that it refuses. */
async function isApi(client: Client, base: string, signal: AbortSignal): Promise<boolean> {
  try {
    const url = new URL(base);
    url.searchParams.set('_fields', 'namespaces');
    const {text} = await client.fetchPage(url.href, {credentials: 'omit', signal});
    const {namespaces, code} = (JSON.parse(text) ?? {}) as {namespaces?: unknown; code?: unknown};
    return Array.isArray(namespaces) || typeof code === 'string';
  } catch {
    return false;
  }
}
