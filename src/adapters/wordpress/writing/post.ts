import type {Intent} from '../../../model/adapter.js';
import type {Comment, NewComment} from '../../../model/comment.js';
import {CommentsError} from '../../../model/errors.js';
import type {ThreadRef} from '../../../model/thread.js';
import {attempted, beginAttempt, endAttempt} from '../device-notes.js';
import {itemsIn} from '../reading/lists.js';
import {canUseForm, knowledgeOf, type Site} from '../site.js';
import {arrived} from './arrived.js';
import {withFields} from './draft-fields.js';
import {findByWords, pick} from './find-posted.js';
import {postByForm} from './form-post.js';
import {keepOwn, ownComment} from './own-comment.js';
import {toWordPress} from './typed-text.js';

/**
 * Posts a comment, once for one key as far as WordPress lets that be known.
 */
export async function post(
  site: Site,
  thread: ThreadRef,
  draft: NewComment,
  {key, signal}: Intent,
): Promise<Comment> {
  const {id} = await site.posts.require(thread, signal);
  await requireParent(site, id, draft, signal);
  const earlier = attempted(site.device, key);
  beginAttempt(site.device, key);
  try {
    const comment = await send(site, thread, draft, {post: id, key, signal});
    endAttempt(site.device, key);
    return comment;
  } catch (reason) {
    if (!(reason instanceof CommentsError)) throw reason;
    if (site.client.plugin !== null && reason.code === 'conflict') {
      // The plugin keeps keys: it has this very letter already.
      const found = await import('../plugin/status.js').then(({findByKey}) =>
        findByKey(site, id, draft, {key, signal}),
      );
      if (found) return found;
    }
    if (reason.code === 'duplicate')
      return await alreadyThere(site, id, draft, {key, signal, earlier, reason});
    if (!reason.unanswered) endAttempt(site.device, key);
    throw reason;
  }
}

/** WordPress takes a reply to anything: to what never was, to another post's comment, to one that nobody can read. */
async function requireParent(
  site: Site,
  post: number,
  {parentId}: NewComment,
  signal: AbortSignal,
): Promise<void> {
  const {published} = knowledgeOf(site, post);
  const parent = Number(parentId);
  if (parentId === null || published.has(parent)) return;
  try {
    if (!Number.isSafeInteger(parent)) throw new CommentsError('not-found');
    const {data} = await site.client.ask({
      route: `wp/v2/comments/${String(parent)}`,
      parameters: {_fields: 'id,post,status', password: site.settings.postPassword ?? undefined},
      signal,
    });
    const found = data as Readonly<Record<string, unknown>>;
    if (found.post !== post) throw new CommentsError('not-found');
    if (found.status !== undefined && found.status !== 'approved') throw new CommentsError('gone');
    published.add(parent);
  } catch (reason) {
    if (!(reason instanceof CommentsError)) throw reason;
    const isGone = reason.code === 'gone' || reason.code === 'forbidden';
    const code = isGone ? 'gone' : reason.code;
    throw new CommentsError(code, `The comment ${parentId} cannot be answered.`, {cause: reason});
  }
}

/** Through the site's own form where it answers, for there its spam filters look; else by the REST API. */
async function send(site: Site, thread: ThreadRef, draft: NewComment, intent: PostIntent): Promise<Comment> {
  const {client} = site;
  const byForm = canUseForm(site) && !client.hasPassword;
  if (byForm && client.plugin === null) await requireSameViewer(site, intent.signal);
  const comment = byForm ? await sendByForm(site, thread, draft, intent) : null;
  return comment ?? sendByRest(site, intent.post, draft, intent);
}

/** The form alone would publish the words of somebody who is no longer signed in as a guest's; the plugin asks itself. */
async function requireSameViewer(site: Site, signal: AbortSignal): Promise<void> {
  if ((await site.viewer(signal)) === null) return;
  const {askViewer} = await import('../viewer.js');
  if ((await askViewer(site.client, signal)) === null) {
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
    const {data} = await site.client.ask({
      route: 'wp/v2/comments',
      json: {
        post,
        ...(draft.parentId !== null && {parent: Number(draft.parentId)}),
        content: toWordPress(draft.body),
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
    return arrived(site, post, data);
  } catch (reason) {
    if (!(reason instanceof CommentsError)) throw reason;
    throw withFields(reason, draft, reason.message.replace(/^\d+ \w*: /, ''));
  }
}

/** `null` where the site has no form. */
async function sendByForm(
  site: Site,
  thread: ThreadRef,
  draft: NewComment,
  {post, key, signal}: PostIntent,
): Promise<Comment | null> {
  const before = new Set(knowledgeOf(site, post).published);
  const outcome = await postByForm(site, {thread, post, draft, key, signal});
  if (outcome.kind === 'no form') return null;
  if (site.client.plugin !== null || outcome.kind === 'told') {
    const {findByKey, toldByForm} = await import('../plugin/status.js');
    const found =
      outcome.kind === 'told'
        ? await toldByForm(site, post, draft, {data: outcome.data, key, signal})
        : await findByKey(site, post, draft, {key, signal}).catch((cause: unknown) => {
            // It may be there all the same.
            signal.throwIfAborted();
            throw new CommentsError('server', 'The site does not tell what became of the comment.', {cause});
          });
    // A filter led elsewhere instead of saying why.
    if (!found) throw new CommentsError('forbidden', 'The site did not take the comment.');
    return found;
  }
  const {newest, held} = outcome;
  if (held) return keepOwn(site, post, draft, {...held, status: 'held'}, signal);
  const viewer = await site.viewer(signal);
  // Taken, but neither published nor where a moderator would look, which WordPress tells whoever gave an address.
  const isTold = viewer !== null || (draft.guest?.email ?? '') !== '';
  if (newest === null) {
    const terms = {name: viewer?.viewer.name, now: site.client.clock.now()};
    return ownComment(draft, `posted-${key}`, isTold ? 'published' : 'held', terms);
  }
  const items = itemsIn(site, post, newest);
  const author = viewer?.viewer.name ?? draft.guest?.name.trim() ?? '';
  const found = pick(items, draft, author) ?? (await findByWords(site, post, draft, signal));
  if (found) return found;
  // Its words were changed on the way: what is new under this name is theirs.
  const changed = items.find(
    ({id, comment}) =>
      !before.has(id) && comment.author.name === author && comment.parentId === draft.parentId,
  );
  if (changed) return changed.comment;
  return keepOwn(site, post, draft, {id: `held-${key}`, status: isTold ? 'rejected' : 'held'}, signal);
}

interface Again extends Intent {
  /** When the same letter was sent before and not answered. */
  readonly earlier: number | null;
  readonly reason: CommentsError;
}

/** WordPress has these words of this reader. Sent before without an answer, that is the answer. */
async function alreadyThere(
  site: Site,
  post: number,
  draft: NewComment,
  {key, signal, earlier, reason}: Again,
): Promise<Comment> {
  const found = await findByWords(site, post, draft, signal);
  endAttempt(site.device, key);
  if (earlier !== null)
    return found ?? keepOwn(site, post, draft, {id: `held-${key}`, status: 'held'}, signal);
  throw new CommentsError('duplicate', reason.message, {cause: reason, ...(found && {existingId: found.id})});
}
