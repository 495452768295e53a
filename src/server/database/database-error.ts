import {isUnavailable} from './unavailable-codes.js';

/**
 * A statement that failed, or a database that did not answer. It carries neither parameters nor the rows that the
 * database quotes in its details: these hold what readers wrote.
 */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  /** SQLSTATE, or the system's code for a connection that failed, such as `ECONNREFUSED`; null when there is none. */
  readonly code: string | null;
  /**
   * Whether the same may succeed in a moment, because the database could not be reached, or had no time or room. What was
   * begun may have been carried out all the same: the answer to a COMMIT can be lost.
   */
  readonly unavailable: boolean;

  /** `unavailable` is that of `isUnavailable(code)` by default. */
  constructor(message: string, code: string | null, unavailable: boolean = isUnavailable(code)) {
    super(message);
    this.code = code;
    this.unavailable = unavailable;
  }

  /** Returns `reason` if it is a `DatabaseError`, else the driver's error without personal data. */
  static from(reason: unknown, unavailable?: boolean): DatabaseError {
    if (reason instanceof DatabaseError) return reason;
    if (!(reason instanceof Error)) return new DatabaseError(String(reason), null, unavailable);
    const {code} = reason as {code?: unknown};
    return new DatabaseError(
      reason.message || reason.name,
      typeof code === 'string' ? code : null,
      unavailable,
    );
  }
}
