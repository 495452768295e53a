/**
 * What whoever starts the server has to put right before it can run: a package that is missing, a folder in use, a
 * database that a newer version has written. The message says so in plain words, and needs no stack trace.
 */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}
