/**
 * Whether this is a moment as the database keeps it, UTC ISO 8601 with milliseconds, and one that there is: PostgreSQL takes
 * neither the 30th of February nor the year 0.
 */
export function isTime(value: unknown): value is string {
  if (typeof value !== 'string' || !ISO.test(value) || value.startsWith('0000')) return false;
  const date = new Date(value);
  return !Number.isNaN(date.getTime()) && date.toISOString() === value;
}

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
