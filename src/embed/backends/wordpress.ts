import {WordPressAdapter} from '../../adapters/wordpress.js';
import type {CommentsAdapter} from '../../model/adapter.js';
import type {BackendSettings} from '../begin.js';

export {begin} from '../begin.js';

/** `backend="wordpress"`: the comments of a WordPress site, by its REST API. */
export function createAdapter({endpoint}: BackendSettings): CommentsAdapter {
  return new WordPressAdapter({endpoint});
}
