import {newKey} from '../../model/new-key.js';
import {storeSubmission, submissionKey} from '../../storage/stored-submission.js';
import type {Submission} from './submission.js';

// A draft that is written before the code for drafts has come, in its own record shape: `SubmissionRecords` finds it later.

/** Stores a draft synchronously, as the page may be about to go. Nothing happens where the device refuses. */
export function storeLine(line: Pick<Submission, 'place' | 'text' | 'format' | 'awaitsSignIn'>): Submission {
  const draft: Submission = {
    ...line,
    id: newKey(),
    status: 'draft',
    order: 1,
    savedAt: Date.now(),
    replaces: [],
    attempt: null,
    commentId: null,
  };
  storeSubmission(submissionKey(draft), draft);
  return draft;
}

/** Removes a draft that `storeLine` has stored: a form has stored its text, or the reader has typed on. */
export function removeLine(line: Submission): void {
  storeSubmission(submissionKey(line), null);
}
