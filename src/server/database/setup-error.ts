/**
 * Something that the operator must correct before the server can run: a missing package, a folder in use, a database of a
 * newer version. The message says what; a stack trace is not needed.
 */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}
