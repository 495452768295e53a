import {DEFAULT_GUEST_FIELDS} from '../../model/thread.js';
import type {SiteSettings, SiteSettingsChange} from './site-settings.js';

/** The settings of a new site. */
export const DEFAULT_SETTINGS: SiteSettings = {
  title: '',
  posting: 'guest',
  guestFields: DEFAULT_GUEST_FIELDS,
  sorts: ['newest', 'oldest', 'top'],
  bodyFormat: 'text',
  bodyLength: 10_000,
  editWindow: 300,
  hold: {all: false, first: true, links: 1, findings: true, reports: 5, guestReports: 2},
  knownAfter: 86_400,
  policyRequired: false,
  words: {hold: [], block: []},
};

/** A site's stored settings: two columns of `sites`. */
export interface StoredSettings {
  /** What its moderators have changed. */
  readonly settings: SiteSettingsChange;
  /** The package's defaults when the site was made, where today's differ. */
  readonly defaults: SiteSettingsChange;
}

/** The settings of a new site as far as none are stored. */
export const NO_STORED_SETTINGS: StoredSettings = {settings: {}, defaults: {}};

/**
 * What a site has changed, with the server's and the package's defaults for the rest; without a title the site's name
 * stands for one.
 */
export function completeSettings(
  name: string,
  {settings, defaults}: StoredSettings,
  serverDefaults: SiteSettingsChange = {},
): SiteSettings {
  const layers = [DEFAULT_SETTINGS, defaults, serverDefaults, settings];
  return {
    ...merged(layers),
    title: settings.title ?? name,
    guestFields: merged(layers.map(({guestFields}) => guestFields)),
    hold: merged(layers.map(({hold}) => hold)),
    words: merged(layers.map(({words}) => words)),
  };
}

/** Each value of the last layer that has it; the first one has them all. */
function merged<Value extends object>(layers: readonly (Partial<Value> | undefined)[]): Value {
  return Object.assign({}, ...layers) as Value;
}
