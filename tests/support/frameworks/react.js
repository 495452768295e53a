/* global document */
import {createElement} from 'react';
import {createRoot} from 'react-dom/client';
import {count, notice, thread} from './wishes.js';

createRoot(document.querySelector('main')).render([
  createElement('parley-comment-count', {key: 'count', 'page-id': 'frameworks', ...count}),
  createElement(
    'parley-thread',
    {key: 'thread', loading: 'eager', 'page-id': 'frameworks', ...thread},
    createElement('parley-policy-notice', {slot: 'policy', ...notice}),
  ),
]);
