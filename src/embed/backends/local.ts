import {LocalAdapter} from '../../adapters/local.js';
import type {CommentsAdapter} from '../../model/adapter.js';
import type {BackendSettings} from '../begin.js';

export {begin} from '../begin.js';

/** `backend="local"`: comments kept on the reader's own device, for demos and for trying Parley out. */
export function createAdapter({site}: BackendSettings): CommentsAdapter {
  return new LocalAdapter(site ? {site} : {});
}
