import {CommentsError} from '../../../model/errors.js';
import {normalisePolicy} from '../../../model/normalise-facts.js';
import type {Policy} from '../../../model/policy.js';
import type {Actor} from '../actor.js';
import {siteId, timeNow, type StoreContext} from '../context.js';
import {requireModerator} from '../people/viewer-context.js';
import {completeSettings, NO_STORED_SETTINGS, type StoredSettings} from '../settings.js';
import type {SiteSettings, SiteSettingsChange} from '../site-settings.js';
import {writeLog} from './audit-log.js';

/** Puts a version of the policy in force; earlier ones stay stored. */
export async function setPolicy(
  context: StoreContext,
  site: string,
  given: Policy & {readonly version: string},
  actor: Actor,
): Promise<void> {
  const of = siteId(context, site);
  const moderator = requireModerator(actor);
  const policy = normalisePolicy(given);
  if (!policy?.version) throw new CommentsError('malformed', 'A policy must have a version.');
  const {version} = policy;
  await context.database.transaction(async (queries) => {
    await queries.query(
      `INSERT INTO policies (site_id, version, policy, created_at, created_by)
       VALUES ($1::integer, $2, $3::jsonb, $4::timestamptz, $5)
       ON CONFLICT (site_id, version) DO UPDATE SET policy = EXCLUDED.policy`,
      [of, version, JSON.stringify(policy), timeNow(context), moderator],
    );
    await queries.query(
      'UPDATE sites SET policy_version = $2, generation = generation + 1 WHERE id = $1::integer',
      [of, version],
    );
    await writeLog(queries, context, of, actor, {action: 'set-policy', target: version});
  });
}

/** Changes settings; of the grouped ones, only those that are named. Gives all of them. Refuses wrong ones as `malformed`. */
export async function changeSettings(
  context: StoreContext,
  site: string,
  given: SiteSettingsChange,
  actor: Actor,
): Promise<SiteSettings> {
  const of = siteId(context, site);
  requireModerator(actor);
  // Loaded here, because commands that open the store to do something else run without TypeBox.
  const {parseSettingsChange} = await import('./settings-parser.js');
  const change = parseSettingsChange(given);
  return context.database.transaction(async (queries) => {
    const [row] = await queries.query<StoredSettings>(
      'SELECT settings, defaults FROM sites WHERE id = $1::integer FOR NO KEY UPDATE',
      [of],
    );
    const {settings: before, defaults} = row ?? NO_STORED_SETTINGS;
    const settings = merged(before, change);
    await queries.query(
      'UPDATE sites SET settings = $2::jsonb, generation = generation + 1 WHERE id = $1::integer',
      [of, JSON.stringify(settings)],
    );
    await writeLog(queries, context, of, actor, {action: 'change-settings', target: site, details: change});
    return completeSettings(site, {settings, defaults}, context.defaults);
  });
}

function merged(kept: SiteSettingsChange, change: SiteSettingsChange): SiteSettingsChange {
  return {
    ...kept,
    ...change,
    ...(change.guestFields && {guestFields: {...kept.guestFields, ...change.guestFields}}),
    ...(change.hold && {hold: {...kept.hold, ...change.hold}}),
    ...(change.words && {words: {...kept.words, ...change.words}}),
  };
}
