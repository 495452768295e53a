import {createApp, h} from 'vue/dist/vue.runtime.esm-browser.prod.js';
import {count, notice, thread} from './wishes.js';

createApp({
  render: () => [
    h('parley-comment-count', {'page-id': 'frameworks', ...count}),
    h('parley-thread', {loading: 'eager', 'page-id': 'frameworks', ...thread}, [
      h('parley-policy-notice', {slot: 'policy', ...notice}),
    ]),
  ],
}).mount('main');
