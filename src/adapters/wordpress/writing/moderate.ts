import type {Intent} from '../../../model/adapter.js';
import type {Body, Comment, CommentId} from '../../../model/comment.js';
import {CommentsError} from '../../../model/errors.js';
import type {ThreadRef} from '../../../model/thread.js';
import {tombstone} from '../reading/tombstones.js';
import {knowledgeOf, type Site} from '../site.js';
import {arrived} from './arrived.js';
import {toWordPress} from './typed-text.js';

// What WordPress itself lets those do who moderate; a subscriber may not even change their own comment.

/** Changes the words of a comment. */
export async function edit(
  site: Site,
  thread: ThreadRef,
  id: CommentId,
  body: Body,
  {signal}: Intent,
): Promise<Comment> {
  const {id: post} = await site.posts.require(thread, signal);
  const {data} = await site.client.ask({route: routeOf(id), json: {content: toWordPress(body)}, signal});
  return arrived(site, post, data);
}

/** Throws a comment into WordPress's trash. */
export async function remove(
  site: Site,
  thread: ThreadRef,
  id: CommentId,
  {signal}: Intent,
): Promise<Comment> {
  const {id: post} = await site.posts.require(thread, signal);
  const {data} = await site.client.ask({route: routeOf(id), method: 'DELETE', signal});
  const comment = arrived(site, post, data);
  knowledgeOf(site, post).published.delete(Number(id));
  return tombstone(comment, 'removed');
}

function routeOf(id: CommentId): string {
  if (!/^\d+$/.test(id)) throw new CommentsError('not-found', `There is no comment ${id}.`);
  return `wp/v2/comments/${id}`;
}
