import type {Intent} from '../../../model/adapter.js';
import type {Comment, NewComment} from '../../../model/comment.js';
import {CommentsError} from '../../../model/errors.js';
import type {ThreadRef} from '../../../model/thread.js';
import {attemptTime, beginAttempt, endAttempt} from '../stored-comments.js';
import {readItems} from '../reading/lists.js';
import {canUseForm, postStateOf, type Site} from '../site.js';
import {acceptComment} from './accept-comment.js';
import {withFields} from './draft-fields.js';
import {findByText, findMatching} from './find-posted.js';
import {postByForm} from './form-post.js';
import {storeOwnComment, toOwnComment} from './own-comment.js';
import {toWordPressHtml} from './to-wordpress-html.js';

/** Posts a comment, once per key as far as WordPress allows. */
export async function post(
  site: Site,
  thread: ThreadRef,
  draft: NewComment,
  {key, signal}: Intent,
): Promise<Comment> {
  const {id} = await site.posts.require(thread, signal);
  await requireParent(site, id, draft, signal);
  const earlier = attemptTime(site.device, key);
  beginAttempt(site.device, key);
  try {
    const comment = await send(site, thread, draft, {post: id, key, signal});
    endAttempt(site.device, key);
    return comment;
  } catch (reason) {
    if (!(reason instanceof CommentsError)) throw reason;
    if (site.client.plugin !== null && reason.code === 'conflict') {
      // The plugin stores keys: it has this post already.
      const found = await import('../plugin/comment-states.js').then(({findByKey}) =>
        findByKey(site, id, draft, {key, signal}),
      );
      if (found) return found;
    }
    if (reason.code === 'duplicate')
      return await resolveDuplicate(site, id, draft, {key, signal, earlier, reason});
    if (!reason.unanswered) endAttempt(site.device, key);
    throw reason;
  }
}

/** Throws unless the parent is a published comment of the post: WordPress itself accepts any parent. */
async function requireParent(
  site: Site,
  post: number,
  {parentId}: NewComment,
  signal: AbortSignal,
): Promise<void> {
  const {publishedIds} = postStateOf(site, post);
  const parent = Number(parentId);
  if (parentId === null || publishedIds.has(parent)) return;
  try {
    if (!Number.isSafeInteger(parent)) throw new CommentsError('not-found');
    const {data} = await site.client.request({
      route: `wp/v2/comments/${String(parent)}`,
      parameters: {_fields: 'id,post,status', password: site.settings.postPassword ?? undefined},
      signal,
    });
    const found = data as Readonly<Record<string, unknown>>;
    if (found.post !== post) throw new CommentsError('not-found');
    if (found.status !== undefined && found.status !== 'approved') throw new CommentsError('gone');
    publishedIds.add(parent);
  } catch (reason) {
    if (!(reason instanceof CommentsError)) throw reason;
    const isGone = reason.code === 'gone' || reason.code === 'forbidden';
    const code = isGone ? 'gone' : reason.code;
    throw new CommentsError(code, `The comment "${parentId}" cannot be replied to.`, {cause: reason});
  }
}

/** Through the site's own form where it can be used, so that its spam filters apply; else by the REST API. */
async function send(site: Site, thread: ThreadRef, draft: NewComment, intent: PostIntent): Promise<Comment> {
  const {client} = site;
  const byForm = canUseForm(site) && !client.hasApplicationPassword;
  if (byForm && client.plugin === null) await requireSameViewer(site, intent.signal);
  const comment = byForm ? await sendByForm(site, thread, draft, intent) : null;
  return comment ?? sendByRest(site, intent.post, draft, intent);
}

/** Throws if the reader is no longer signed in: the form would publish their comment as a guest's. The plugin checks this itself. */
async function requireSameViewer(site: Site, signal: AbortSignal): Promise<void> {
  if ((await site.viewer(signal)) === null) return;
  const {fetchViewer} = await import('../viewer.js');
  if ((await fetchViewer(site.client, signal)) === null) {
    throw new CommentsError('login-required', 'The reader is no longer signed in.');
  }
}

interface PostIntent extends Intent {
  readonly post: number;
}

