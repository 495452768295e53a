import type {OpenQuery} from '../../../model/adapter.js';
import {CommentsError} from '../../../model/errors.js';
import type {Sort, ThreadFacts, ThreadPage, ThreadRef} from '../../../model/thread.js';
import {warnLater} from '../../../model/warn-later.js';
import type {Answer} from '../client.js';
import type {Item} from '../item.js';
import type {Post} from '../post-ids.js';
import {learn, type Site, type SiteViewer} from '../site.js';
import {withReplies, type Hidden} from './branches.js';
import {endOf, writeCursor, writeLiveCursor, type LivePlace} from './cursors.js';
import {gone} from './gone.js';
import {heldHere} from './held-here.js';
import {askComments, inOrder, itemsIn, leftAfter, MOST} from './lists.js';

/** 65,525 bytes: what the column holds, less what WordPress keeps back (`wp_get_comment_fields_max_lengths`). */
const BODY_LENGTH = 65_525;

/**
 * The first page. Roots and replies are asked for side by side: a hundred replies are all that most threads have.
 * Where there are more, one request for the replies to the page's roots follows. At most four requests in all.
 */
export async function openThread(
  site: Site,
  thread: ThreadRef,
  query: OpenQuery,
  signal: AbortSignal,
): Promise<ThreadPage> {
  const post = await site.posts.find(thread, signal);
  if (!post) return nowhere(site, thread);
  const limit = Math.min(MOST, Math.max(1, query.limit));
  const brought = embedded(post.id);
  if (brought === null) return askThread(site, post, {...query, limit}, signal);
  const {adopt} = await import('../plugin/adopt.js');
  // Once: who asks again wants to know what is new.
  const page = site.adopted.has(post.id)
    ? null
    : await adopt(site, post.id, brought, {...query, limit}, signal);
  site.adopted.add(post.id);
  if (page) return page;
  try {
    return await askThread(site, post, {...query, limit}, signal);
  } catch (reason) {
    // Where the API is not for everybody, or away, what the article brought with it is there all the same.
    signal.throwIfAborted();
    const carried = await adopt(site, post.id, brought, null, signal);
    if (carried) return carried;
    throw reason;
  }
}

/** The first page, by the API alone. */
async function askThread(site: Site, post: Post, query: OpenQuery, signal: AbortSignal): Promise<ThreadPage> {
  const {limit} = query;
  const [asked, replyAnswer, details, viewer] = await Promise.all([
    askRoots(site, post.id, query.sort, limit, signal),
    askComments(site, post.id, {parent_exclude: 0, ...inOrder('newest')}, signal),
    post.closed === undefined ? site.posts.details(post.id, signal) : post,
    site.viewer(signal),
  ]);
  const {sort, answer} = asked;
  const {facts, since} = await learnFacts(
    site,
    post.id,
    {details, viewer, answers: [answer, replyAnswer]},
    signal,
  );

  const roots = itemsIn(site, post.id, answer);
  const replies = itemsIn(site, post.id, replyAnswer);
  const moreRoots = leftAfter(answer, roots) > 0;
  const moreReplies = leftAfter(replyAnswer, replies) > 0;
  const known = [...roots, ...replies];
  const way =
    query.around === undefined
      ? []
      : await import('./around.js').then(({wayTo}) => wayTo(site, post.id, query.around, known, signal));
  const [top] = way;
  const isOffPage = top !== undefined && !roots.includes(top);
  const starts = isOffPage ? [...roots, top] : roots;
  const branches = moreReplies
    ? await import('./fetch-branches.js').then(({fetchBranches}) =>
        fetchBranches(site, post.id, starts, 1, signal),
      )
    : {items: moreRoots ? below(starts, replies) : replies, hidden: NONE};
  if (sort === 'oldest' && moreRoots && !moreReplies) {
    // Watching begins after the newest, which is on a later page.
    const newest = {parent: 0, per_page: 1, ...inOrder('newest')};
    known.push(...itemsIn(site, post.id, await askComments(site, post.id, newest, signal)));
  }
  const comments = withReplies([...starts, ...branches.items, ...way], branches.hidden);
  const isAll = !moreRoots && !moreReplies;
  const held = await heldHere(site, post.id, isAll ? comments : null, signal);
  const except = isOffPage && top.parent === 0 ? top.id : null;
  return {
    comments: [...comments, ...(isAll ? await gone(known) : []), ...held],
    next: moreRoots
      ? writeCursor(post.id, {kind: 'roots', sort, limit, place: endOf(roots, sort), except})
      : null,
    total: sum(answer, replyAnswer),
    live: writeLiveCursor(post.id, {...latest(known), ...(since !== undefined && {since})}),
    facts,
  };
}

