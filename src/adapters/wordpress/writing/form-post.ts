import type {NewComment} from '../../../model/comment.js';
import {CommentsError} from '../../../model/errors.js';
import type {Answer} from '../client.js';
import {FLOOD_MS, retryAt, wordsOf} from '../errors.js';
import {ITEM_FIELDS} from '../item.js';
import type {Site} from '../site.js';
import {withFields} from './draft-fields.js';

/** What became of a letter that was posted like the site's own form. */
export interface FormAnswer {
  /** The newest comments of the post, among which it is if it was published. */
  readonly newest: Answer;
  /** Where it waits for a moderator: its id, and the hash that proves whose it is. */
  readonly held: {readonly id: string; readonly hash: string} | null;
}

/**
 * Posts to `wp-comments-post.php`, as a reader without JavaScript does. WordPress answers with a redirect to where the
 * form says. That is not the article but the list of newest comments: smaller, and the only way to see what became of
 * the letter, for `fetch` tells no fragment such as `#comment-12`.
 */
export async function postByForm(
  site: Site,
  post: number,
  content: string,
  {draft, signal}: {draft: NewComment; signal: AbortSignal},
): Promise<FormAnswer> {
  const {client, settings} = site;
  const {guest, parentId} = draft;
  const form = new URLSearchParams({
    ...hiddenFields(),
    comment_post_ID: String(post),
    comment_parent: parentId ?? '0',
    author: guest?.name ?? '',
    email: guest?.email ?? '',
    url: guest?.url ?? '',
    comment: content,
    ...(draft.policyVersion !== undefined && {parley_policy_version: draft.policyVersion}),
    redirect_to: client.endpoint.url('wp/v2/comments', {post, per_page: 20, _fields: ITEM_FIELDS}),
  });
  const url = settings.formUrl ?? client.endpoint.file('wp-comments-post.php');
  const {response, text} = await client.fetchPage(url, {method: 'POST', body: form, signal});
  if (!response.redirected) throw await refusal(site, post, {response, text, draft, signal});
  const arrived = new URL(response.url).searchParams;
  const [id, hash] = [arrived.get('unapproved'), arrived.get('moderation-hash')];
  return {newest: {data: listIn(text), total: null}, held: id && hash ? {id, hash} : null};
}

/** Spam filters hide fields in the form, and take what comes without them for a machine's. */
function hiddenFields(): Record<string, string> {
  const fields = (globalThis.document as Document | undefined)?.querySelectorAll<HTMLInputElement>(
    'form[action$="wp-comments-post.php"] input[type="hidden"][name]',
  );
  return Object.fromEntries([...(fields ?? [])].map(({name, value}) => [name, value]));
}

function listIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return [];
  }
}

/** Its errors are pages of HTML in the site's language; their status, and what is known anyway, tell them apart. */
async function refusal(
  site: Site,
  post: number,
  {response, text, draft, signal}: {response: Response; text: string; draft: NewComment; signal: AbortSignal},
): Promise<CommentsError> {
  const {status} = response;
  const page = wordsOf(text.replace(/<a\b[^>]*history\.back[^]*?<\/a>/gi, ''));
  const words = page.replace(/^[^:]{1,20}:\s*/, '');
  const message = `${String(status)}: ${words}`;
  // Not even an error: the post is unknown, in the trash, or behind a password.
  if (status === 200 && text.trim() === '') return new CommentsError('not-found', 'There is no such post.');
  if (status === 200) return withFields(new CommentsError('validation', message), draft, words);
  if (status === 409) return new CommentsError('duplicate', message);
  if (status === 429) {
    const moment = retryAt(response.headers.get('Retry-After') ?? String(FLOOD_MS / 1000));
    return new CommentsError('rate-limited', message, {retryAt: moment});
  }
  if (status === 403) {
    if (/logged in/i.test(words)) return new CommentsError('login-required', message);
    const details = await site.posts.details(post, signal);
    if (details?.closed || /closed/i.test(words)) return new CommentsError('closed', message);
    return new CommentsError('forbidden', message);
  }
  if (status === 404) return new CommentsError('not-found', message);
  return new CommentsError(status < 500 ? 'forbidden' : 'server', message);
}
