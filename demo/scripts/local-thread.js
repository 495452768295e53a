/**
 * Gives every thread and count of the page without a `backend` a local adapter that begins with a comment. The script
 * tag renders the elements.
 */
import {LocalAdapter} from '/dist/adapters/local.js';
import {comments} from './local-comments.js';

const adapter = new LocalAdapter({seed: ({pageId}) => comments[pageId] ?? []});

const elements = document.querySelectorAll(
  'parley-thread:not([backend]), parley-comment-count:not([backend])',
);
for (const element of elements) element.adapter = adapter;
