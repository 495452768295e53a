import {text as wellFormed} from '../../../model/rules.js';

/** Control characters except tabs and line ends: not part of a comment's text, and PostgreSQL rejects NUL. */
const CONTROLS = /(?![\t\n\r])\p{Cc}/gu;
const ENTITY = /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|(amp|lt|gt|quot|apos));/g;
const NAMED = {amp: '&', lt: '<', gt: '>', quot: '"', apos: "'"} as const;
const LAST_CODE_POINT = 0x10_ff_ff;

/** A text without control characters, and with U+FFFD for lone surrogates. */
export function cleanText(text: string): string {
  return String(wellFormed(text)).replace(CONTROLS, '');
}

/** A JSON value without NUL, which PostgreSQL rejects, and with U+FFFD for lone surrogates. */
export function withoutNul(value: unknown): unknown {
  if (typeof value === 'string') return String(wellFormed(value)).replaceAll('\0', '');
  if (Array.isArray(value)) return value.map(withoutNul);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [withoutNul(key), withoutNul(item)]));
}

/** A name or title, which other programs store with HTML entities, as one line of plain text. */
export function plainLine(text: string): string {
  return cleanText(text.replace(ENTITY, decodeEntity)).replace(/\s+/g, ' ').trim();
}

/** A time as UTC ISO 8601 with milliseconds, or `null` if it is invalid. Without an offset it counts as UTC. */
export function moment(text: string | undefined): string | null {
  const match = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)?$/.exec(text?.trim() ?? '');
  if (!match) return null;
  const [, day = '', time = '', fraction = '', offset = 'Z'] = match;
  // A 31st of February would become a date in March.
  const asUtc = new Date(`${day}T${time}Z`);
  if (Number.isNaN(asUtc.getTime()) || !asUtc.toISOString().startsWith(day)) return null;
  const date = new Date(`${day}T${time}${fraction.slice(0, 4)}${offset}`);
  const year = date.getUTCFullYear();
  return year >= 1 && year <= 9999 ? date.toISOString() : null;
}

function decodeEntity(whole: string, decimal?: string, hexadecimal?: string, name?: string): string {
  if (name) return NAMED[name as keyof typeof NAMED];
  const code = decimal ? Number.parseInt(decimal, 10) : Number.parseInt(hexadecimal ?? '', 16);
  return code <= LAST_CODE_POINT ? String.fromCodePoint(code) : whole;
}
