import type {ApiClient, SiteInfo} from './api-client.js';

const UNKNOWN_SITE: SiteInfo = {files: null, offsetAt: () => 0};

/** Fetches the description; a site without one counts as in UTC. Never rejects. */
export async function fetchSiteInfo(client: ApiClient): Promise<SiteInfo> {
  try {
    // Shared by all callers, so no caller's signal aborts it.
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

/** `undefined` if it is not a time zone, such as the empty one of a site that has only an offset. */
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
