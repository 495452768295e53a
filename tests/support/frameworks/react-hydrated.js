/* global document */
import {createElement} from 'react';
import {hydrateRoot} from 'react-dom/client';
import {MemoryAdapter} from '../../../dist/adapters/memory.js';
import '../../../dist/define.js';
import {App} from './react-app.js';

const adapter = new MemoryAdapter({
  comments: [
    {
      id: '1',
      author: {name: 'Ida Marl'},
      body: {format: 'text', value: 'The fog bell again.'},
      createdAt: '2026-01-02T03:04:05.000Z',
    },
  ],
});

hydrateRoot(document.querySelector('main'), createElement(App, {adapter}));
