import type {Body} from '../model/comment.js';
import {sanitize} from './sanitize.js';
import {textToFragment} from './text.js';

/**
 * Gives a body as nodes: `html` sanitized, `text` exactly as typed. `markdown` shows as typed too: no backend
 * delivers it yet, and its parser will be loaded only for one that does. Never throws.
 */
export function bodyToFragment(body: Body): DocumentFragment {
  return body.format === 'html' ? sanitize(body.value) : textToFragment(body.value);
}
