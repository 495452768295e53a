import type {Intent, Report} from '../../../model/adapter.js';
import type {Body, Comment, CommentId} from '../../../model/comment.js';
import {CommentsError} from '../../../model/errors.js';
import type {ThreadRef} from '../../../model/thread.js';
import {forgetComment, tokenFor} from '../stored-comments.js';
import {tombstone} from '../reading/tombstones.js';
import {acceptComment} from '../writing/accept-comment.js';
import {fill, siteForm} from '../writing/site-form.js';
import {toWordPressHtml} from '../writing/to-wordpress-html.js';
import {canUseForm, postStateOf, type Site} from '../site.js';
import {storeVote} from './store-vote.js';

/** Casts or takes back a vote. */
export async function vote(
  site: Site,
  thread: ThreadRef,
  id: CommentId,
  up: boolean,
  intent: Intent,
): Promise<Comment> {
  const comment = await postAction(site, thread, {id, path: '/vote', json: {up}}, intent);
  storeVote(site, id, up);
  return comment;
}

/** Reports a comment to the moderators. */
export function report(
  site: Site,
  thread: ThreadRef,
  id: CommentId,
  {ruleId, text}: Report,
  intent: Intent,
): Promise<Comment> {
  return postAction(site, thread, {id, path: '/report', json: {rule: ruleId, text: text ?? ''}}, intent);
}

/** Edits a comment, by its author's token or the rights of the signed-in user. */
export async function edit(
  site: Site,
  thread: ThreadRef,
  id: CommentId,
  body: Body,
  intent: Intent,
): Promise<Comment> {
  const token = tokenFor(site.device, id);
  const content = toWordPressHtml(body);
  const form = await formFields(site, thread, content, intent.signal);
  return postAction(site, thread, {id, path: '', json: {content, token, form}}, intent);
}

/** The fields of the site's own form, which its spam filters check for edits, too. */
async function formFields(
  site: Site,
  thread: ThreadRef,
  content: string,
  signal: AbortSignal,
): Promise<Readonly<Record<string, string>>> {
  if (!canUseForm(site)) return {};
  const {id: post} = await site.posts.require(thread, signal);
  const form = await siteForm(site, {thread, post, signal});
  const fields = form ? [...fill(form.element, {parentId: null, content, guest: null})] : [];
  return Object.fromEntries(
    fields.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}

/** Removes a comment, by its author's token or the rights of the signed-in user. */
export async function remove(
  site: Site,
  thread: ThreadRef,
  id: CommentId,
  {signal}: Intent,
): Promise<Comment> {
  const {id: post} = await site.posts.require(thread, signal);
  const {device} = site;
  // The response lacks its parent and time, so they are fetched first.
  const place =
    device.commentsOf(post).find((kept) => kept.id === id)?.held ?? (await fetchPosition(site, id, signal));
  await site.client.request({
    route: routeOf(id, ''),
    method: 'DELETE',
    json: {token: tokenFor(device, id)},
    signal,
  });
  forgetComment(device, id);
  postStateOf(site, post).publishedIds.delete(Number(id));
  return tombstone(place, 'deleted');
}

async function fetchPosition(
  site: Site,
  id: CommentId,
  signal: AbortSignal,
): Promise<Pick<Comment, 'id' | 'parentId' | 'createdAt'>> {
  const {data} = await site.client.request({
    route: routeOf(id, '').replace('parley/v1', 'wp/v2'),
    parameters: {_fields: 'parent,date,date_gmt', password: site.settings.postPassword ?? undefined},
    signal,
  });
  const {parent, date_gmt: date} = (data ?? {}) as {parent?: number; date_gmt?: string};
  return {id, parentId: parent ? String(parent) : null, createdAt: `${date ?? ''}.000Z`};
}

async function postAction(
  site: Site,
  thread: ThreadRef,
  {id, path, json}: {id: CommentId; path: string; json: unknown},
  {signal}: Intent,
): Promise<Comment> {
  const {id: post} = await site.posts.require(thread, signal);
  const {data} = await site.client.request({route: routeOf(id, path), json, signal});
  return acceptComment(site, post, data);
}

function routeOf(id: CommentId, path: string): string {
  if (!/^\d+$/.test(id)) throw new CommentsError('not-found', `No comment has the id "${id}".`);
  return `parley/v1/comments/${id}${path}`;
}
