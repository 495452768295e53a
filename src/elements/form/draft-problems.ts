import type {Messages} from '../../locale/en.js';
import type {DraftField} from '../../model/errors.js';
import type {GuestField} from '../../model/thread.js';
import type {ThreadOptions} from '../context.js';

/** What is wrong with which field, in words for the reader. */
export type Problems = Readonly<Partial<Record<DraftField, string>>>;

/** What a form can tell by itself; the backend has the last word. */
export function findProblems(
  values: Readonly<Record<DraftField, string>>,
  {isGuest, options, messages}: {isGuest: boolean; options: ThreadOptions; messages: Messages},
): Problems {
  const {bodyLength, guestFields} = options;
  const problems: Partial<Record<DraftField, string>> = {};
  if (values.body.trim() === '') problems.body = messages.bodyMissing;
  else if (bodyLength !== null && lengthOf(values.body) > bodyLength)
    problems.body = messages.bodyTooLong(bodyLength);
  if (!isGuest) return problems;

  const missing = (field: GuestField): boolean =>
    guestFields[field] === 'required' && values[field].trim() === '';
  if (missing('name')) problems.name = messages.nameMissing;
  if (missing('email')) problems.email = messages.emailMissing;
  else if (values.email.trim() !== '' && !MAYBE_EMAIL.test(values.email.trim()))
    problems.email = messages.emailInvalid;
  if (missing('url') || (values.url.trim() !== '' && !isWebAddress(values.url.trim())))
    problems.url = messages.urlInvalid;
  return problems;
}

/** Letters as a reader counts them, near enough: code points, as backends count. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}

/** Only what can never arrive is refused; whether an address exists, its owner knows. */
const MAYBE_EMAIL = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/;

function isWebAddress(value: string): boolean {
  return /^https?:\/\//i.test(value) && URL.canParse(value);
}
