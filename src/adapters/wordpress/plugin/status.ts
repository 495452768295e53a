import type {Comment} from '../../../model/comment.js';
import type {Kept} from '../device.js';
import type {Site} from '../site.js';
import {arrived} from '../writing/arrived.js';

/** What became of a comment of this device. */
export interface Fate {
  readonly status: 'approved' | 'hold' | 'rejected' | 'gone' | 'unknown';
  readonly comment: Comment | null;
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
  const answers = Array.isArray(comments) ? (comments as {status: Fate['status']; comment: unknown}[]) : [];
  return answers.map(({status, comment}) => ({
    status,
    comment: comment ? arrived(site, post, comment) : null,
  }));
}

/** What proves whose a kept comment is, or `null` where nothing does. */
export function proofOf({id, token, hash}: Kept): Proof | null {
  if (!/^\d+$/.test(id)) return null;
  if (token !== undefined) return {id: Number(id), token};
  return hash === undefined ? null : {id: Number(id), hash};
}

/** The comment that a key came to; `null` when it never arrived. */
export async function findByKey(
  site: Site,
  post: number,
  key: string,
  signal: AbortSignal,
): Promise<Comment | null> {
  const [fate] = await askFates(site, post, [{post, key}], signal);
  return fate?.comment ?? null;
}
