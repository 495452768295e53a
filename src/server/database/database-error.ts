/**
 * A statement that failed, or a database that did not answer. It carries neither parameters nor the rows that the
 * database quotes in its details: these hold what readers wrote.
 */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  /** SQLSTATE, or the system's code for a connection that failed, such as `ECONNREFUSED`; null when there is none. */
  readonly code: string | null;

  constructor(message: string, code: string | null) {
    super(message);
    this.code = code;
  }

  /** Gives `reason` back if it is a `DatabaseError`, else what a driver's error says without anybody's data. */
  static from(reason: unknown): DatabaseError {
    if (reason instanceof DatabaseError) return reason;
    if (!(reason instanceof Error)) return new DatabaseError(String(reason), null);
    const {code} = reason as {code?: unknown};
    return new DatabaseError(reason.message || reason.name, typeof code === 'string' ? code : null);
  }
}
