import {DatabaseError} from '../../database/database-error.js';

/** What was checked before a transaction is no longer what the database holds: it is to be checked again. */
export class StaleError extends Error {
  override readonly name = 'StaleError';
}

/** SQLSTATE for a row that refers to one that is not there: a page was moved, and its thread joined to another one. */
const FOREIGN_KEY_VIOLATION = '23503';

/** Attempts after concurrent changes of the settings, the thread or the comment. */
const MAX_ATTEMPTS = 5;

/** Repeats `work` while what it was based on changes concurrently. */
export async function retryStale<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (reason) {
      const isStale =
        reason instanceof StaleError ||
        (reason instanceof DatabaseError && reason.code === FOREIGN_KEY_VIOLATION);
      if (!isStale || attempt === MAX_ATTEMPTS) throw reason;
    }
  }
}
