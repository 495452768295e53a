import {SHORTEST_SECRET} from '../identity/digests.js';
import {variableOf, type Flags} from './flags.js';

/** Where an embedded database is kept when nothing else is said. */
export const USUAL_FOLDER = './.parley/data';

/** What every command needs that opens the store. */
export const STORE_FLAGS = {
  database: {
    value: 'ADDRESS',
    summary: `postgres://USER:PASSWORD@HOST/NAME, or a folder for the embedded database (default ${USUAL_FOLDER})`,
  },
  secret: {
    value: 'TEXT',
    summary:
      `Keys what is kept of people; at least ${String(SHORTEST_SECRET)} characters, always the same. Needed with PostgreSQL;\n` +
      `an embedded database makes one and keeps it in its folder. Better in ${variableOf('secret')} than on a command line.`,
  },
} as const satisfies Flags;
