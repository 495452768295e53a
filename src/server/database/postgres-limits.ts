/** The limits of a process's use of PostgreSQL. Times are in milliseconds. */
export interface PostgresLimits {
  /** How many connections at most, the one that listens not counted. */
  readonly connections: number;
  /** How many operations may wait for a connection; more are refused at once. */
  readonly queue: number;
  /** How long it waits for a connection, be it a free one or one that is made. */
  readonly connectMs: number;
  /** How long a statement may take, and a transaction idle; waiting for a lock, `MAX_LOCK_MS` at most. 0: any time. */
  readonly statementMs: number;
}

/** The defaults. */
export const DEFAULT_POSTGRES_LIMITS: PostgresLimits = {
  connections: 10,
  queue: 500,
  connectMs: 5_000,
  statementMs: 5_000,
};

/** A lock that is held for longer blocks all writers of a thread: an error is better than a queue. */
const MAX_LOCK_MS = 3_000;

/** For how long after `statementMs` an answer may still arrive before the connection is taken for dead. */
const ANSWER_GRACE_MS = 1_000;

/** PostgreSQL's own limits, as `pg` passes them on. */
export function sessionLimits({statementMs}: PostgresLimits) {
  if (statementMs === 0) return {};
  return {
    statement_timeout: statementMs,
    lock_timeout: Math.min(statementMs, MAX_LOCK_MS),
    // A transaction whose client the network has cut off holds its locks no longer than this.
    idle_in_transaction_session_timeout: statementMs,
  };
}

/** How long to wait for the answer to a statement; 0 for any time. */
export function answerMs({statementMs}: PostgresLimits): number {
  return statementMs === 0 ? 0 : statementMs + ANSWER_GRACE_MS;
}
