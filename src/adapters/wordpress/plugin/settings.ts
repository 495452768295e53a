import {normaliseFacts} from '../../../model/normalise-facts.js';
import type {ThreadFacts} from '../../../model/thread.js';
import {fetchChanges} from './changes.js';
import {canUseForm, updatePostContext, type Site, type SiteViewer} from '../site.js';

/** What the plugin says of a post, as its route `settings` and its pages have it. */
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

/** Asks what the plugin says of a post, and where its changes stand. Keeps what later questions need. */
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

/** The facts in the plugin's settings. Keeps what later questions need. */
export function applySettings(site: Site, post: number, settings: PluginSettings): ThreadFacts {
  const facts = normaliseFacts({
    closed: settings.closed === true ? {} : null,
    sorts: settings.sorts,
    limits: {bodyLength: settings.body_length},
    // To readers it is one: who may not post by REST posts by the form, where there is one.
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
