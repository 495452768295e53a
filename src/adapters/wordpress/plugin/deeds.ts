import type {Intent, Report} from '../../../model/adapter.js';
import type {Body, Comment, CommentId} from '../../../model/comment.js';
import {CommentsError} from '../../../model/errors.js';
import type {ThreadRef} from '../../../model/thread.js';
import {forget, tokenOf} from '../device-notes.js';
import {tombstone} from '../reading/tombstones.js';
import {arrived} from '../writing/arrived.js';
import {fill, siteForm} from '../writing/site-form.js';
import {toWordPress} from '../writing/typed-text.js';
import {canUseForm, knowledgeOf, type Site} from '../site.js';
import {noteVote} from './votes.js';

/** Casts or takes back a recommendation. */
export async function vote(
  site: Site,
  thread: ThreadRef,
  id: CommentId,
  up: boolean,
  intent: Intent,
): Promise<Comment> {
  const comment = await act(site, thread, {id, deed: '/vote', json: {up}}, intent);
  noteVote(site, id, up);
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
  return act(site, thread, {id, deed: '/report', json: {rule: ruleId, text: text ?? ''}}, intent);
}

/** Changes the words of a comment, by its author's token or by the rights of who is signed in. */
export async function edit(
  site: Site,
  thread: ThreadRef,
  id: CommentId,
  body: Body,
  intent: Intent,
): Promise<Comment> {
  const token = tokenOf(site.device, id);
  const content = toWordPress(body);
  const form = await formFields(site, thread, content, intent.signal);
  return act(site, thread, {id, deed: '', json: {content, token, form}}, intent);
}

/** What the site's own form would send: its spam filters look at changes of words too. */
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

/** Throws a comment away, by its author's token or by the rights of who is signed in. */
export async function remove(
  site: Site,
  thread: ThreadRef,
  id: CommentId,
  {signal}: Intent,
): Promise<Comment> {
  const {id: post} = await site.posts.require(thread, signal);
  const {device} = site;
  // The answer says only that it is done; where it stood is asked for first.
  const place = device.kept(post).find((kept) => kept.id === id)?.held ?? (await placeOf(site, id, signal));
  await site.client.ask({route: route(id, ''), method: 'DELETE', json: {token: tokenOf(device, id)}, signal});
  forget(device, id);
  knowledgeOf(site, post).published.delete(Number(id));
  return tombstone(place, 'deleted');
}

async function placeOf(
  site: Site,
  id: CommentId,
  signal: AbortSignal,
): Promise<Pick<Comment, 'id' | 'parentId' | 'createdAt'>> {
  const {data} = await site.client.ask({
    route: route(id, '').replace('parley/v1', 'wp/v2'),
    parameters: {_fields: 'parent,date,date_gmt', password: site.settings.postPassword ?? undefined},
    signal,
  });
  const {parent, date_gmt: date} = (data ?? {}) as {parent?: number; date_gmt?: string};
  return {id, parentId: parent ? String(parent) : null, createdAt: `${date ?? ''}.000Z`};
}

async function act(
  site: Site,
  thread: ThreadRef,
  {id, deed, json}: {id: CommentId; deed: string; json: unknown},
  {signal}: Intent,
): Promise<Comment> {
  const {id: post} = await site.posts.require(thread, signal);
  const {data} = await site.client.ask({route: route(id, deed), json, signal});
  return arrived(site, post, data);
}

function route(id: CommentId, deed: string): string {
  if (!/^\d+$/.test(id)) throw new CommentsError('not-found', `There is no comment ${id}.`);
  return `parley/v1/comments/${id}${deed}`;
}
