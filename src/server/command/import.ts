import {createInterface} from 'node:readline/promises';
import type {Database} from '../database/database.js';
import {SetupError} from '../database/setup-error.js';
import type {ImportedPage} from '../transfer/report.js';
import {defineCommand, UsageError} from './flags.js';
import {withCommandDatabase} from './open-command-store.js';
import {databasePackage, requirePackages} from './peers.js';
import {IMPORT_FLAGS} from './transfer-flags.js';

const help = (options: string): string => `parley-comments import: brings comments from a file into a site

  parley-comments import --site paper.example paper.ndjson
  parley-comments import --site paper.example --from wordpress paper.xml
  parley-comments import --site paper.example --from disqus paper.xml --dry-run

${options}

It may be run again, whatever stopped it and however often: comments that are there are not imported twice.
An embedded database serves one process: stop the server first. With PostgreSQL it may go on.`;

/** Imports a file into a site, and prints a report. Throws `UsageError` and `SetupError`. */
export const runImport = defineCommand(IMPORT_FLAGS, help, async (given) => {
  const [path, unexpected] = given.positionals;
  if (path === undefined) throw new UsageError('Missing the file to import.');
  if (unexpected !== undefined) throw new UsageError(`import takes one file, and no "${unexpected}".`);
  const site = given.required('site');
  requirePackages(['saxes', 'cli-progress', 'typebox', databasePackage(given.one('database'))]);

  const {importFile, SOURCES} = await import('../transfer/import.js');
  const {PAGE_ID_KINDS} = await import('../transfer/files/page-id.js');
  const {openSourceFile} = await import('../transfer/files/source-file.js');
  const {readExpectedPages, readPageMap} = await import('../transfer/files/page-lists.js');
  const {readOffset} = await import('../transfer/files/utc-offset.js');
  const {pageLines, reportLines} = await import('../transfer/report.js');
  const {showProgress} = await import('./transfer-progress.js');
  const from = choice('from', SOURCES, given.one('from') ?? 'parley');
  const pageIds = choice('page-id', PAGE_ID_KINDS, given.one('page-id') ?? 'url');

  const offset = given.one('utc-offset');
  const utcOffset = offset === undefined ? null : readOffset(offset);
  if (offset !== undefined && utcOffset === null) {
    throw new UsageError(`--utc-offset takes an offset such as +02:00, not "${offset}".`);
  }
  const dryRun = given.on('dry-run');
  const file = await openSourceFile(path);
  const listed = async <List>(flag: 'map' | 'pages', read: (from: typeof file) => Promise<List>) => {
    const name = given.one(flag);
    return name === undefined ? null : read(await openSourceFile(name));
  };
  const map = await listed('map', readPageMap);
  const expected = await listed('pages', readExpectedPages);
  await withCommandDatabase(given, dryRun ? 'new' : 'upgrade', async (database, digests) => {
    const display = showProgress(process.stderr);
    const pages: ImportedPage[] = [];
    try {
      if (!dryRun && !given.on('create-site') && !given.on('yes')) await confirmNewSite(database, site);
      const report = await importFile({
        ...{database, site, file, from, pageIds, digests, map, expected, utcOffset, dryRun},
        page: (page) => {
          if (dryRun) pages.push(page);
        },
        progress: (progress) => {
          display.show(progress);
        },
      });
      display.end();
      process.stdout.write(`${[...reportLines(report), ...pageLines(pages)].join('\n')}\n`);
    } finally {
      display.end();
    }
  });
});

/** Asks for confirmation before a site is created, because the name may be a typing error. Throws `SetupError` without it. */
async function confirmNewSite(database: Database, site: string): Promise<void> {
  const {findSite, unknownSite} = await import('../transfer/sites.js');
  const {isThere, nearest} = await findSite(database, site);
  if (isThere) return;
  const what = unknownSite(site, nearest);
  if (!process.stdin.isTTY) throw new SetupError(`${what} To make it give --create-site.`);
  const asking = createInterface({input: process.stdin, output: process.stderr});
  const answer = await asking.question(`${what} Make it? [y/N] `).finally(() => {
    asking.close();
  });
  if (!/^y(?:es)?$/i.test(answer.trim())) throw new SetupError('Nothing was imported.');
}

function choice<Value extends string>(flag: string, values: readonly Value[], given: string): Value {
  const found = values.find((value) => value === given);
  if (found === undefined) throw new UsageError(`--${flag} takes ${values.join(', ')}, not "${given}".`);
  return found;
}
