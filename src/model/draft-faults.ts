import type {Body, BodyFormat, Guest} from './comment.js';
import {CommentsError, type DraftField} from './errors.js';
import type {FieldRule, GuestField} from './thread.js';
import {isVisible, isVisibleBody} from './visible-text.js';

/**
 * The codes of an invalid field: `missing`, it is empty or has only invisible characters; `too-long`; `characters`, it
 * has characters that cannot be stored; `invalid`, it is not an address; `format`, its format is not accepted. `locale/`
 * has the messages for readers.
 */
export const DRAFT_FAULTS = ['missing', 'too-long', 'characters', 'invalid', 'format'] as const;

export type DraftFault = (typeof DRAFT_FAULTS)[number];

/** The invalid fields of a draft, each with its code. */
export type DraftFaults = Partial<Record<DraftField, DraftFault>>;

/** The longest values of guest fields in code points; for addresses the limits of RFC 5321 and of browsers. */
export const MAX_GUEST_FIELD_LENGTHS = {name: 100, email: 254, url: 2_000} as const;

/** Rejects only addresses that cannot work. */
const MAYBE_EMAIL = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/;

/**
 * Validates a body: at most `longest` code points, in plain text or in one of the formats `taken`. Returns the invalid
 * fields, none if it is valid.
 */
export function bodyFaults(
  body: Body,
  maxLength: number,
  acceptedFormats: readonly BodyFormat[],
): DraftFaults {
  if (!isVisibleBody(body)) return {body: 'missing'};
  if (isLonger(body.value, maxLength)) return {body: 'too-long'};
  return body.format === 'text' || acceptedFormats.includes(body.format) ? {} : {body: 'format'};
}

/** Validates guest fields. A field without a rule is optional; a hidden one is not checked. Returns the invalid fields. */
export function guestFaults(
  guest: Guest | undefined,
  rules: Readonly<Partial<Record<GuestField, FieldRule>>>,
): DraftFaults {
  const faults: DraftFaults = {};
  for (const field of ['name', 'email', 'url'] as const) {
    const rule = rules[field];
    const value = guest?.[field]?.trim() ?? '';
    if (rule === 'hidden') continue;
    const fault = isVisible(value) ? fieldFault(field, value) : rule === 'required' ? 'missing' : null;
    if (fault !== null) faults[field] = fault;
  }
  return faults;
}

/** Throws `validation` if there are invalid fields. */
export function assertNoFaults(fields: DraftFaults): void {
  const names = Object.keys(fields);
  if (names.length > 0)
    throw new CommentsError('validation', `Invalid fields: ${names.join(', ')}.`, {fields});
}

function fieldFault(field: GuestField, value: string): DraftFault | null {
  if (isLonger(value, MAX_GUEST_FIELD_LENGTHS[field])) return 'too-long';
  if (value.includes('\0')) return 'characters';
  if (field === 'email' && !MAYBE_EMAIL.test(value)) return 'invalid';
  return field === 'url' && !isWebAddress(value) ? 'invalid' : null;
}

function isLonger(text: string, max: number): boolean {
  // A string has at most as many code points as code units, so most need no counting.
  return text.length > max && Array.from(text).length > max;
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}
