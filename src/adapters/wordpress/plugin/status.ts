import type {Intent} from '../../../model/adapter.js';
import type {Comment, NewComment} from '../../../model/comment.js';
import type {Kept} from '../device.js';
import type {Site} from '../site.js';
import {arrived} from '../writing/arrived.js';
import {keepOwn} from '../writing/own-comment.js';

/** What became of a comment of this device. */
export interface Fate {
  readonly status: 'approved' | 'hold' | 'rejected' | 'gone' | 'unknown';
  readonly comment: Comment | null;
  readonly id: string | null;
  /** Proves whose it is, where the comment itself is not told. */
  readonly token?: string;
}

/** How a comment is asked for: by what proves whose it is. */
type Proof =
  | {readonly id: number; readonly token: string}
  | {readonly id: number; readonly hash: string}
  | {readonly post: number; readonly key: string};

/** What became of comments of this device, in their order. */
export async function askFates(
  site: Site,
  post: number,
  proofs: readonly Proof[],
  signal: AbortSignal,
): Promise<readonly Fate[]> {
  const {data} = await site.client.ask({
    route: 'parley/v1/comments/status',
    json: {comments: proofs},
    signal,
  });
  const {comments} = (data ?? {}) as {comments?: unknown};
  const answers = Array.isArray(comments) ? (comments as Told[]) : [];
  return answers.map((told) => fateOf(site, post, told));
}

/** A fate as the plugin tells it. */
interface Told {
  readonly id?: number | null;
  readonly status: Fate['status'];
  readonly comment: unknown;
  readonly token?: unknown;
}

function fateOf(site: Site, post: number, {id, status, comment, token}: Told): Fate {
  return {
    id: id ? String(id) : null,
    status,
    comment: comment ? arrived(site, post, comment) : null,
    ...(typeof token === 'string' && {token}),
  };
}

/** What proves whose a kept comment is, or `null` where nothing does. */
export function proofOf({id, token, hash}: Kept): Proof | null {
  if (!/^\d+$/.test(id)) return null;
  if (token !== undefined) return {id: Number(id), token};
  return hash === undefined ? null : {id: Number(id), hash};
}

/** The comment that a key came to, turned down or not; `null` when it never arrived. */
export async function findByKey(
  site: Site,
  post: number,
  draft: NewComment,
  {key, signal}: Intent,
): Promise<Comment | null> {
  const [fate] = await askFates(site, post, [{post, key}], signal);
  return fate ? commentOf(site, post, draft, {fate, key, signal}) : null;
}

/** The comment that the plugin's answer to a form tells of. */
export function toldByForm(
  site: Site,
  post: number,
  draft: NewComment,
  {data, key, signal}: Pick<Intent, 'key' | 'signal'> & {data: unknown},
): Promise<Comment | null> {
  return commentOf(site, post, draft, {fate: fateOf(site, post, data as Told), key, signal});
}

/** What was turned down is told to its author as the draft that it was. */
async function commentOf(
  site: Site,
  post: number,
  draft: NewComment,
  {fate, key, signal}: {fate: Fate; key: string; signal: AbortSignal},
): Promise<Comment | null> {
  if (fate.status !== 'rejected' && fate.status !== 'gone') return fate.comment;
  const {id, token} = fate;
  const proof = token === undefined ? {} : {token};
  return keepOwn(site, post, draft, {id: id ?? `held-${key}`, status: 'rejected', ...proof}, signal);
}
