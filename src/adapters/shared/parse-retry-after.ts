/**
 * The time from which a backend accepts a request again, by this device's clock, as UTC ISO 8601: from `Retry-After`
 * (RFC 9110, section 10.2.3), in seconds or as a date, else `fallback`, a time by the backend's clock. `undefined` where
 * both are missing or invalid.
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
