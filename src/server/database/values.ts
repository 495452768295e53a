/** Types whose values both drivers give as text: `pg_type.oid` of PostgreSQL. */
export const OIDS = {int8: 20, timestamptz: 1184} as const;

/** As PostgreSQL writes a time in UTC: to the second, and what follows it. */
const IN_UTC = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00$/;

/** `2026-01-05 08:00:00.5+00` -> `2026-01-05T08:00:00.500Z`. What is finer than a millisecond is cut off. */
export function isoTime(text: string): string {
  // A page has hundreds of times, and making a `Date` of each takes several times as long.
  const [, day, time, fraction = ''] = IN_UTC.exec(text) ?? [];
  if (day !== undefined && time !== undefined)
    return `${day}T${time}.${fraction.padEnd(3, '0').slice(0, 3)}Z`;
  return new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')).toISOString();
}
