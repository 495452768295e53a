import {CommentsError} from '../../../model/errors.js';
import {parseItem, type CommentItem} from '../comment-item.js';
import {postStateOf, type Site} from '../site.js';
import {withVote} from './votes.js';

/** One change of a thread. */
export type PluginChange =
  | {readonly type: 'insert' | 'edit'; readonly item: CommentItem}
  | {readonly type: 'hide'; readonly id: string};

export interface PluginChanges {
  readonly changes: readonly PluginChange[];
  readonly cursor: string;
  /** Whether there are more changes than one response holds. */
  readonly hasMore: boolean;
  /** Whether the cursor is too old. */
  readonly isReset: boolean;
  readonly total: number | null;
}

/**
 * Fetches the changes since a cursor, or without one only the current cursor. Sent without credentials, so that a cache
 * can serve all readers.
 */
export async function fetchChanges(
  site: Site,
  post: number,
  since: string | undefined,
  signal: AbortSignal,
): Promise<PluginChanges> {
  const {data} = await site.client.request({
    route: 'parley/v1/changes',
    parameters: {post, since},
    isAnonymous: true,
    signal,
  });
  const {changes, cursor, more, reset, total} = (data ?? {}) as Readonly<Record<string, unknown>>;
  if (!Array.isArray(changes) || typeof cursor !== 'string') {
    throw new CommentsError('malformed', 'The plugin answered without a list of changes.');
  }
  const {context, publishedIds} = postStateOf(site, post);
  const parsed: PluginChange[] = [];
  for (const {type, id, comment} of changes as {type: string; id: number; comment?: unknown}[]) {
    const item = type === 'hide' ? null : parseItem(comment, context);
    if (type === 'hide') {
      publishedIds.delete(id);
      parsed.push({type, id: String(id)});
    } else if (item) {
      publishedIds.add(id);
      const own = {...item, comment: withVote(site, item.comment)};
      parsed.push({type: type === 'insert' ? 'insert' : 'edit', item: own});
    }
  }
  return {
    changes: parsed,
    cursor,
    hasMore: more === true,
    isReset: reset === true,
    total: typeof total === 'number' ? total : null,
  };
}
