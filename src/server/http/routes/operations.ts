import type {AnyOperation} from '../operation.js';
import {formOperations} from './forms.js';
import {moderationOperations} from './moderation.js';
import {readingOperations} from './reading.js';
import {renderingOperations} from './rendering.js';
import {serviceOperations} from './service.js';
import {writingOperations} from './writing.js';

/**
 * Every operation of the protocol: what is routed, checked and described is made from this table, and so are `Allow` and the
 * headers and methods of CORS.
 */
export const operations: readonly AnyOperation[] = [
  ...readingOperations,
  ...renderingOperations,
  ...writingOperations,
  ...formOperations,
  ...moderationOperations,
  ...serviceOperations,
];
