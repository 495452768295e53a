import type {ApiClient} from './api-client.js';
import {isOwnOrigin, pageLocation} from './endpoint.js';

/**
 * Finds the REST API of a site that does not answer at its usual address: by the `Link` header that WordPress sends with
 * every page, else by `rest_route=`, which works with any permalinks and any prefix of the API. `null` if neither
 * answers. Never rejects.
 */
export async function discoverApi(client: ApiClient): Promise<string | null> {
  // Shared by all callers, so no caller's signal aborts it.
  const {signal} = new AbortController();
  const here = pageLocation()?.href.split('#')[0];
  const said =
    here !== undefined && client.endpoint.isOwnOrigin ? await fetchApiLink(client, here, signal) : null;
  for (const base of [said, client.endpoint.plainUrl]) {
    if (base !== null && (await isApi(client, base, signal))) return base;
  }
  return null;
}

async function fetchApiLink(client: ApiClient, page: string, signal: AbortSignal): Promise<string | null> {
  try {
    const {response} = await client.fetchPage(page, {method: 'HEAD', signal});
    const [, address] =
      /<([^<>]*)>;\s*rel="?https:\/\/api\.w\.org\/"?/.exec(response.headers.get('Link') ?? '') ?? [];
    return address !== undefined && URL.canParse(address) && isOwnOrigin(address) ? address : null;
  } catch {
    return null;
  }
}

/** Whether WordPress answers there, possibly with an error. */
async function isApi(client: ApiClient, base: string, signal: AbortSignal): Promise<boolean> {
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
