import {SetupError} from '../database/setup-error.js';
import {defineCommand, UsageError} from './flags.js';
import {withCommandDatabase} from './open-command-store.js';
import {databasePackage, requirePackages} from './peers.js';
import {PEOPLE_FLAGS} from './transfer-flags.js';
import type {Actor} from '../store/actor.js';
import type {Person} from '../store/moderation.js';

const help = (
  options: string,
): string => `parley-comments people: gives out, or erases, all that is kept of one person

  parley-comments people export --site paper.example --email ada@example.com > ada.ndjson
  parley-comments people erase --site paper.example --comment 17 --by person

${options}

An embedded database serves one process: stop the server first. With PostgreSQL it may go on.`;

/** The name of the operator in the audit log. */
const OPERATOR: Actor = {
  user: {subject: 'command', name: '', role: 'moderator'},
  guest: null,
  address: '',
};

/** Exports or erases one person. Throws `UsageError` and `SetupError`. */
export const runPeople = defineCommand(PEOPLE_FLAGS, help, async (given) => {
  const [what, unexpected] = given.positionals;
  if (what !== 'export' && what !== 'erase')
    throw new UsageError('Missing the action; expected people export or people erase.');
  if (unexpected !== undefined) throw new UsageError(`people ${what} takes no "${unexpected}".`);
  const site = given.required('site');
  const person = personOf({
    user: given.one('user'),
    email: given.one('email'),
    comment: given.one('comment'),
    by: given.one('by'),
  });
  requirePackages([databasePackage(given.one('database'))]);
  const {openStore} = await import('../store/open-store.js');
  const {requireSite} = await import('../transfer/sites.js');
  const {CommentsError} = await import('../../model/errors.js');
  await withCommandDatabase(given, 'current', async (database, digests) => {
    try {
      await requireSite(database, site);
      const store = await openStore({database, digests, sites: [site]});
      if (what === 'export') {
        const records = await store.exportPerson(site, person, OPERATOR);
        process.stdout.write(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
      } else {
        const count = await store.erasePerson(site, person, OPERATOR);
        process.stdout.write(`Erased ${count.toLocaleString('en')} comments.\n`);
      }
    } catch (reason) {
      if (reason instanceof CommentsError && reason.code === 'not-found') {
        throw new SetupError(`The site “${site}” has no such comment.`);
      }
      throw reason;
    }
  });
});

function personOf({
  user,
  email,
  comment,
  by = 'comment',
}: Readonly<Record<'user' | 'email' | 'comment' | 'by', string | undefined>>): Person {
  if ([user, email, comment].filter((name) => name !== undefined).length !== 1) {
    throw new UsageError('Missing the person; give one of --user, --email and --comment.');
  }
  if (by !== 'comment' && by !== 'person') throw new UsageError(`--by takes comment or person, not "${by}".`);
  if (user !== undefined) return {userId: user};
  return email === undefined ? {commentId: comment ?? '', by} : {email};
}
