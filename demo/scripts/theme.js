/** The dressing room: controls that turn Parley's tokens, a thread that shows it, and the CSS to take along. */
import 'parley-comments/define.js';
import {MemoryAdapter} from 'parley-comments/adapters/memory.js';
import {DISCUSSION} from '/states/letters.js';

/** What can be turned. `ground` and `ink` are the page's, not Parley's: they show the thread on another paper. */
const KNOBS = [
  {name: 'ground', label: 'The page’s paper', type: 'color', value: '#fbf8f1'},
  {name: 'ink', label: 'The page’s ink', type: 'color', value: '#1f1c18'},
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
  {name: 'space', label: 'Room between parts', unit: 'em', min: 0, max: 3, step: 0.25, value: 1},
  {name: 'comment-gap', label: 'Room around comments', unit: 'em', min: 0, max: 3, step: 0.25, value: 1.25},
  {name: 'indent', label: 'Indentation', unit: 'px', min: 0, max: 64, step: 4, value: 24},
  {name: 'line-width', label: 'Lines', unit: 'px', min: 0, max: 4, step: 1, value: 1},
  {name: 'radius', label: 'Corners', unit: 'px', min: 0, max: 24, step: 1, value: 4},
];
const PAGE = ['ground', 'ink'];

const form = document.querySelector('.knobs');
const page = document.querySelector('.page');
const thread = document.querySelector('parley-thread');
const code = document.querySelector('.css code');
const copied = document.querySelector('.copied');
const sheet = document.createElement('style');
document.head.append(sheet);

/** What the reader has turned by hand, by token. */
const turned = new Map();
let theme = '';

form.querySelector('.knobs-rest').append(...KNOBS.map(drawKnob));
thread.adapter = new MemoryAdapter({comments: DISCUSSION});

form.addEventListener('input', ({target}) => {
  if (target.name === 'theme') void begin(target.value);
  else {
    const {unit = ''} = KNOBS.find(({name}) => name === target.name);
    turned.set(target.name, target.value + unit);
    show();
  }
});
form.addEventListener('reset', () => {
  turned.clear();
  void begin('');
});
document.querySelector('.copy').addEventListener('click', () => void copy());
show();

/** Takes a ready theme to begin with; what was turned by hand stays above it. */
async function begin(name) {
  theme = name ? await (await fetch(`/dist/themes/${name}.css`)).text() : '';
  show();
}

function show() {
  const tokens = [...turned].filter(([name]) => !PAGE.includes(name));
  const own = tokens.map(([name, value]) => `  --parley-${name}: ${value};\n`).join('');
  const css = `${theme}${theme && own ? '\n' : ''}${own ? `parley-thread {\n${own}}\n` : ''}`;
  sheet.textContent = css;
  code.textContent = css || '/* Nothing: the thread has your page’s font, size and colours. */\n';
  copied.textContent = '';
  page.style.background = turned.get('ground') ?? '';
  page.style.color = turned.get('ink') ?? '';
  page.style.colorScheme = turned.has('ground') ? (isDark(turned.get('ground')) ? 'dark' : 'light') : '';
}

async function copy() {
  try {
    await navigator.clipboard.writeText(code.textContent);
    copied.textContent = 'Copied.';
  } catch {
    // Without leave to write to the clipboard the reader's own hand copies it.
    getSelection().selectAllChildren(code);
    copied.textContent = 'Selected: copy it with Ctrl+C or ⌘C.';
  }
}

function drawKnob({name, label, type = 'range', choices, ...attributes}) {
  const field = document.createElement(choices ? 'select' : 'input');
  if (choices) field.append(...choices.map((choice) => new Option(choice.split(',')[0], choice)));
  else Object.assign(field, {type}, attributes);
  // What a reset goes back to.
  if (!choices) field.setAttribute('value', attributes.value);
  field.name = name;
  const knob = document.createElement('label');
  knob.append(label, field);
  return knob;
}

/** Whether white ink reads better on this ground than black. */
function isDark(hex) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
}
