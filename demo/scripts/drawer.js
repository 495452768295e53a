/**
 * Puts the letter of the week into the drawer: a local adapter that begins with them, given to every thread
 * and count of the page that names no backend. The script tag draws the elements.
 */
import {LocalAdapter} from '/dist/adapters/local.js';
import {letters} from './letters.js';

const adapter = new LocalAdapter({seed: ({pageId}) => letters[pageId] ?? []});

const elements = document.querySelectorAll(
  'parley-thread:not([backend]), parley-comment-count:not([backend])',
);
for (const element of elements) element.adapter = adapter;
