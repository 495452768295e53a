/**
 * Defaults for the sites of tests that are not about what is held: a comment is there for everybody at once.
 *
 * @type {import('../../../src/server/store/site-settings.js').SiteSettingsChange}
 */
export const OPEN_SETTINGS = {hold: {first: false, links: 2}};

/** The same for a `parley-comments serve`. */
export const OPEN_ENVIRONMENT = {PARLEY_FIRST_COMMENT: 'publish'};
