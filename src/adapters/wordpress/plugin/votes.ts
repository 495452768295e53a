import type {Comment, CommentId} from '../../../model/comment.js';
import {WORDPRESS_VOTES} from '../../../storage/families.js';
import {readStored} from '../../../storage/stored-value.js';
import type {Site} from '../site.js';

const votes = new WeakMap<Site, Set<CommentId>>();

/** Adds this reader's vote to a comment that is the same for everybody. */
export function withVote(site: Site, comment: Comment): Comment {
  const {id, score} = comment;
  return score && score.mine === undefined
    ? {...comment, score: {...score, mine: votesFor(site).has(id)}}
    : comment;
}

/** Sets the votes of a signed-in reader. */
export function setVotes(site: Site, ids: readonly number[]): void {
  votes.set(site, new Set(ids.map(String)));
}

/** The ids of the comments that this reader recommends; whoever changes it stores it (`storeVote`). */
export function votesFor(site: Site): Set<CommentId> {
  const known = votes.get(site) ?? new Set(site.client.hasCredentials ? [] : storedVotes(site));
  votes.set(site, known);
  return known;
}

function storedVotes({device}: Site): readonly CommentId[] {
  try {
    const ids: unknown = JSON.parse(readStored(WORDPRESS_VOTES, device.site) ?? '[]');
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}
