import type {ApiResponse} from '../api-client.js';
import type {Site} from '../site.js';

const STAFF_ROLES = ['administrator', 'editor', 'author', 'contributor'];

/**
 * Fetches the badges of the comments' authors who are staff, by user id: their role in English, as WordPress names it.
 * Only a viewer who may list users can read roles.
 */
export async function fetchBadges(
  site: Site,
  answers: readonly ApiResponse[],
  signal: AbortSignal,
): Promise<ReadonlyMap<number, string>> {
  const entries = answers.flatMap(({data}) => (Array.isArray(data) ? (data as {author?: unknown}[]) : []));
  const include = [...new Set(entries.map(({author}) => Number(author)))]
    .filter((id) => id > 0)
    .slice(0, 100);
  if (include.length === 0) return new Map();
  const {data} = await site.client.request({
    route: 'wp/v2/users',
    parameters: {include, context: 'edit', per_page: 100, _fields: 'id,roles'},
    signal,
  });
  const users = Array.isArray(data) ? (data as {id: number; roles?: readonly string[]}[]) : [];
  return new Map(
    users.flatMap(({id, roles = []}) => {
      const role = STAFF_ROLES.find((known) => roles.includes(known));
      return role ? [[id, role.charAt(0).toUpperCase() + role.slice(1)]] : [];
    }),
  );
}
