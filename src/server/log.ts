/** Where the server writes what it does. A pino logger is one. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Logs nothing. */
export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** What a log may hold of an error: no fields of it, for a database puts values of rows there. */
export function describeError(error: unknown): object {
  if (!(error instanceof Error)) return {type: typeof error};
  const {name, message, stack, cause} = error;
  const {code} = error as {code?: unknown};
  return {
    name,
    message,
    ...(typeof code === 'string' && {code}),
    stack,
    ...(cause !== undefined && {cause: describeError(cause)}),
  };
}
