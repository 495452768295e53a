import type {Body, BodyFormat, Guest} from './comment.js';
import {CommentsError, type DraftField} from './errors.js';
import type {FieldRule, GuestField} from './thread.js';
import {isVisible, isVisibleBody} from './visible-text.js';

/**
 * What can be wrong with a field of a draft, by the name that programs check: it is empty, or nothing in it can be seen;
 * it is longer than it may be; it has characters that cannot be stored; it is no address; its format is not taken. What a
 * reader is told is made from it in `locale/`.
 */
export const DRAFT_FAULTS = ['missing', 'too-long', 'characters', 'invalid', 'format'] as const;

export type DraftFault = (typeof DRAFT_FAULTS)[number];

/** What is wrong with which field of a draft. */
export type DraftFaults = Partial<Record<DraftField, DraftFault>>;

/** The longest values of a guest's fields, in code points; for addresses those of RFC 5321 and of browsers. */
export const LONGEST_GUEST_FIELDS = {name: 100, email: 254, url: 2_000} as const;

/** Only what can never arrive is refused; whether an address exists, its owner knows. */
const MAYBE_EMAIL = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/;

/**
 * What is wrong with a body, of which at most `longest` code points are taken, in plain text or in one of the formats
 * `taken`.
 */
export function bodyFaults(body: Body, longest: number, taken: readonly BodyFormat[]): DraftFaults {
  if (!isVisibleBody(body)) return {body: 'missing'};
  if (isLonger(body.value, longest)) return {body: 'too-long'};
  return body.format === 'text' || taken.includes(body.format) ? {} : {body: 'format'};
}

/** What is wrong with what a guest filled in; a field without a rule is optional, a hidden one is not looked at. */
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

/** Throws `validation` when there are faults. */
export function refuseFaults(fields: DraftFaults): void {
  const names = Object.keys(fields);
  if (names.length > 0) throw new CommentsError('validation', `Not valid: ${names.join(', ')}.`, {fields});
}

function fieldFault(field: GuestField, value: string): DraftFault | null {
  if (isLonger(value, LONGEST_GUEST_FIELDS[field])) return 'too-long';
  if (value.includes('\0')) return 'characters';
  if (field === 'email' && !MAYBE_EMAIL.test(value)) return 'invalid';
  return field === 'url' && !isWebAddress(value) ? 'invalid' : null;
}

function isLonger(text: string, most: number): boolean {
  // A string has at most as many code points as code units: most need no counting.
  return text.length > most && Array.from(text).length > most;
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}
