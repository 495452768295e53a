import type {Body, Guest, NewComment} from '../../../model/comment.js';
import {CommentsError, type DraftField} from '../../../model/errors.js';
import type {SiteSettings} from '../site-settings.js';

type Faults = Partial<Record<DraftField, string>>;

/** The longest values of a guest's fields, in code points; for addresses those of RFC 5321 and of browsers. */
const LONGEST = {name: 100, email: 254, url: 2_000} as const;

const REQUIRED = {
  name: 'Please enter your name.',
  email: 'Please enter your e-mail address.',
  url: 'Please enter the address of your website.',
} as const;

/** What a guest filled in, as it is kept. */
export interface GuestFields {
  readonly name: string;
  readonly email: string | null;
  readonly url: string | null;
}

/** Throws `validation` when the settings do not take the draft; the guest's fields count where nobody is signed in. */
export function checkDraft({body, guest}: NewComment, settings: SiteSettings, signedIn: boolean): void {
  refuse({...bodyFault(body, settings), ...(!signedIn && guestFaults(guest, settings))});
}

/** Throws `validation` when a body is empty, too long, or nothing that can be kept. */
export function checkBody(body: Body, settings: SiteSettings): void {
  refuse(bodyFault(body, settings));
}

/** The fields of a checked draft without what the site does not ask for. */
export function guestFields(guest: Guest | undefined, {guestFields: rules}: SiteSettings): GuestFields {
  const kept = (field: DraftField & keyof Guest): string | null =>
    (rules[field] !== 'hidden' && guest?.[field]?.trim()) || null;
  return {name: kept('name') ?? '', email: kept('email'), url: kept('url')};
}

function bodyFault({format, value}: Body, {bodyLength}: SiteSettings): Faults {
  if (!value.trim()) return {body: 'Please write something.'};
  if (format === 'html' || value.includes('\0')) return {body: 'Please write plain text.'};
  if (isLonger(value, bodyLength)) return {body: `Please use at most ${String(bodyLength)} characters.`};
  return {};
}

function guestFaults(guest: Guest | undefined, {guestFields: rules}: SiteSettings): Faults {
  const faults: Faults = {};
  for (const field of ['name', 'email', 'url'] as const) {
    const rule = rules[field];
    const value = guest?.[field]?.trim();
    if (!value) {
      if (rule === 'required') faults[field] = REQUIRED[field];
    } else if (rule !== 'hidden') {
      const fault = fieldFault(field, value);
      if (fault) faults[field] = fault;
    }
  }
  return faults;
}

function fieldFault(field: 'name' | 'email' | 'url', value: string): string | null {
  if (isLonger(value, LONGEST[field]) || value.includes('\0')) {
    return `Please use at most ${String(LONGEST[field])} characters.`;
  }
  if (field === 'email' && !/^[^\s@]+@[^\s@]+$/.test(value)) {
    return 'Please enter a full e-mail address, such as name@example.com.';
  }
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

function refuse(fields: Faults): void {
  const names = Object.keys(fields);
  if (names.length > 0) throw new CommentsError('validation', `Not valid: ${names.join(', ')}.`, {fields});
}
