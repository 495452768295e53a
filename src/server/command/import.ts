import {describeFlags, readFlags, UsageError} from './flags.js';
import {openCommandDatabase} from './open-command-store.js';
import {databasePackage, requirePackages} from './peers.js';
import {IMPORT_FLAGS} from './transfer-flags.js';

const HELP = `parley-comments import: brings comments from a file into a site

  parley-comments import --site paper.example paper.ndjson
  parley-comments import --site paper.example --from wordpress paper.xml
  parley-comments import --site paper.example --from disqus paper.xml

${describeFlags(IMPORT_FLAGS)}

It may be run again, whatever stopped it and however often: comments that are there are not imported twice.
An embedded database serves one process: stop the server first. With PostgreSQL it may go on.`;

/** Brings a file into a site, and says what came of it. Throws `UsageError` and `SetupError`. */
export async function runImport(
  commandLine: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  const given = readFlags(IMPORT_FLAGS, commandLine, environment);
  if (given.on('help')) {
    process.stdout.write(`${HELP}\n`);
    return;
  }
  const [path, stray] = given.positionals;
  if (path === undefined) throw new UsageError('Which file?');
  if (stray !== undefined) throw new UsageError(`import takes one file, and no "${stray}".`);
  const site = given.one('site');
  if (site === undefined) throw new UsageError('Into which site? --site NAME');
  requirePackages(['saxes', 'cli-progress', databasePackage(given.one('database'))]);

  const {importFile, SOURCES} = await import('../transfer/import.js');
  const {PAGE_ID_KINDS} = await import('../transfer/files/page-id.js');
  const {openSourceFile} = await import('../transfer/files/source-file.js');
  const {reportLines} = await import('../transfer/report.js');
  const {showProgress} = await import('./transfer-progress.js');
  const from = choice('from', SOURCES, given.one('from') ?? 'parley');
  const pageIds = choice('page-id', PAGE_ID_KINDS, given.one('page-id') ?? 'url');

  const file = await openSourceFile(path);
  const {database, digests} = await openCommandDatabase(given.one('database'), given.one('secret'));
  const display = showProgress(process.stderr);
  try {
    const report = await importFile({
      ...{database, site, file, from, pageIds, digests},
      dryRun: given.on('dry-run'),
      progress: (progress) => {
        display.show(progress);
      },
    });
    display.end();
    process.stdout.write(`${reportLines(report).join('\n')}\n`);
  } finally {
    display.end();
    await database.close();
  }
}

function choice<Value extends string>(flag: string, values: readonly Value[], given: string): Value {
  const found = values.find((value) => value === given);
  if (found === undefined) throw new UsageError(`--${flag} takes ${values.join(', ')}, not "${given}".`);
  return found;
}
