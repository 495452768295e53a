import type {Messages} from '../../locale/en.js';
import {fieldMessages} from '../../locale/field-messages.js';
import type {Body} from '../../model/comment.js';
import {bodyFaults, guestFaults} from '../../model/draft-faults.js';
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

/** Messages for invalid fields; see `fieldMessages`. */
export function problemsOf(
  fields: Readonly<Partial<Record<DraftField, string>>>,
  {options, messages}: ProblemContext,
): Problems {
  return fieldMessages(fields, options.bodyLength, messages);
}

/** The length of a text in code points, as backends count it. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}
