import {CommentsError} from '../../model/errors.js';
import type {Database} from '../database/database.js';
import type {Digests} from '../identity/digests.js';
import type {SiteSettingsChange} from './site-settings.js';

/** What every part of the store works with. */
export interface StoreContext {
  readonly database: Database;
  readonly digests: Digests;
  readonly now: () => Date;
  /** The settings of sites as far as moderators have set none. */
  readonly defaults: SiteSettingsChange;
  /** The rows of the configured sites, by their names. */
  readonly sites: ReadonlyMap<string, number>;
}

/** The row of a site. Throws `not-found` for one that was not configured. */
export function siteId({sites}: StoreContext, name: string): number {
  const id = sites.get(name);
  if (id === undefined) throw new CommentsError('not-found', `There is no site ${name}.`);
  return id;
}

/** The current time as in the database: UTC ISO 8601 with milliseconds. */
export function timeNow({now}: StoreContext): string {
  return now().toISOString();
}

/** The moment so many milliseconds ago. */
export function timeAgo({now}: StoreContext, ms: number): string {
  return new Date(now().getTime() - ms).toISOString();
}
