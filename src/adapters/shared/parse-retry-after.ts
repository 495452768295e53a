/**
 * From when on a backend takes a request again, by this device's clock, as UTC ISO 8601: what `Retry-After` (RFC 9110,
 * section 10.2.3) tells in seconds or as a date, else `said`, a moment by the backend's clock. `undefined` where neither
 * tells any.
 */
export function parseRetryAfter({headers}: Response, fallback?: string): string | undefined {
  const header = headers.get('retry-after') ?? '';
  if (/^\s*\d{1,9}\s*$/.test(header)) return new Date(Date.now() + Number(header) * 1000).toISOString();
  const moment = Date.parse(header || (fallback ?? ''));
  if (Number.isNaN(moment)) return undefined;
  const answeredAt = Date.parse(headers.get('date') ?? '');
  const ahead = Number.isNaN(answeredAt) ? 0 : answeredAt - Date.now();
  return new Date(moment - ahead).toISOString();
}
