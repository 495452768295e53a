import type {Intent} from '../../../model/adapter.js';
import type {Comment, NewComment} from '../../../model/comment.js';
import type {ThreadRef} from '../../../model/thread.js';
import {decodeEntities} from '../entities.js';
import type {CommentItem} from '../comment-item.js';
import {fetchComments, readItems} from '../reading/lists.js';
import type {Site} from '../site.js';
import {toWordPressHtml} from './to-wordpress-html.js';

/** The comment that a letter became, if it arrived. */
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

/** Looks for a draft among the hundred newest comments of a post. One that waits for a moderator is not to be seen. */
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

/** The one of these comments, the newest first, that the draft became. */
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

/** What can be read of it, spaces apart: WordPress adds paragraphs and takes what it does not allow. */
function comparableText(html: string): string {
  return decodeEntities(html.replace(/<[^<>]*>/g, '')).replace(/\s+/g, '');
}
