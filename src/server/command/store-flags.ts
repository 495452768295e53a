import {MIN_SECRET_LENGTH} from '../identity/digests.js';
import {variableOf, type Flags} from './flags.js';

/** Where an embedded database is kept when nothing else is said. */
export const DEFAULT_FOLDER = './.parley/data';

/** What every command needs that opens the store. */
export const STORE_FLAGS = {
  database: {
    value: 'ADDRESS',
    summary: `postgres://USER:PASSWORD@HOST/NAME, or a folder for the embedded database (default ${DEFAULT_FOLDER})`,
  },
  secret: {
    value: 'TEXT',
    summary:
      `Keys what is kept of people; at least ${String(MIN_SECRET_LENGTH)} characters, always the same. Needed with PostgreSQL;\n` +
      `an embedded database makes one and keeps it in its folder. Better in ${variableOf('secret')} than on a command line.`,
  },
} as const satisfies Flags;
