/**
 * The gallery: every state of a thread on one page. The query string sets language, colour scheme and theme, or chooses
 * one state: `?lang=ar&scheme=dark&state=held`. The page gets `data-settled` when every thread is in its state, and
 * `data-failed`, with the reason, if one does not reach it.
 */
import 'parley-comments/define.js';
import {CommentsError, DEFAULT_CHECKS, runChecks} from 'parley-comments';
import {MemoryAdapter} from 'parley-comments/adapters/memory.js';
import {renderState} from './render-state.js';
import {statesOf} from './states.js';

const query = new URLSearchParams(location.search);
const states = statesOf(CommentsError);
const onlyState = query.get('state');
const theme = query.get('theme') ?? '';

const controls = document.querySelector('form');
for (const {name, title} of states) controls.elements.state.add(new Option(title, name));
for (const control of controls.elements) if (control.name) control.value = query.get(control.name) ?? '';
controls.addEventListener('change', () => controls.requestSubmit());

if (theme) {
  const sheet = document.createElement('link');
  Object.assign(sheet, {rel: 'stylesheet', href: `/dist/themes/${encodeURIComponent(theme)}.css`});
  document.head.append(sheet);
}

const rendered = states
  .filter(({name}) => !onlyState || name === onlyState)
  .map((state) => ({state, ...renderState(state, MemoryAdapter)}));
document.querySelector('#gallery').append(...rendered.map(({section}) => section));
const {dataset} = document.documentElement;
try {
  // Loads the checks first: while dozens of threads render at once, they would exceed the time limit for posting.
  await runChecks(
    {parentId: null, body: {format: 'text', value: ''}},
    {checks: DEFAULT_CHECKS, timeLimit: 20_000},
  );
  const reachAll = (changesAddress) =>
    Promise.all(
      rendered
        .filter(({state}) => Boolean(state.changesAddress) === changesAddress)
        .map(({reached}) => reached()),
    );
  await reachAll(false);
  // All threads of the page have the same address: it changes when no other reads it any more.
  await reachAll(true);
  dataset.settled = '';
} catch (error) {
  dataset.failed = error.message;
  throw error;
}
