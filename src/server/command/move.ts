import {MAX_PAGE_ID} from '../http/bounds.js';
import {defineCommand, UsageError} from './flags.js';
import {withCommandDatabase} from './open-command-store.js';
import {databasePackage, requirePackages} from './peers.js';
import {MOVE_FLAGS} from './transfer-flags.js';

const help = (
  options: string,
): string => `parley-comments move: gives a page another id, and takes its comments there

  parley-comments move https://paper.example/old https://paper.example/new --site paper.example

${options}

Where the new id has comments already, both are one thread. The old id goes on leading to them: for whoever reads, writes,
counts or follows. It may be moved back.
An embedded database serves one process: stop the server first. With PostgreSQL it may go on.`;

/** Moves a page's comments to its new id. Throws `UsageError` and `SetupError`. */
export const runMove = defineCommand(MOVE_FLAGS, help, async (given) => {
  const [from, to, unexpected] = given.positionals;
  if (!from || !to) throw new UsageError('Missing page ids; usage: move FROM TO.');
  if (unexpected !== undefined) throw new UsageError(`move takes two page ids, and no "${unexpected}".`);
  const site = given.required('site');
  requirePackages([databasePackage(given.one('database'))]);
  if (Array.from(to).length > MAX_PAGE_ID) {
    throw new UsageError(`A page id has ${String(MAX_PAGE_ID)} characters at most.`);
  }
  const {movePage} = await import('../store/moving/move-page.js');
  await withCommandDatabase(given, 'current', async (database) => {
    const {comments, joined} = await movePage(database, {site, from, to});
    const where = joined ? ', to those that were there' : '';
    process.stdout.write(
      `Moved ${comments.toLocaleString('en')} comments${where}. The old id leads to them.\n`,
    );
  });
});
