/** The theme page: controls that set Parley's tokens, a thread that shows the result, and the CSS to copy. */
import 'parley-comments/define.js';
import {MemoryAdapter} from 'parley-comments/adapters/memory.js';
import {DISCUSSION} from '/states/comments.js';

/** One control per token. `ground` and `ink` are colours of the page, not tokens: they show the thread on another background. */
const CONTROLS = [
  {name: 'ground', label: 'Background of the page', type: 'color', value: '#fbf8f1'},
  {name: 'ink', label: 'Text colour of the page', type: 'color', value: '#1f1c18'},
  {name: 'color-accent', label: 'Accent', type: 'color', value: '#0000ee'},
  {name: 'color-on-accent', label: 'On the accent', type: 'color', value: '#ffffff'},
  {name: 'color-featured', label: 'Featured', type: 'color', value: '#0000ee'},
  {
    name: 'font-family',
    label: 'Font',
    choices: ['inherit', 'Georgia, serif', 'system-ui, sans-serif', 'ui-monospace, monospace'],
  },
  {
    name: 'heading-font-family',
    label: 'Font of headings',
    choices: ['inherit', 'Georgia, serif', 'system-ui, sans-serif'],
  },
  {name: 'font-size', label: 'Size', unit: 'em', min: 0.8, max: 1.4, step: 0.05, value: 1},
  {name: 'line-height', label: 'Line height', unit: '', min: 1.2, max: 2, step: 0.05, value: 1.5},
  {name: 'space', label: 'Space between parts', unit: 'em', min: 0, max: 3, step: 0.25, value: 1},
  {name: 'comment-gap', label: 'Space around comments', unit: 'em', min: 0, max: 3, step: 0.25, value: 1.25},
  {name: 'indent', label: 'Indentation', unit: 'px', min: 0, max: 64, step: 4, value: 24},
  {name: 'line-width', label: 'Line width', unit: 'px', min: 0, max: 4, step: 1, value: 1},
  {name: 'radius', label: 'Corners', unit: 'px', min: 0, max: 24, step: 1, value: 4},
];
const PAGE_COLOURS = ['ground', 'ink'];

const form = document.querySelector('.controls');
const page = document.querySelector('.page');
const thread = document.querySelector('parley-thread');
const code = document.querySelector('.css code');
const copied = document.querySelector('.copied');
const sheet = document.createElement('style');
document.head.append(sheet);

/** The values that were set by hand, by token. */
const values = new Map();
let theme = '';

form.querySelector('.token-controls').append(...CONTROLS.map(controlFor));
thread.adapter = new MemoryAdapter({comments: DISCUSSION});

form.addEventListener('input', ({target}) => {
  if (target.name === 'theme') void useTheme(target.value);
  else {
    const {unit = ''} = CONTROLS.find(({name}) => name === target.name);
    values.set(target.name, target.value + unit);
    show();
  }
});
form.addEventListener('reset', () => {
  values.clear();
  void useTheme('');
});
document.querySelector('.copy').addEventListener('click', () => void copy());
show();

/** Uses a ready-made theme; values that were set by hand take precedence. */
async function useTheme(name) {
  theme = name ? await (await fetch(`/dist/themes/${name}.css`)).text() : '';
  show();
}

function show() {
  const tokens = [...values].filter(([name]) => !PAGE_COLOURS.includes(name));
  const own = tokens.map(([name, value]) => `  --parley-${name}: ${value};\n`).join('');
  const css = `${theme}${theme && own ? '\n' : ''}${own ? `parley-thread {\n${own}}\n` : ''}`;
  sheet.textContent = css;
  code.textContent = css || '/* Empty: the thread has your page’s font, size and colours. */\n';
  copied.textContent = '';
  page.style.background = values.get('ground') ?? '';
  page.style.color = values.get('ink') ?? '';
  page.style.colorScheme = values.has('ground') ? (isDark(values.get('ground')) ? 'dark' : 'light') : '';
}

async function copy() {
  try {
    await navigator.clipboard.writeText(code.textContent);
    copied.textContent = 'Copied.';
  } catch {
    // Without permission to write to the clipboard, the text is selected to be copied by hand.
    getSelection().selectAllChildren(code);
    copied.textContent = 'Selected: copy it with Ctrl+C or ⌘C.';
  }
}

function controlFor({name, label, type = 'range', choices, ...attributes}) {
  const field = document.createElement(choices ? 'select' : 'input');
  if (choices) field.append(...choices.map((choice) => new Option(choice.split(',')[0], choice)));
  else Object.assign(field, {type}, attributes);
  // The value after a reset.
  if (!choices) field.setAttribute('value', attributes.value);
  field.name = name;
  const control = document.createElement('label');
  control.append(label, field);
  return control;
}

/** Whether white text is more readable than black on this background. */
function isDark(hex) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
}
