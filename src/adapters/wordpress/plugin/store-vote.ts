import type {CommentId} from '../../../model/comment.js';
import {WORDPRESS_VOTES} from '../../../storage/families.js';
import {storeValue} from '../../../storage/store-value.js';
import type {Site} from '../site.js';
import {votesFor} from './votes.js';

/** The most stored votes per site; the oldest are dropped first. */
const MAX_STORED = 500;

/** Stores a vote, or that it was taken back; a guest's on the device. */
export function storeVote(site: Site, id: CommentId, up: boolean): void {
  const known = votesFor(site);
  known.delete(id);
  if (up) known.add(id);
  if (site.client.hasCredentials) return;
  // Without storage it lasts as long as the page.
  storeValue(WORDPRESS_VOTES, site.device.site, JSON.stringify([...known].slice(-MAX_STORED)));
}
