import {MemoryAdapter} from '../../adapters/memory.js';
import type {CommentsAdapter} from '../../model/adapter.js';

export {attachAdapter} from '../attach-adapter.js';

/** `backend="memory"`: comments that are lost with the page, for design work. */
export function createAdapter(): CommentsAdapter {
  return new MemoryAdapter({});
}
