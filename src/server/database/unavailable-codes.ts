/**
 * What says that a database cannot do something now, though it may in a moment: the server answers 503, and the client
 * may send the same again. Every other code is a fault of the server, which answers 500.
 *
 * SQLSTATE: PostgreSQL, appendix A. A key of two characters is a whole class.
 */
export const UNAVAILABLE_CODES: Readonly<Record<string, string>> = {
  '08': 'connection_exception: the connection could not be made, or was lost',
  '25006': 'read_only_sql_transaction: connected to a standby, in a failover',
  '25P02': 'in_failed_sql_transaction: the transaction was rolled back',
  '25P03': 'idle_in_transaction_session_timeout',
  '25P04': 'transaction_timeout',
  '40': 'transaction_rollback: serialization failures and deadlocks, repeated often enough',
  '53': 'insufficient_resources: too many connections, no memory, no space',
  '55P03': 'lock_not_available: lock_timeout',
  '57014': 'query_canceled: statement_timeout, or cancelled by the operator',
  '57P01': 'admin_shutdown: a restart, or pg_terminate_backend',
  '57P02': 'crash_shutdown: another process of the database crashed',
  '57P03': 'cannot_connect_now: starting, stopping or recovering',
  '57P05': 'idle_session_timeout',

  // The system's codes (errno(3), getaddrinfo(3)), as Node gives them.
  EAI_AGAIN: 'the name of the host could not be resolved now',
  ECONNABORTED: 'the connection was aborted',
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'the connection was reset',
  EHOSTDOWN: 'the host is down',
  EHOSTUNREACH: 'there is no way to the host',
  EMFILE: 'this process has too many files open',
  ENETDOWN: 'the network is down',
  ENETUNREACH: 'there is no way to the network',
  ENFILE: 'this machine has too many files open',
  ENOTFOUND: 'the name of the host is not known',
  EPIPE: 'the other end is closed',
  ETIMEDOUT: 'the other end does not answer',
};

/** Whether a database that failed with this code may do the same in a moment. */
export function isUnavailable(code: string | null): boolean {
  if (code === null) return false;
  const isSqlState = /^[\dA-Z]{5}$/.test(code);
  return (
    Object.hasOwn(UNAVAILABLE_CODES, code) ||
    (isSqlState && Object.hasOwn(UNAVAILABLE_CODES, code.slice(0, 2)))
  );
}
