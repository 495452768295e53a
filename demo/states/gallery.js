/**
 * The gallery of states: every state of a thread on one page, in the language, direction and colours that the address
 * asks for: `?lang=ar&scheme=dark&state=held`. The page has `data-settled` when all are as they are named, and
 * `data-failed`, with the reason, when one of them does not get there.
 */
import 'parley-comments/define.js';
import {CommentsError, DEFAULT_CHECKS, runChecks} from 'parley-comments';
import {MemoryAdapter} from 'parley-comments/adapters/memory.js';
import {drawState} from './draw.js';
import {statesOf} from './states.js';

const asked = new URLSearchParams(location.search);
const states = statesOf(CommentsError);
const only = asked.get('state');
const theme = asked.get('theme') ?? '';

const controls = document.querySelector('form');
for (const {name, title} of states) controls.elements.state.add(new Option(title, name));
for (const control of controls.elements) if (control.name) control.value = asked.get(control.name) ?? '';
controls.addEventListener('change', () => controls.requestSubmit());

if (theme) {
  const sheet = document.createElement('link');
  Object.assign(sheet, {rel: 'stylesheet', href: `/dist/themes/${encodeURIComponent(theme)}.css`});
  document.head.append(sheet);
}

const drawn = states
  .filter(({name}) => !only || name === only)
  .map((state) => drawState(state, MemoryAdapter));
document.querySelector('#gallery').append(...drawn.map(({section}) => section));
const {dataset} = document.documentElement;
try {
  // A letter does not wait for checks that take too long, as they may while dozens of threads are drawn at once.
  await runChecks(
    {parentId: null, body: {format: 'text', value: ''}},
    {checks: DEFAULT_CHECKS, timeLimit: 20_000},
  );
  await Promise.all(drawn.map(({reached}) => reached()));
  dataset.settled = '';
} catch (error) {
  dataset.failed = error.message;
  throw error;
}
