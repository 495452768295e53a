import type {Client} from './client.js';

/**
 * Puts the time in UTC into comments that lack it, from their time on the site's own clock. Imports from elsewhere leave
 * `comment_date_gmt` at 0000-00-00, of which the REST API makes a day in the year before the first. `data` is an answer as
 * JSON, changed in place.
 */
export async function addUtcDates(client: Client, data: unknown): Promise<void> {
  const {offsetAt} = await client.siteInfo();
  const visit = (thing: unknown): void => {
    if (typeof thing !== 'object' || thing === null) return;
    const comment = thing as {date?: unknown; date_gmt?: unknown};
    if (LACKS_TIME.test(String(comment.date_gmt))) {
      const local = Date.parse(`${String(comment.date)}Z`);
      // The offset belongs to the moment itself, which only the offset tells: near enough, and from there exactly.
      const near = local - offsetAt(local);
      if (!Number.isNaN(local))
        comment.date_gmt = new Date(local - offsetAt(near)).toISOString().slice(0, 19);
    }
    Object.values(thing).forEach(visit);
  };
  visit(data);
}

const LACKS_TIME = /^-?000[01]-/;
