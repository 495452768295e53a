import {Readable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import {describeFlags, readFlags, UsageError} from './flags.js';
import {openCommandDatabase} from './open-command-store.js';
import {databasePackage, requirePackages} from './peers.js';
import {EXPORT_FLAGS} from './transfer-flags.js';

const HELP = `parley-comments export: writes all that a site has, as one JSON object a line

  parley-comments export --site paper.example > paper.ndjson

${describeFlags(EXPORT_FLAGS)}

Settings, policies, blocks, threads and comments, held ones too. parley-comments import reads it into any database.
An embedded database serves one process: stop the server first. With PostgreSQL it may go on.`;

/** Writes a site to the standard output. Throws `UsageError` and `SetupError`. */
export async function runExport(
  commandLine: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  const given = readFlags(EXPORT_FLAGS, commandLine, environment);
  if (given.on('help')) {
    process.stdout.write(`${HELP}\n`);
    return;
  }
  const [unexpected] = given.positionals;
  if (unexpected !== undefined) throw new UsageError(`export takes no "${unexpected}".`);
  const site = given.one('site');
  if (site === undefined) throw new UsageError('Missing --site NAME.');
  requirePackages([databasePackage(given.one('database'))]);
  const {exportLines} = await import('../transfer/export.js');
  const {database, digests} = await openCommandDatabase(
    given.one('database'),
    given.one('secret'),
    'current',
  );
  try {
    const emails = given.on('with-emails') ? digests : null;
    await pipeline(Readable.from(exportLines({database, site, emails})), process.stdout, {end: false});
  } catch (error) {
    // Whoever reads has seen enough, such as `head`.
    if ((error as {code?: unknown}).code !== 'EPIPE') throw error;
  } finally {
    await database.close();
  }
}
