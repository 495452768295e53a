import type {Database, Queries} from '../../../src/server/database/database.js';

/** A database that stops before one statement, so that others can come in between. */
export interface PausingDatabase {
  readonly database: Database;
  /** Kept once the statement is about to be run for the first time. */
  readonly reached: Promise<void>;
  /** Lets it run. */
  resume(): void;
}

/** Stops before the first statement that `pattern` matches, and at no later one. */
export function pauseBefore(database: Database, pattern: RegExp): PausingDatabase {
  const reached = signal();
  const resumed = signal();
  let waits = true;
  const pausing = (queries: Queries): Queries => ({
    async query(statement, parameters) {
      if (waits && pattern.test(statement)) {
        waits = false;
        reached.send();
        await resumed.sent;
      }
      return queries.query(statement, parameters);
    },
  });
  return {
    database: {
      ...pausing(database),
      transaction: (work, options) => database.transaction((queries) => work(pausing(queries)), options),
      listen: (channel, onNotify, onGap) => database.listen(channel, onNotify, onGap),
      close: () => database.close(),
    },
    reached: reached.sent,
    resume: () => {
      resumed.send();
    },
  };
}

/** Calls `step` after each transaction, outside of it. */
export function afterTransactions(database: Database, step: () => Promise<void>): Database {
  return {
    query: (statement, parameters) => database.query(statement, parameters),
    async transaction(work, options) {
      const result = await database.transaction(work, options);
      await step();
      return result;
    },
    listen: (channel, onNotify, onGap) => database.listen(channel, onNotify, onGap),
    close: () => database.close(),
  };
}

/** Waits until `done` is kept, or some session waits for another one's lock. */
export async function settledOrBlocked(database: Database, done: Promise<unknown>): Promise<void> {
  let isDone = false;
  void done.catch(() => undefined).finally(() => (isDone = true));
  for (;;) {
    const [row] = await database.query<{blocked: boolean}>(
      `SELECT EXISTS (
         SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
       ) AS blocked`,
    );
    if (isDone || row?.blocked) return;
  }
}

function signal(): {readonly sent: Promise<void>; readonly send: () => void} {
  let send = (): void => undefined;
  const sent = new Promise<void>((resolve) => {
    send = resolve;
  });
  return {
    sent,
    send: () => {
      send();
    },
  };
}
