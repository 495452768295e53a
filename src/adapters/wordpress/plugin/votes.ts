import type {Comment, CommentId} from '../../../model/comment.js';
import {WORDPRESS_VOTES} from '../../../storage/families.js';
import {readStored} from '../../../storage/stored-value.js';
import {storeValue} from '../../../storage/store-value.js';
import type {Site} from '../site.js';

/** So many are remembered of a site; the oldest are forgotten first. */
const MAX_STORED = 500;

const votes = new WeakMap<Site, Set<CommentId>>();

/** A comment as it is told to everybody, with what this reader has recommended. */
export function withVote(site: Site, comment: Comment): Comment {
  const {id, score} = comment;
  return score && score.mine === undefined
    ? {...comment, score: {...score, mine: votesFor(site).has(id)}}
    : comment;
}

/** Takes over what a signed-in reader's page says that they recommend. */
export function setVotes(site: Site, ids: readonly number[]): void {
  votes.set(site, new Set(ids.map(String)));
}

/** Remembers a recommendation, or that it was taken back; a guest's on the device, where alone they are known. */
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
