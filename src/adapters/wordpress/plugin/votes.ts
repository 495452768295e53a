import type {Comment, CommentId} from '../../../model/comment.js';
import {WORDPRESS_VOTES} from '../../../storage/families.js';
import {readStored} from '../../../storage/stored-value.js';
import {storeValue} from '../../../storage/store-value.js';
import type {Site} from '../site.js';

/** The most stored votes per site; the oldest are dropped first. */
const MAX_STORED = 500;

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

/** Stores a vote, or that it was taken back; a guest's on the device. */
export function storeVote(site: Site, id: CommentId, up: boolean): void {
  const known = votesFor(site);
  known.delete(id);
  if (up) known.add(id);
  if (isSignedIn(site)) return;
  // Without storage it lasts as long as the page.
  storeValue(WORDPRESS_VOTES, site.device.site, JSON.stringify([...known].slice(-MAX_STORED)));
}

function votesFor(site: Site): Set<CommentId> {
  const known = votes.get(site) ?? new Set(isSignedIn(site) ? [] : storedVotes(site));
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

function isSignedIn({client}: Site): boolean {
  return client.hasCredentials;
}