const NONE: ReadonlyMap<number, Hidden> = new Map();

/** What is said of a thread whose post does not exist: nobody has written to it, and nobody can. */
function nowhere(site: Site, {pageId}: ThreadRef): ThreadPage {
  warnLater(({unknownPage}) => unknownPage(pageId));
  return {comments: [], next: null, total: 0, live: null, facts: factsOf(site, {closed: true, viewer: null})};
}

/** What the article's page brought with it. */
function embedded(post: number): string | null {
  const page = globalThis.document as Document | undefined;
  const script = page?.querySelector(`script[type="application/json"][data-parley-page="${String(post)}"]`);
  return script?.textContent ?? null;
}

interface Told {
  readonly details: Post | null;
  readonly viewer: SiteViewer | null;
  readonly answers: readonly Answer[];
}

/** What there is to know of the thread beside its comments. The plugin tells more than WordPress. */
async function learnFacts(
  site: Site,
  post: number,
  {details, viewer, answers}: Told,
  signal: AbortSignal,
): Promise<{facts: ThreadFacts; since?: string}> {
  if (site.client.plugin !== null && details !== null) {
    const {askFacts} = await import('../plugin/settings.js');
    return askFacts(site, post, signal);
  }
  const closed = details === null || details.closed === true;
  const badges = new Map(
    viewer?.listsUsers ? await (await import('./badges.js')).askBadges(site, answers, signal) : [],
  );
  const {authorBadge} = site.settings;
  if (details?.author !== undefined && authorBadge !== '') badges.set(details.author, authorBadge);
  learn(site, post, {closed, badges, moderates: viewer?.moderates ?? false});
  return {facts: factsOf(site, {closed, viewer})};
}

async function askRoots(
  site: Site,
  post: number,
  sort: Sort,
  limit: number,
  signal: AbortSignal,
): Promise<{sort: Sort; answer: Answer}> {
  const ask = (by: Sort): Promise<Answer> =>
    askComments(site, post, {parent: 0, per_page: limit, ...inOrder(by)}, signal);
  try {
    return {sort, answer: await ask(sort)};
  } catch (reason) {
    // WordPress itself counts no votes.
    const isUnknown = sort === 'top' && reason instanceof CommentsError && reason.code === 'unsupported';
    if (!isUnknown) throw reason;
    return {sort: 'newest', answer: await ask('newest')};
  }
}

/** Of all replies of a thread those below `roots`, at any depth. */
function below(roots: readonly Item[], replies: readonly Item[]): readonly Item[] {
  const answers = new Map<number, Item[]>();
  for (const reply of replies) answers.set(reply.parent, [...(answers.get(reply.parent) ?? []), reply]);
  const queue = [...roots];
  for (const {id} of queue) {
    queue.push(...(answers.get(id) ?? []));
    // A cycle leads here again.
    answers.delete(id);
  }
  return queue.slice(roots.length);
}

function sum(...answers: readonly Answer[]): number | null {
  return answers.reduce<number | null>(
    (total, answer) => (total === null || answer.total === null ? null : total + answer.total),
    0,
  );
}

function latest(items: readonly Item[]): LivePlace {
  const second = ({comment}: Item): string => comment.createdAt.slice(0, 19);
  const at = items.reduce<string | null>(
    (best, item) => (best === null || second(item) > best ? second(item) : best),
    null,
  );
  return {at, ids: items.filter((item) => second(item) === at).map(({id}) => id)};
}

function factsOf(
  {settings}: Site,
  {closed, viewer}: {closed: boolean; viewer: SiteViewer | null},
): ThreadFacts {
  return {
    closed: closed ? {} : null,
    sorts: ['newest', 'oldest'],
    limits: {bodyLength: BODY_LENGTH},
    posting: 'guest',
    guestFields: settings.guestFields,
    viewer: viewer?.viewer ?? null,
  };
}
