import type {Messages} from '../../locale/en.js';
import type {Body} from '../../model/comment.js';
import {
  bodyFaults,
  DRAFT_FAULTS,
  guestFaults,
  MAX_GUEST_FIELD_LENGTHS,
  type DraftFault,
} from '../../model/draft-faults.js';
import type {DraftField} from '../../model/errors.js';
import type {GuestField} from '../../model/thread.js';
import type {ThreadOptions} from '../context.js';

/** What is wrong with which field, in words for the reader. */
export type Problems = Readonly<Partial<Record<DraftField, string>>>;

/** By what a form tells readers what is wrong. */
export interface ProblemContext {
  readonly options: ThreadOptions;
  readonly messages: Messages;
}

/** What a form can tell by itself; the backend has the last word. `guest` is absent where nobody is asked who writes. */
export function findProblems(
  body: Body,
  guest: Readonly<Record<GuestField, string>> | undefined,
  context: ProblemContext,
): Problems {
  const {bodyLength, guestFields} = context.options;
  return problemsOf(
    {
      ...bodyFaults(body, bodyLength ?? Infinity, [body.format]),
      ...(guest && guestFaults(guest, guestFields)),
    },
    context,
  );
}

/**
 * What a backend says is wrong, in words for the reader. It says it in codes (`DRAFT_FAULTS`), or in a sentence of its own,
 * which is shown as it is: only the backend knows its readers' language. A code that is not known says that something is.
 */
export function problemsOf(
  fields: Readonly<Partial<Record<DraftField, string>>>,
  {options, messages}: ProblemContext,
): Problems {
  const limits = {...MAX_GUEST_FIELD_LENGTHS, body: options.bodyLength};
  const {bodyMissing, nameMissing, emailMissing, emailInvalid, urlInvalid} = messages;
  const ofField: Record<DraftField, Partial<Record<DraftFault, string>>> = {
    body: {missing: bodyMissing},
    name: {missing: nameMissing},
    email: {missing: emailMissing, invalid: emailInvalid},
    url: {missing: urlInvalid, invalid: urlInvalid},
  };
  const messageFor = (field: DraftField, said: string): string => {
    const fault = DRAFT_FAULTS.find((known) => known === said);
    if (!fault) return /^[a-z]+(?:-[a-z]+)*$/.test(said) ? messages.errors.validation : said;
    const limit = limits[field];
    if (fault === 'too-long' && limit !== null)
      return field === 'body' ? messages.bodyTooLong(limit) : messages.fieldTooLong(limit);
    return ofField[field][fault] ?? messages.draftFaults[fault];
  };
  const said = Object.entries(fields) as [DraftField, string][];
  return Object.fromEntries(said.map(([field, what]) => [field, messageFor(field, what)]));
}

/** Letters as a reader counts them, near enough: code points, as backends count. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}
