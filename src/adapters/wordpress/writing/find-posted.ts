import type {Intent} from '../../../model/adapter.js';
import type {Comment, NewComment} from '../../../model/comment.js';
import type {ThreadRef} from '../../../model/thread.js';
import {decodeEntities} from '../entities.js';
import type {CommentItem} from '../comment-item.js';
import {fetchComments, readItems} from '../reading/lists.js';
import type {Site} from '../site.js';
import {toWordPressHtml} from './to-wordpress-html.js';

/** The comment of a draft whose post was not answered, or `null` if it did not arrive. */
export async function findPosted(
  site: Site,
  thread: ThreadRef,
  draft: NewComment,
  intent: Intent,
): Promise<Comment | null> {
  const {signal} = intent;
  const post = await site.posts.find(thread, signal);
  if (!post) return null;
  if (site.client.plugin === null) return findByText(site, post.id, draft, signal);
  const {findByKey} = await import('../plugin/comment-states.js');
  return findByKey(site, post.id, draft, intent);
}

/** Searches a draft's comment by author and text among the post's hundred newest. Held comments are not listed. */
export async function findByText(
  site: Site,
  post: number,
  draft: NewComment,
  signal: AbortSignal,
): Promise<Comment | null> {
  const parameters = {orderby: 'date', order: 'desc'};
  const answer = await fetchComments(site, post, parameters, signal);
  const viewer = await site.viewer(signal);
  const author = viewer?.viewer.name ?? draft.guest?.name.trim() ?? '';
  return findMatching(readItems(site, post, answer), draft, author);
}

/** The first of these comments with the draft's parent, author and text. */
export function findMatching(
  items: readonly CommentItem[],
  draft: NewComment,
  author: string,
): Comment | null {
  const words = comparableText(toWordPressHtml(draft.body));
  const parentId = draft.parentId ?? null;
  const found = items.find(
    ({comment}) =>
      (comment.parentId ?? null) === parentId &&
      comment.author.name === author &&
      comparableText(comment.body.value) === words,
  );
  return found?.comment ?? null;
}

/** The text without tags and white space, because WordPress adds paragraphs and removes disallowed tags. */
function comparableText(html: string): string {
  return decodeEntities(html.replace(/<[^<>]*>/g, '')).replace(/\s+/g, '');
}
