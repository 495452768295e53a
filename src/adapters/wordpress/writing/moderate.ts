import type {Intent} from '../../../model/adapter.js';
import type {Body, Comment, CommentId} from '../../../model/comment.js';
import {CommentsError} from '../../../model/errors.js';
import type {ThreadRef} from '../../../model/thread.js';
import {tombstone} from '../reading/tombstones.js';
import {postStateOf, type Site} from '../site.js';
import {acceptComment} from './accept-comment.js';
import {toWordPressHtml} from './to-wordpress-html.js';

// What WordPress itself allows moderators. A subscriber may not even edit their own comment.

/** Edits a comment. */
export async function edit(
  site: Site,
  thread: ThreadRef,
  id: CommentId,
  body: Body,
  {signal}: Intent,
): Promise<Comment> {
  const {id: post} = await site.posts.require(thread, signal);
  const {data} = await site.client.request({
    route: routeOf(id),
    json: {content: toWordPressHtml(body)},
    signal,
  });
  return acceptComment(site, post, data);
}

/** Moves a comment to WordPress's trash. */
export async function remove(
  site: Site,
  thread: ThreadRef,
  id: CommentId,
  {signal}: Intent,
): Promise<Comment> {
  const {id: post} = await site.posts.require(thread, signal);
  const {data} = await site.client.request({route: routeOf(id), method: 'DELETE', signal});
  const comment = acceptComment(site, post, data);
  postStateOf(site, post).publishedIds.delete(Number(id));
  return tombstone(comment, 'removed');
}

function routeOf(id: CommentId): string {
  if (!/^\d+$/.test(id)) throw new CommentsError('not-found', `No comment has the id "${id}".`);
  return `wp/v2/comments/${id}`;
}
