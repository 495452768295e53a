import {CommentsError} from '../../model/errors.js';
import type {ApiClient} from './api-client.js';
import type {SiteViewer} from './site.js';

/** The viewer of the client's credentials, or `null` if they are not (or no longer) valid. */
export async function fetchViewer(client: ApiClient, signal: AbortSignal): Promise<SiteViewer | null> {
  try {
    const {data} = await client.request({
      route: 'wp/v2/users/me',
      // Only this context has the capabilities.
      parameters: {context: 'edit', _fields: 'id,name,capabilities'},
      signal,
    });
    const {id, name, capabilities} = data as {id?: number; name?: unknown; capabilities?: unknown};
    if (!id || typeof name !== 'string') return null;
    const may = (capability: string): boolean =>
      (capabilities as Readonly<Record<string, unknown>> | undefined)?.[capability] === true;
    const moderates = may('moderate_comments');
    return {
      viewer: {
        id: String(id),
        name,
        role: moderates ? 'moderator' : may('edit_posts') ? 'staff' : 'reader',
      },
      isModerator: moderates,
      canListUsers: may('list_users'),
    };
  } catch (reason) {
    if (reason instanceof CommentsError && reason.code === 'login-required') return null;
    throw reason;
  }
}