async function sendByRest(
  site: Site,
  post: number,
  draft: NewComment,
  {key, signal}: Intent,
): Promise<Comment> {
  const {guest} = draft;
  const isGuest = (await site.viewer(signal)) === null;
  try {
    const {data} = await site.client.request({
      route: 'wp/v2/comments',
      json: {
        post,
        ...(draft.parentId !== null && {parent: Number(draft.parentId)}),
        content: toWordPressHtml(draft.body),
        ...(isGuest && {
          author_name: guest?.name ?? '',
          author_email: guest?.email ?? '',
          author_url: guest?.url ?? '',
        }),
        ...(site.settings.postPassword !== null && {password: site.settings.postPassword}),
        ...(draft.policyVersion !== undefined && {parley_policy_version: draft.policyVersion}),
        parley_key: key,
      },
      signal,
    });
    return acceptComment(site, post, data);
  } catch (reason) {
    if (!(reason instanceof CommentsError)) throw reason;
    throw withFields(reason, draft, reason.message.replace(/^\d+ \w*: /, ''));
  }
}

/** `null` if the site has no form. */
async function sendByForm(
  site: Site,
  thread: ThreadRef,
  draft: NewComment,
  {post, key, signal}: PostIntent,
): Promise<Comment | null> {
  const before = new Set(postStateOf(site, post).publishedIds);
  const outcome = await postByForm(site, {thread, post, draft, key, signal});
  if (outcome.kind === 'no form') return null;
  if (site.client.plugin !== null || outcome.kind === 'answered') {
    const {findByKey, commentFromForm} = await import('../plugin/comment-states.js');
    const found =
      outcome.kind === 'answered'
        ? await commentFromForm(site, post, draft, {data: outcome.data, key, signal})
        : await findByKey(site, post, draft, {key, signal}).catch((cause: unknown) => {
            // It may have been stored all the same.
            signal.throwIfAborted();
            throw new CommentsError('server', 'The site did not report the state of the comment.', {cause});
          });
    // A filter redirected elsewhere.
    if (!found) throw new CommentsError('forbidden', 'The site did not accept the comment.');
    return found;
  }
  const {newest, held} = outcome;
  if (held) return storeOwnComment(site, post, draft, {...held, status: 'held'}, signal);
  const viewer = await site.viewer(signal);
  // WordPress shows a held comment to who is signed in or gave an e-mail address; not shown means not held.
  const isTold = viewer !== null || (draft.guest?.email ?? '') !== '';
  if (newest === null) {
    const terms = {name: viewer?.viewer.name, now: site.client.clock.now()};
    return toOwnComment(draft, `posted-${key}`, isTold ? 'published' : 'held', terms);
  }
  const items = readItems(site, post, newest);
  const author = viewer?.viewer.name ?? draft.guest?.name.trim() ?? '';
  const found = findMatching(items, draft, author) ?? (await findByText(site, post, draft, signal));
  if (found) return found;
  // A filter changed the text: take the new comment with this author and parent.
  const changed = items.find(
    ({id, comment}) =>
      !before.has(id) && comment.author.name === author && comment.parentId === draft.parentId,
  );
  if (changed) return changed.comment;
  return storeOwnComment(
    site,
    post,
    draft,
    {id: `held-${key}`, status: isTold ? 'rejected' : 'held'},
    signal,
  );
}

interface DuplicateContext extends Intent {
  /** When the same post was sent before without a response, in milliseconds since 1970. */
  readonly earlier: number | null;
  readonly reason: CommentsError;
}

/** Resolves a duplicate: if it was sent before without a response, it is the comment; else throws `duplicate`. */
async function resolveDuplicate(
  site: Site,
  post: number,
  draft: NewComment,
  {key, signal, earlier, reason}: DuplicateContext,
): Promise<Comment> {
  const found = await findByText(site, post, draft, signal);
  endAttempt(site.device, key);
  if (earlier !== null)
    return found ?? storeOwnComment(site, post, draft, {id: `held-${key}`, status: 'held'}, signal);
  throw new CommentsError('duplicate', reason.message, {cause: reason, ...(found && {existingId: found.id})});
}
