import type {Body, BodyFormat, Guest} from './comment.js';
import {CommentsError, type DraftField} from './errors.js';
import type {FieldRule, GuestField} from './thread.js';

/** What is wrong with which field of a draft, in words for the reader. */
export type DraftFaults = Partial<Record<DraftField, string>>;

/** The longest values of a guest's fields, in code points; for addresses those of RFC 5321 and of browsers. */
const LONGEST = {name: 100, email: 254, url: 2_000} as const;

const REQUIRED = {
  name: 'Please enter your name.',
  email: 'Please enter your e-mail address.',
  url: 'Please enter the address of your website.',
} as const;

/**
 * What is wrong with a body, of which at most `longest` code points are taken, in plain text or in one of the formats
 * `taken`.
 */
export function bodyFaults(
  {format, value}: Body,
  longest: number,
  taken: readonly BodyFormat[],
): DraftFaults {
  if (!value.trim()) return {body: 'Please write something.'};
  if (isLonger(value, longest)) return {body: `Please use at most ${String(longest)} characters.`};
  return format === 'text' || taken.includes(format) ? {} : {body: 'Please write plain text.'};
}

/** What is wrong with what a guest filled in; a field without a rule is optional, a hidden one is not looked at. */
export function guestFaults(
  guest: Guest | undefined,
  rules: Readonly<Partial<Record<GuestField, FieldRule>>>,
): DraftFaults {
  const faults: DraftFaults = {};
  for (const field of ['name', 'email', 'url'] as const) {
    const rule = rules[field];
    const value = guest?.[field]?.trim();
    if (!value) {
      if (rule === 'required') faults[field] = REQUIRED[field];
    } else if (rule !== 'hidden') {
      const fault = fieldFault(field, value);
      if (fault !== null) faults[field] = fault;
    }
  }
  return faults;
}

/** Throws `validation` when there are faults. */
export function refuseFaults(fields: DraftFaults): void {
  const names = Object.keys(fields);
  if (names.length > 0) throw new CommentsError('validation', `Not valid: ${names.join(', ')}.`, {fields});
}

function fieldFault(field: GuestField, value: string): string | null {
  if (isLonger(value, LONGEST[field]) || value.includes('\0'))
    return `Please use at most ${String(LONGEST[field])} characters.`;
  if (field === 'email' && !/^[^\s@]+@[^\s@]+$/.test(value))
    return 'Please enter a full e-mail address, such as name@example.com.';
  if (field === 'url' && !isWebAddress(value))
    return 'Please enter a full address, such as https://example.com.';
  return null;
}

function isLonger(text: string, most: number): boolean {
  // A string has at most as many code points as code units: most need no counting.
  return text.length > most && Array.from(text).length > most;
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
