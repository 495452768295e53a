import {normaliseFacts} from '../../../model/normalise-facts.js';
import type {ThreadFacts} from '../../../model/thread.js';
import {fetchChanges} from './changes.js';
import {canUseForm, updatePostContext, type Site, type SiteViewer} from '../site.js';

/** The settings of a post, as the plugin's route `settings` and its pages have them. */
export interface PluginSettings {
  readonly policy?: unknown;
  readonly posting?: unknown;
  readonly guest_fields?: unknown;
  readonly body_length?: unknown;
  readonly closed?: unknown;
  readonly sorts?: unknown;
  readonly viewer?: unknown;
  readonly form_url?: unknown;
  readonly feed_url?: unknown;
}

/** Fetches the settings of a post and the current cursor of its changes, and updates the post's state. */
export async function fetchThreadInfo(
  site: Site,
  post: number,
  signal: AbortSignal,
): Promise<{facts: ThreadFacts; since: string}> {
  const [{data}, {cursor}] = await Promise.all([
    site.client.request({route: 'parley/v1/settings', parameters: {post}, signal}),
    fetchChanges(site, post, undefined, signal),
  ]);
  return {facts: applySettings(site, post, data ?? {}), since: cursor};
}

/** The thread info in the plugin's settings. Updates the post's state. */
export function applySettings(site: Site, post: number, settings: PluginSettings): ThreadFacts {
  const facts = normaliseFacts({
    closed: settings.closed === true ? {} : null,
    sorts: settings.sorts,
    limits: {bodyLength: settings.body_length},
    // `form`: not by REST, but by the site's form where that can be used.
    posting:
      settings.posting === 'signed-in' || (settings.posting === 'form' && !canUseForm(site))
        ? 'signed-in'
        : 'guest',
    guestFields: settings.guest_fields,
    viewer: settings.viewer ?? null,
    policy: settings.policy ?? null,
    feedUrl: settings.feed_url,
  });
  site.client.endpoint.learnFilesUrl(settings.form_url);
  const viewer = facts.viewer ? toSiteViewer(facts.viewer) : null;
  site.setViewer(viewer);
  updatePostContext(site, post, {closed: facts.closed != null, isModerator: viewer?.isModerator ?? false});
  return facts;
}

function toSiteViewer(viewer: NonNullable<ThreadFacts['viewer']>): SiteViewer {
  return {viewer, isModerator: viewer.role === 'moderator', canListUsers: false};
}
