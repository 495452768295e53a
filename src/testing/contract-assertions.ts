import type {CommentsErrorCode} from '../model/error-codes.js';
import {CommentsError, isAbort} from '../model/errors.js';

/** Throws unless both are equal as JSON. `what` names the value in the message: "the total". */
export function assertEqual(actual: unknown, expected: unknown, what: string): void {
  const [is, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (is !== wanted) throw new Error(`Expected ${what} to be ${excerpt(wanted)}, but got ${excerpt(is)}.`);
}

/** Throws unless `condition` is true. `claim` is a sentence that states the condition. */
export function assert(condition: unknown, claim: string): asserts condition {
  if (!condition) throw new Error(`Assertion failed: ${claim}`);
}

/** Throws unless `promise` rejects with a `CommentsError` of this code; returns the error. */
export async function assertFails(
  promise: Promise<unknown>,
  code: CommentsErrorCode,
  what: string,
): Promise<CommentsError> {
  const reason = await rejectionOf(promise, `${what} should fail as ${code}`);
  if (!(reason instanceof CommentsError)) {
    throw new Error(`${what} should fail with a CommentsError (${code}), but threw ${String(reason)}.`);
  }
  assertEqual(reason.code, code, `the code with which ${what} fails`);
  return reason;
}

/** Throws unless `promise` rejects with an `AbortError`. */
export async function assertAborts(promise: Promise<unknown>, what: string): Promise<void> {
  const reason = await rejectionOf(promise, `${what} should reject with an AbortError`);
  if (!isAbort(reason))
    throw new Error(`${what} should reject with an AbortError, but threw ${String(reason)}.`);
}

async function rejectionOf(promise: Promise<unknown>, expectation: string): Promise<unknown> {
  let answer: unknown;
  try {
    answer = await promise;
  } catch (reason) {
    return reason;
  }
  throw new Error(`${expectation}, but resolved to ${excerpt(JSON.stringify(answer))}.`);
}

function excerpt(text: string | undefined): string {
  return text === undefined ? 'undefined' : text.length > 300 ? `${text.slice(0, 300)}...` : text;
}
