import type {Intent} from '../../../model/adapter.js';
import type {Comment, NewComment} from '../../../model/comment.js';
import type {StoredComment} from '../device-storage.js';
import type {Site} from '../site.js';
import {acceptComment} from '../writing/accept-comment.js';
import {storeOwnComment} from '../writing/own-comment.js';

/** The state of a comment of this device. */
export interface CommentState {
  readonly status: 'approved' | 'hold' | 'rejected' | 'gone' | 'unknown';
  readonly comment: Comment | null;
  readonly id: string | null;
  /** Proves the authorship, where the comment itself is not sent. */
  readonly token?: string;
}

/** Identifies a comment and proves its authorship. */
type Proof =
  | {readonly id: number; readonly token: string}
  | {readonly id: number; readonly hash: string}
  | {readonly post: number; readonly key: string};

/** Fetches the states of comments of this device, in their order. */
export async function fetchCommentStates(
  site: Site,
  post: number,
  proofs: readonly Proof[],
  signal: AbortSignal,
): Promise<readonly CommentState[]> {
  const {data} = await site.client.request({
    route: 'parley/v1/comments/status',
    json: {comments: proofs},
    signal,
  });
  const {comments} = (data ?? {}) as {comments?: unknown};
  const answers = Array.isArray(comments) ? (comments as RawState[]) : [];
  return answers.map((raw) => parseState(site, post, raw));
}

/** A state as the plugin sends it. */
interface RawState {
  readonly id?: number | null;
  readonly status: CommentState['status'];
  readonly comment: unknown;
  readonly token?: unknown;
}

function parseState(site: Site, post: number, {id, status, comment, token}: RawState): CommentState {
  return {
    id: id ? String(id) : null,
    status,
    comment: comment ? acceptComment(site, post, comment) : null,
    ...(typeof token === 'string' && {token}),
  };
}

/** The proof of a stored comment's authorship, or `null` if there is none. */
export function proofOf({id, token, hash}: StoredComment): Proof | null {
  if (!/^\d+$/.test(id)) return null;
  if (token !== undefined) return {id: Number(id), token};
  return hash === undefined ? null : {id: Number(id), hash};
}

/** The comment that was posted with a key, rejected or not; `null` if it never arrived. */
export async function findByKey(
  site: Site,
  post: number,
  draft: NewComment,
  {key, signal}: Intent,
): Promise<Comment | null> {
  const [state] = await fetchCommentStates(site, post, [{post, key}], signal);
  return state ? toOwnComment(site, post, draft, {state, key, signal}) : null;
}

/** The comment in the plugin's response to a form. */
export function commentFromForm(
  site: Site,
  post: number,
  draft: NewComment,
  {data, key, signal}: Pick<Intent, 'key' | 'signal'> & {data: unknown},
): Promise<Comment | null> {
  return toOwnComment(site, post, draft, {state: parseState(site, post, data as RawState), key, signal});
}

/** A rejected comment is made from its author's draft. */
async function toOwnComment(
  site: Site,
  post: number,
  draft: NewComment,
  {state, key, signal}: {state: CommentState; key: string; signal: AbortSignal},
): Promise<Comment | null> {
  if (state.status !== 'rejected' && state.status !== 'gone') return state.comment;
  const {id, token} = state;
  const proof = token === undefined ? {} : {token};
  return storeOwnComment(site, post, draft, {id: id ?? `held-${key}`, status: 'rejected', ...proof}, signal);
}
