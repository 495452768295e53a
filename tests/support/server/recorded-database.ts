import type {Database, Queries} from '../../../src/server/database/database.js';

/** A database that notes each statement it is sent, those that begin and end transactions too. Closing it closes nothing. */
export function recordedDatabase(database: Database, statements: string[]): Database {
  const recorded = (queries: Queries): Queries => ({
    query: (statement, parameters) => {
      statements.push(statement);
      return queries.query(statement, parameters);
    },
  });
  return {
    ...recorded(database),
    async transaction(work, options) {
      statements.push('BEGIN');
      const result = await database.transaction((queries) => work(recorded(queries)), options);
      statements.push('COMMIT');
      return result;
    },
    listen: (channel, onNotify, onGap) => database.listen(channel, onNotify, onGap),
    close: async () => undefined,
  };
}
