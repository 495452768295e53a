import type {NewComment} from '../../model/comment.js';
import {CommentsError, type DraftField} from '../../model/errors.js';
import type {CompleteRules} from './thread-rules.js';

/** Throws `closed`, `login-required` or `validation` when the rules do not take the draft. */
export function checkDraft(draft: NewComment, rules: CompleteRules): void {
  if (rules.closed) throw new CommentsError('closed', 'The thread is closed.');
  checkSignedIn(rules);
  checkFields({...bodyFault(draft, rules), ...(!rules.viewer && guestFaults(draft, rules))});
}

/** Throws `login-required` where only signed-in readers may act and nobody is signed in. */
export function checkSignedIn({posting, viewer}: CompleteRules): void {
  if (posting === 'signed-in' && !viewer) throw new CommentsError('login-required', 'Nobody is signed in.');
}

/** Throws `validation` when an edited body is empty or too long. */
export function checkBody(draft: Pick<NewComment, 'body'>, rules: CompleteRules): void {
  checkFields(bodyFault(draft, rules));
}

type Faults = Partial<Record<DraftField, string>>;

function checkFields(fields: Faults): void {
  const names = Object.keys(fields);
  if (names.length > 0) throw new CommentsError('validation', `Not valid: ${names.join(', ')}.`, {fields});
}

function bodyFault({body}: Pick<NewComment, 'body'>, {limits: {bodyLength}}: CompleteRules): Faults {
  if (!body.value.trim()) return {body: 'Please write something.'};
  // A string has at most as many code points as code units: most need no counting.
  const tooLong = body.value.length > bodyLength && Array.from(body.value).length > bodyLength;
  return tooLong ? {body: `Please use at most ${String(bodyLength)} characters.`} : {};
}

const REQUIRED = {
  name: 'Please enter your name.',
  email: 'Please enter your e-mail address.',
  url: 'Please enter the address of your website.',
};

function guestFaults({guest}: NewComment, {guestFields}: CompleteRules): Faults {
  const faults: Faults = {};
  for (const field of ['name', 'email', 'url'] as const) {
    const rule = guestFields[field];
    const value = guest?.[field]?.trim();
    if (!value) {
      if (rule === 'required') faults[field] = REQUIRED[field];
    } else if (rule === 'hidden') continue;
    else if (field === 'email' && !/^[^\s@]+@[^\s@]+$/.test(value)) {
      faults.email = 'Please enter a full e-mail address, such as name@example.com.';
    } else if (field === 'url' && !/^https?:$/.test(protocolOf(value))) {
      faults.url = 'Please enter a full address, such as https://example.com.';
    }
  }
  return faults;
}

function protocolOf(address: string): string {
  try {
    return new URL(address).protocol;
  } catch {
    return '';
  }
}
