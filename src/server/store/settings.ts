import type {SiteSettings, SiteSettingsChange} from './site-settings.js';

/** How a site is run that nobody has changed. */
export const DEFAULT_SETTINGS: SiteSettings = {
  title: '',
  posting: 'guest',
  guestFields: {name: 'required', email: 'optional', url: 'hidden'},
  sorts: ['newest', 'oldest', 'top'],
  bodyFormat: 'text',
  bodyLength: 10_000,
  editWindow: 300,
  hold: {all: false, first: false, links: 2, findings: true, reports: 5},
  policyRequired: false,
  words: {hold: [], block: []},
};

/**
 * What a site has changed, with the server's and the package's defaults for the rest; without a title the site's name
 * stands for one.
 */
export function completeSettings(
  name: string,
  changed: SiteSettingsChange,
  defaults: SiteSettingsChange = {},
): SiteSettings {
  return {
    ...DEFAULT_SETTINGS,
    ...defaults,
    ...changed,
    title: changed.title ?? name,
    guestFields: {...DEFAULT_SETTINGS.guestFields, ...defaults.guestFields, ...changed.guestFields},
    hold: {...DEFAULT_SETTINGS.hold, ...defaults.hold, ...changed.hold},
    words: {...DEFAULT_SETTINGS.words, ...defaults.words, ...changed.words},
  };
}
