import type {OpenQuery} from '../../../model/adapter.js';
import {CommentsError} from '../../../model/errors.js';
import type {Sort, ThreadFacts, ThreadPage, ThreadRef} from '../../../model/thread.js';
import {warnLater} from '../../../model/warn-later.js';
import type {ApiResponse} from '../api-client.js';
import type {CommentItem} from '../comment-item.js';
import type {Post} from '../post.js';
import {updatePostContext, type Site, type SiteViewer} from '../site.js';
import {withReplies, type HiddenReplies} from './branches.js';
import {endPosition, writeCursor, writeLiveCursor, type LivePosition} from './cursors.js';
import {missingParents} from './missing-parents.js';
import {ownHeldComments} from './own-held-comments.js';
import {fetchPostDetails} from './fetch-post-details.js';
import {fetchComments, orderParameters, readItems, remainingAfter} from './lists.js';

/** The column's size minus WordPress's reserve (`wp_get_comment_fields_max_lengths`). */
const MAX_BODY_BYTES = 65_525;

/**
 * The first page, from the API alone. Top-level comments and replies are requested in parallel: most threads have no more than
 * a hundred replies. Where there are more, another request fetches those of the page. Four requests at most.
 */
export async function fetchThread(
  site: Site,
  post: Post,
  query: OpenQuery,
  signal: AbortSignal,
): Promise<ThreadPage> {
  const {limit} = query;
  const [rootsAnswer, replyAnswer, details, viewer] = await Promise.all([
    fetchRoots(site, post.id, query.sort, limit, signal),
    fetchComments(site, post.id, {parent_exclude: 0, ...orderParameters('newest')}, signal),
    post.closed === undefined ? fetchPostDetails(site.client, post.id, signal) : post,
    site.viewer(signal),
  ]);
  const {sort, answer} = rootsAnswer;
  const {facts, since} = await loadThreadInfo(
    site,
    post.id,
    {details, viewer, answers: [answer, replyAnswer]},
    signal,
  );

  const roots = readItems(site, post.id, answer);
  const replies = readItems(site, post.id, replyAnswer);
  const moreRoots = remainingAfter(answer, roots) > 0;
  const moreReplies = remainingAfter(replyAnswer, replies) > 0;
  const known = [...roots, ...replies];
  const ancestors =
    query.around === undefined
      ? []
      : await import('./fetch-ancestors.js').then(({fetchAncestors}) =>
          fetchAncestors(site, post.id, query.around, known, signal),
        );
  const [top] = ancestors;
  const isOffPage = top !== undefined && !roots.includes(top);
  const starts = isOffPage ? [...roots, top] : roots;
  const branches = moreReplies
    ? await import('./fetch-branches.js').then(({fetchBranches}) =>
        fetchBranches(site, post.id, starts, 1, signal),
      )
    : {items: moreRoots ? descendantsOf(starts, replies) : replies, hidden: NOTHING_HIDDEN};
  if (sort === 'oldest' && moreRoots && !moreReplies) {
    // Watching starts after the newest comment, which is on a later page.
    const newest = {parent: 0, per_page: 1, ...orderParameters('newest')};
    known.push(...readItems(site, post.id, await fetchComments(site, post.id, newest, signal)));
  }
  const comments = withReplies([...starts, ...branches.items, ...ancestors], branches.hidden);
  const isAll = !moreRoots && !moreReplies;
  const held = await ownHeldComments(site, post.id, isAll ? comments : null, signal);
  const except = isOffPage && top.parent === 0 ? top.id : null;
  return {
    comments: [...comments, ...(isAll ? await missingParents(known) : []), ...held],
    next: moreRoots
      ? writeCursor(post.id, {kind: 'roots', sort, limit, place: endPosition(roots, sort), except})
      : null,
    total: totalOf(answer, replyAnswer),
    live: writeLiveCursor(post.id, {...latestPosition(known), ...(since !== undefined && {since})}),
    facts,
  };
}

