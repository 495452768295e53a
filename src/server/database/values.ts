/** Types whose values both drivers give as text: `pg_type.oid` of PostgreSQL. */
export const OIDS = {int8: 20, timestamptz: 1184} as const;

/** `2026-01-05 08:00:00.5+00` -> `2026-01-05T08:00:00.500Z`. */
export function isoTime(text: string): string {
  return new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')).toISOString();
}
