import {MIN_SECRET_LENGTH} from '../identity/digests.js';
import {variableOf, type Flags} from './flags.js';

/** The default folder of an embedded database. */
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
      `Key for pseudonyms and e-mail encryption; at least ${String(MIN_SECRET_LENGTH)} characters, always the same. Needed with PostgreSQL;\n` +
      `an embedded database makes one and keeps it in its folder. Better in ${variableOf('secret')} than on a command line.`,
  },
} as const satisfies Flags;
