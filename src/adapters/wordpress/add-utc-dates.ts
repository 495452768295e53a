import type {ApiClient} from './api-client.js';

/**
 * Adds the UTC time to comments that lack it, computed from their time in the site's zone. Imports from other systems
 * leave `comment_date_gmt` at 0000-00-00, which the REST API sends as a day in the year -1 or 0. Changes `data`, a
 * response's JSON, in place.
 */
export async function addUtcDates(client: ApiClient, data: unknown): Promise<void> {
  const {offsetAt} = await client.siteInfo();
  const visit = (thing: unknown): void => {
    if (typeof thing !== 'object' || thing === null) return;
    const comment = thing as {date?: unknown; date_gmt?: unknown};
    if (LACKS_TIME.test(String(comment.date_gmt))) {
      const local = Date.parse(`${String(comment.date)}Z`);
      // The offset depends on the UTC time, which depends on the offset: approximate once, then compute exactly.
      const near = local - offsetAt(local);
      if (!Number.isNaN(local))
        comment.date_gmt = new Date(local - offsetAt(near)).toISOString().slice(0, 19);
    }
    Object.values(thing).forEach(visit);
  };
  visit(data);
}

const LACKS_TIME = /^-?000[01]-/;
