import {DRAFT_FAULTS, MAX_GUEST_FIELD_LENGTHS, type DraftFault} from '../model/draft-faults.js';
import type {DraftField} from '../model/errors.js';
import type {Messages} from './en.js';

/**
 * Messages for a backend's validation errors: codes (`DRAFT_FAULTS`), or sentences of its own, which are shown
 * unchanged because only the backend knows its readers' language. An unknown code gets a general message.
 * `bodyLength`: the longest body in code points, `null` if it is unknown.
 */
export function fieldMessages(
  fields: Readonly<Partial<Record<DraftField, string>>>,
  bodyLength: number | null,
  messages: Messages,
): Partial<Record<DraftField, string>> {
  const limits = {...MAX_GUEST_FIELD_LENGTHS, body: bodyLength};
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
