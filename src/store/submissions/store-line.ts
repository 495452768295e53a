import {storeSubmission, submissionKey} from '../../storage/stored-submission.js';
import type {Submission} from './submission.js';

// A draft that is written before the code for drafts has come, in its own record shape: `SubmissionRecords` finds it later.

/** A draft as far as whoever writes one knows it. */
type Line = Pick<Submission, 'id' | 'place' | 'text' | 'format' | 'awaitsSignIn'>;

/** Stores a draft synchronously, as the page may be about to go. Nothing happens where the device refuses. */
export function storeLine(line: Line): void {
  const draft: Submission = {
    ...line,
    status: 'draft',
    order: 1,
    savedAt: Date.now(),
    replaces: [],
    attempt: null,
    commentId: null,
  };
  storeSubmission(submissionKey(line), draft);
}

/** Removes a draft that `storeLine` has stored: its text is in a form. */
export function removeLine(line: Pick<Line, 'id' | 'place'>): void {
  storeSubmission(submissionKey(line), null);
}
