import type {ThreadRef} from '../../../model/thread.js';
import type {Queries} from '../../database/database.js';
import {publishChanges, THREAD_KEYS, type ChangedThread} from '../../live/change-bus.js';
import type {Actor} from '../actor.js';
import {siteId, type StoreContext} from '../context.js';
import {requireModerator} from '../people/viewer-context.js';
import type {ThreadName} from '../store.js';
import {updatePageName} from '../thread-page.js';
import {ensureThread, readThread} from '../thread-state.js';
import {lockThread} from '../writing/thread-changes.js';
import {writeLog} from './audit-log.js';

/** Sets the address and title of a thread's page, which then take precedence over its comments', and logs it. */
export async function setPage(context: StoreContext, thread: ThreadRef, actor: Actor): Promise<void> {
  const {url, title} = thread;
  await name(context, thread, actor, {action: 'set-page', details: {url, title}}, (queries, id) =>
    queries.query(
      'UPDATE threads SET given_url = $2, given_title = $3, page_pinned = true WHERE id = $1::bigint',
      [id, url, title],
    ),
  );
}

/** Lets comments set it again; until one does, the moderator's values stay. */
export async function unsetPage(context: StoreContext, thread: ThreadName, actor: Actor): Promise<void> {
  await name(context, thread, actor, {action: 'unset-page'}, (queries, id) =>
    queries.query('UPDATE threads SET page_pinned = false WHERE id = $1::bigint', [id]),
  );
}

async function name(
  context: StoreContext,
  thread: ThreadName,
  actor: Actor,
  entry: {readonly action: string; readonly details?: object},
  change: (queries: Queries, id: string) => Promise<unknown>,
): Promise<void> {
  const of = siteId(context, thread.site);
  requireModerator(actor);
  await context.database.transaction(async (queries) => {
    const state = await readThread(queries, context, thread);
    const id = await ensureThread(queries, context, state, thread);
    await lockThread(queries, id);
    await change(queries, id);
    await updatePageName(queries, id);
    // Every permalink is another one now.
    const changed = await queries.query<ChangedThread>(
      `WITH thread AS (UPDATE threads SET facts = facts + 1 WHERE id = $1::bigint RETURNING id, key, revision)
       SELECT followed_key, revision FROM ${THREAD_KEYS}`,
      [id],
    );
    await publishChanges(queries, changed);
    await writeLog(queries, context, of, actor, {...entry, target: thread.pageId});
  });
}
