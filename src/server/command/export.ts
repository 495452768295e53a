import {Readable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import {defineCommand, UsageError} from './flags.js';
import {withCommandDatabase} from './open-command-store.js';
import {databasePackage, requirePackages} from './peers.js';
import {EXPORT_FLAGS} from './transfer-flags.js';

const help = (
  options: string,
): string => `parley-comments export: writes all that a site has, as one JSON object a line

  parley-comments export --site paper.example > paper.ndjson

${options}

Settings, policies, blocks, threads and comments, held ones too. parley-comments import reads it into any database.
An embedded database serves one process: stop the server first. With PostgreSQL it may go on.`;

/** Writes a site to the standard output. Throws `UsageError` and `SetupError`. */
export const runExport = defineCommand(EXPORT_FLAGS, help, async (given) => {
  const [unexpected] = given.positionals;
  if (unexpected !== undefined) throw new UsageError(`export takes no "${unexpected}".`);
  const site = given.required('site');
  requirePackages([databasePackage(given.one('database'))]);
  const {exportLines} = await import('../transfer/export.js');
  await withCommandDatabase(given, 'current', async (database, digests) => {
    try {
      const emails = given.on('with-emails') ? digests : null;
      await pipeline(Readable.from(exportLines({database, site, emails})), process.stdout, {end: false});
    } catch (error) {
      // Whoever reads has seen enough, such as `head`.
      if ((error as {code?: unknown}).code !== 'EPIPE') throw error;
    }
  });
});
