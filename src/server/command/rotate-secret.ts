import {requireTables} from '../database/migrate.js';
import {isServerAddress} from '../database/open-database.js';
import {replaceLostSecret, rotateSecret} from '../store/secret.js';
import {storedSecret, replaceStoredSecret, requireSecret} from './command-secret.js';
import {defineCommand, UsageError, variableOf, type Flags} from './flags.js';
import {openNamedDatabase, requireFolder, upgradeSchema} from './open-command-store.js';
import {databasePackage, requirePackages} from './peers.js';
import {STORE_FLAGS, DEFAULT_FOLDER} from './store-flags.js';

const FLAGS = {
  database: STORE_FLAGS.database,
  secret: {
    value: 'TEXT',
    summary:
      'The secret from now on. Needed with PostgreSQL; an embedded database makes one and keeps it in its folder.\n' +
      `Better in ${variableOf('secret')} than on a command line.`,
  },
  'old-secret': {
    value: 'TEXT',
    summary: `The secret until now (default: the one in the folder). Better in ${variableOf('old-secret')}`,
  },
  lost: {
    summary:
      'The old one is lost: takes away what is of no use without it. E-mail addresses, blocks of guests and of addresses\n' +
      'are gone for good, and guests no longer own what they wrote',
  },
  help: {summary: 'Shows this help'},
} as const satisfies Flags;

const help = (
  options: string,
): string => `parley-comments rotate-secret: puts another secret in the place of the one that a database is used with

  PARLEY_OLD_SECRET=… PARLEY_SECRET=… parley-comments rotate-secret --database postgres://…

${options}

Guests go on owning what they wrote, and blocks go on holding. E-mail addresses are encrypted anew. Stop all servers first,
and start them with the new secret. It may be run again, whatever stopped it: it does the rest.`;

/** Changes the secret of a database, and prints the result. Throws `UsageError` and `SetupError`. */
export const runRotateSecret = defineCommand(FLAGS, help, async (given) => {
  const [unexpected] = given.positionals;
  if (unexpected !== undefined) throw new UsageError(`rotate-secret takes no "${unexpected}".`);
  const name = given.one('database') ?? DEFAULT_FOLDER;
  const [next, old] = [given.one('secret'), given.one('old-secret')];
  const isLost = given.on('lost');
  if (isLost && old !== undefined) throw new UsageError('--lost cannot be combined with --old-secret.');
  if (!isLost && old === undefined && isServerAddress(name)) {
    throw new UsageError(`Which secret until now? ${variableOf('old-secret')}, or --lost.`);
  }
  requireSecret(name, next);
  requirePackages([databasePackage(name)]);
  await requireFolder(name);

  const database = await openNamedDatabase(name, {limits: {statementMs: 0}});
  try {
    await requireTables(database);
    await upgradeSchema(database);
    const present = isLost ? null : (old ?? (await storedSecret(name, database)));
    const work = async (secret: string): Promise<void> => {
      if (present === null) {
        await replaceLostSecret(database, secret);
        process.stdout.write('The secret was replaced. E-mail addresses and blocks of guests are gone.\n');
      } else {
        const count = await rotateSecret(database, present, secret);
        process.stdout.write(
          `The secret was changed. E-mail addresses that were encrypted anew: ${String(count)}.\n`,
        );
      }
    };
    await (isServerAddress(name) ? work(next ?? '') : replaceStoredSecret(name, next, work));
  } finally {
    await database.close();
  }
});
