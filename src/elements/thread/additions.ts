import type {Comment} from '../../model/comment.js';
import {isOn} from '../base/is-on.js';
import {showAvatars} from '../comment-list/avatars.js';
import {featuredRenderer, type FeaturedRenderer} from './featured.js';
import type {ThreadInternals} from './thread-internals.js';

/** What publishers add to some threads: quotes of featured comments, and the initials of authors. Returns what draws the quotes. */
export function addTo(host: ThreadInternals, opened: readonly Comment[]): FeaturedRenderer {
  if (isOn(host.avatars)) showAvatars(host);
  return featuredRenderer(host, opened);
}
