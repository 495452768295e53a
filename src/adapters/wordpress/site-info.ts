import type {Client} from './client.js';

/** What a site says of itself at the root of its REST API. */
export interface SiteInfo {
  /** Where its own files are, such as `wp-comments-post.php`; `null` where it does not say. */
  readonly files: string | null;
  /** By how many milliseconds its own time is ahead of UTC at a moment in milliseconds since 1970. */
  readonly offsetAt: (moment: number) => number;
}

const UNKNOWN_SITE: SiteInfo = {files: null, offsetAt: () => 0};

/** Asks for them. A site that does not say counts as one in UTC. Never rejects. */
export async function fetchSiteInfo(client: Client): Promise<SiteInfo> {
  try {
    // For all who wait for it, whichever of them gives up.
    const {signal} = new AbortController();
    const parameters = {_fields: 'url,gmt_offset,timezone_string'};
    const {data} = await client.request({route: '', parameters, isAnonymous: true, signal});
    const {url, gmt_offset: hours, timezone_string: zone} = (data ?? {}) as Readonly<Record<string, unknown>>;
    return {
      files: typeof url === 'string' && URL.canParse(url) ? url.replace(/([^/])\/*$/, '$1/') : null,
      offsetAt: offsetsOfZone(zone) ?? (() => (Number(hours) || 0) * 3_600_000),
    };
  } catch {
    return UNKNOWN_SITE;
  }
}

/** `undefined` for what is no zone, such as the empty one of a site that has only an offset. */
function offsetsOfZone(timeZone: unknown): SiteInfo['offsetAt'] | undefined {
  if (typeof timeZone !== 'string' || timeZone === '') return undefined;
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    return (moment) => {
      const parts = Object.fromEntries(format.formatToParts(moment).map(({type, value}) => [type, value]));
      const {year, month, day, hour, minute, second} = parts as Readonly<Record<string, string>>;
      const there = Date.parse(
        `${year ?? ''}-${month ?? ''}-${day ?? ''}T${hour ?? ''}:${minute ?? ''}:${second ?? ''}Z`,
      );
      return there - Math.floor(moment / 1000) * 1000;
    };
  } catch {
    return undefined;
  }
}
