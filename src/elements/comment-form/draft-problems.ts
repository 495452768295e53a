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

/** Error messages by field. */
export type Problems = Readonly<Partial<Record<DraftField, string>>>;

/** The messages and limits that validation uses. */
export interface ProblemContext {
  readonly options: ThreadOptions;
  readonly messages: Messages;
}

/** Validates the draft in the form; the backend decides. `guest` is absent if no guest fields are shown. */
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
 * Messages for a backend's validation errors: codes (`DRAFT_FAULTS`), or sentences of its own, which are shown
 * unchanged because only the backend knows its readers' language. An unknown code gets a general message.
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

/** The length of a text in code points, as backends count it. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}
