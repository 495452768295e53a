import {normaliseFacts} from '../../../model/normalise-facts.js';
import type {ThreadFacts} from '../../../model/thread.js';
import {askChanges} from './changes.js';
import {canUseForm, learn, type Site, type SiteViewer} from '../site.js';

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
export async function askFacts(
  site: Site,
  post: number,
  signal: AbortSignal,
): Promise<{facts: ThreadFacts; since: string}> {
  const [{data}, {cursor}] = await Promise.all([
    site.client.ask({route: 'parley/v1/settings', parameters: {post}, signal}),
    askChanges(site, post, undefined, signal),
  ]);
  return {facts: takeSettings(site, post, data ?? {}), since: cursor};
}

/** The facts in the plugin's settings. Keeps what later questions need. */
export function takeSettings(site: Site, post: number, settings: PluginSettings): ThreadFacts {
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
  site.client.endpoint.learn(settings.form_url);
  const viewer = facts.viewer ? siteViewer(facts.viewer) : null;
  site.meet(viewer);
  learn(site, post, {closed: facts.closed != null, moderates: viewer?.moderates ?? false});
  return facts;
}

function siteViewer(viewer: NonNullable<ThreadFacts['viewer']>): SiteViewer {
  return {viewer, moderates: viewer.role === 'moderator', listsUsers: false};
}
