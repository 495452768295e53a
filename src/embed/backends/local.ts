import {LocalAdapter} from '../../adapters/local.js';
import type {CommentsAdapter} from '../../model/adapter.js';
import type {BackendSettings} from '../attach-adapter.js';

export {attachAdapter} from '../attach-adapter.js';

/** `backend="local"`: comments on the reader's own device, for demos and trials. */
export function createAdapter({site}: BackendSettings): CommentsAdapter {
  return new LocalAdapter(site ? {site} : {});
}
