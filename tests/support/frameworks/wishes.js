/* global window */
// What a page gives its elements in every framework, and what a test sees of it.
import {MemoryAdapter} from '../../../dist/adapters/memory.js';
import '../../../dist/define.js';

const comment = {
  id: '1',
  author: {name: 'Ida Marl'},
  body: {format: 'text', value: 'The fog bell again.'},
  createdAt: '2026-01-02T03:04:05.000Z',
};

window.checked = [];

export const thread = {
  adapter: new MemoryAdapter({comments: [comment]}),
  policy: {version: '1', rules: [{id: 'kind', text: 'Be kind to the ferryman.'}]},
  viewer: {id: 'ida', name: 'Ida Marl'},
  getToken: () => null,
  checks: () => [
    ({body}) => {
      window.checked.push(body.value);
      return null;
    },
  ],
  strings: {reply: 'Answer'},
  formatDate: () => 'that day',
};

export const notice = {policy: {rules: [{id: 'sign', text: 'Sign your letter.'}]}};

export const count = {adapter: thread.adapter, strings: {count: (comments) => `${comments} at the harbour`}};

window.wishes = {'parley-thread': thread, 'parley-policy-notice': notice, 'parley-comment-count': count};
