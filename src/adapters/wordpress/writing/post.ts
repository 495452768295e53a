import type {Intent} from '../../../model/adapter.js';
import type {Comment, NewComment} from '../../../model/comment.js';
import {CommentsError} from '../../../model/errors.js';
import type {ThreadRef} from '../../../model/thread.js';
import {attempted, beginAttempt, endAttempt, keep} from '../device-notes.js';
import {isOwnOrigin} from '../endpoint.js';
import {itemsIn} from '../reading/lists.js';
import {knowledgeOf, type Site} from '../site.js';
import {arrived} from './arrived.js';
import {withFields} from './draft-fields.js';
import {findByWords, pick} from './find-posted.js';
import {postByForm} from './form-post.js';
import {toWordPress} from './typed-text.js';

/**
 * Posts a letter: by the REST API where it takes it, else as the site's own form does. Whether it takes letters of
 * guests is learnt from the first, and remembered.
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
    const comment = await send(site, id, draft, {key, signal});
    endAttempt(site.device, key);
    return comment;
  } catch (reason) {
    if (!(reason instanceof CommentsError)) throw reason;
    if (site.client.plugin !== null && reason.code === 'conflict') {
      // The plugin keeps keys: it has this very letter already.
      const found = await import('../plugin/status.js').then(({findByKey}) =>
        findByKey(site, id, key, signal),
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

async function send(site: Site, post: number, draft: NewComment, intent: Intent): Promise<Comment> {
  const viewer = await site.viewer(intent.signal);
  if (viewer === null && site.guestsMayUseRest === false) return sendByForm(site, post, draft, intent);
  try {
    const comment = await sendByRest(site, post, draft, {...intent, isGuest: viewer === null});
    if (viewer === null) site.guestsMayUseRest = true;
    return comment;
  } catch (reason) {
    const isRefused = reason instanceof CommentsError && reason.code === 'login-required' && viewer === null;
    if (!isRefused || !canUseForm(site)) throw reason;
    site.guestsMayUseRest = false;
    return sendByForm(site, post, draft, intent);
  }
}

/** The form answers only to pages of its own origin, unless the publisher has made it answer. */
function canUseForm({client, settings}: Site): boolean {
  return settings.formUrl !== null || isOwnOrigin(client.endpoint.file(''));
}

async function sendByRest(
  site: Site,
  post: number,
  draft: NewComment,
  {key, signal, isGuest}: Intent & {isGuest: boolean},
): Promise<Comment> {
  const {guest} = draft;
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

async function sendByForm(
  site: Site,
  post: number,
  draft: NewComment,
  {key, signal}: Intent,
): Promise<Comment> {
  const content = toWordPress(draft.body);
  const {newest, held} = await postByForm(site, post, content, {draft, signal});
  if (held) {
    const comment = {...waiting(draft, held.id), id: held.id};
    keep(site.device, {id: held.id, post, at: Date.now(), held: comment, hash: held.hash});
    return comment;
  }
  const items = itemsIn(site, post, newest);
  const found =
    pick(items, draft, draft.guest?.name.trim() ?? '') ?? (await findByWords(site, post, draft, signal));
  // Taken, but neither published nor for a moderator: a spam filter has it.
  if (!found) return standIn(site, post, draft, key);
  return found;
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
  if (earlier !== null) return found ?? standIn(site, post, draft, key);
  throw new CommentsError('duplicate', reason.message, {cause: reason, ...(found && {existingId: found.id})});
}

/** A comment that WordPress has but does not show, nor tell the id of: it waits, and is known by its words later. */
function standIn(site: Site, post: number, draft: NewComment, key: string): Comment {
  const comment = waiting(draft, `held-${key}`);
  keep(site.device, {id: comment.id, post, at: Date.now(), held: comment});
  return comment;
}

function waiting({parentId, body, guest}: NewComment, id: string): Comment {
  return {
    id,
    parentId,
    author: {name: guest?.name.trim() ?? ''},
    body,
    createdAt: new Date().toISOString(),
    status: 'held',
  };
}