const NOTHING_HIDDEN: ReadonlyMap<number, HiddenReplies> = new Map();

/** The thread of a post that does not exist: empty and closed. */
export function emptyThread(site: Site, {pageId}: ThreadRef): ThreadPage {
  warnLater(({unknownPage}) => unknownPage(pageId));
  return {
    comments: [],
    next: null,
    total: 0,
    live: null,
    facts: threadInfoOf(site, {closed: true, viewer: null}),
  };
}

interface ThreadAnswers {
  readonly details: Post | null;
  readonly viewer: SiteViewer | null;
  readonly answers: readonly ApiResponse[];
}

/** Loads the thread info; the plugin has more of it than WordPress. */
async function loadThreadInfo(
  site: Site,
  post: number,
  {details, viewer, answers}: ThreadAnswers,
  signal: AbortSignal,
): Promise<{facts: ThreadFacts; since?: string}> {
  if (site.client.plugin !== null && details !== null) {
    const {fetchThreadInfo} = await import('../plugin/settings.js');
    return fetchThreadInfo(site, post, signal);
  }
  const closed = details === null || details.closed === true;
  const badges = new Map(
    viewer?.canListUsers ? await (await import('./badges.js')).fetchBadges(site, answers, signal) : [],
  );
  const {authorBadge} = site.settings;
  if (details?.author !== undefined && authorBadge !== '') badges.set(details.author, authorBadge);
  updatePostContext(site, post, {closed, badges, isModerator: viewer?.isModerator ?? false});
  return {facts: threadInfoOf(site, {closed, viewer})};
}

async function fetchRoots(
  site: Site,
  post: number,
  sort: Sort,
  limit: number,
  signal: AbortSignal,
): Promise<{sort: Sort; answer: ApiResponse}> {
  const ask = (by: Sort): Promise<ApiResponse> =>
    fetchComments(site, post, {parent: 0, per_page: limit, ...orderParameters(by)}, signal);
  try {
    return {sort, answer: await ask(sort)};
  } catch (reason) {
    // WordPress itself has no votes.
    const isUnknown = sort === 'top' && reason instanceof CommentsError && reason.code === 'unsupported';
    if (!isUnknown) throw reason;
    return {sort: 'newest', answer: await ask('newest')};
  }
}

/** All descendants of `roots` among a thread's replies. */
function descendantsOf(
  roots: readonly CommentItem[],
  replies: readonly CommentItem[],
): readonly CommentItem[] {
  const answers = new Map<number, CommentItem[]>();
  for (const reply of replies) answers.set(reply.parent, [...(answers.get(reply.parent) ?? []), reply]);
  const queue = [...roots];
  for (const {id} of queue) {
    queue.push(...(answers.get(id) ?? []));
    // Ends cycles.
    answers.delete(id);
  }
  return queue.slice(roots.length);
}

function totalOf(...answers: readonly ApiResponse[]): number | null {
  return answers.reduce<number | null>(
    (total, answer) => (total === null || answer.total === null ? null : total + answer.total),
    0,
  );
}

function latestPosition(items: readonly CommentItem[]): LivePosition {
  const second = ({comment}: CommentItem): string => comment.createdAt.slice(0, 19);
  const at = items.reduce<string | null>(
    (best, item) => (best === null || second(item) > best ? second(item) : best),
    null,
  );
  return {at, ids: items.filter((item) => second(item) === at).map(({id}) => id)};
}

function threadInfoOf(
  {settings}: Site,
  {closed, viewer}: {closed: boolean; viewer: SiteViewer | null},
): ThreadFacts {
  return {
    closed: closed ? {} : null,
    sorts: ['newest', 'oldest'],
    limits: {bodyLength: MAX_BODY_BYTES},
    posting: 'guest',
    guestFields: settings.guestFields,
    viewer: viewer?.viewer ?? null,
  };
}
