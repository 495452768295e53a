import type {Body} from '../model/comment.js';
import {warnLater} from '../model/warn-later.js';
import {yieldToPage} from '../model/yield-to-page.js';
import type * as Sanitize from './sanitize.js';
import {mayHoldLinks, textToFragment} from './text.js';

/** Makes DOM nodes of the bodies of one format. */
type Renderer = Pick<typeof Sanitize, 'prepareSanitizer' | 'toPlainText' | 'toContent'>;

/** How each format's renderer is loaded; any other format is plain text. */
const LOADERS = new Map<unknown, () => Promise<Renderer>>([
  ['html', () => import('./sanitize.js')],
  ['markdown', () => import('./markdown.js')],
]);

/** The loaded renderers. */
const renderers = new Map<unknown, Renderer>();

/** The most characters that one task renders; the rest follows in the next. */
const CHARACTERS_PER_TASK = 40_000;
/**
 * More nodes get a common parent: browsers compute the direction of a `dir="auto"` element anew for each appended child,
 * which takes quadratic time.
 */
const MAX_CHILDREN = 50;

/** Of a longer text the beginning is shown at once, and the rest once the code for it is loaded. */
const LONG_TEXT = 10_000;

let budget = CHARACTERS_PER_TASK;
/** The next task, with a budget of its own; absent until this one has rendered something. */
let nextTask: Promise<void> | undefined;

/** The body that each element shows or is about to show. */
const shownBodies = new WeakMap<Element, Body>();

/**
 * Loads the code to show these bodies: none for plain text, the sanitizer for HTML, a parser and the sanitizer for
 * Markdown. Await it before they are shown, so that there is no layout shift. Never rejects: if code cannot be loaded or
 * run, it warns once, `showBody` shows those bodies as text, and the next call tries again.
 */
export async function prepareBodies(bodies: readonly (Body | null | undefined)[]): Promise<void> {
  for (const format of new Set(bodies.map((body) => body?.format))) {
    try {
      const renderer = renderers.get(format) ?? (await LOADERS.get(format)?.());
      if (!renderer) continue;
      await renderer.prepareSanitizer();
      renderers.set(format, renderer);
    } catch (reason) {
      warnLater(({shownAsText}) => shownAsText(String(format), reason));
    }
  }
}

/**
 * Shows a body in `target`: `html` sanitized, `markdown` parsed and then sanitized, `text` exactly as typed. A body that
 * is not prepared is shown once it is, or as text if that fails. Addresses in text become links once the code for that is
 * loaded, without a layout shift. Does nothing if the same body is shown already. Very long bodies, and many at once, are
 * shown piece by piece so that the page stays responsive; with `isUrgent` the beginning is shown at once. Never throws.
 */
export function showBody(target: Element, body: Body, isUrgent = false): void {
  if (shownBodies.get(target) === body) return;
  shownBodies.set(target, body);
  if (isUrgent) budget = CHARACTERS_PER_TASK;
  if (LOADERS.has(body.format) && !renderers.has(body.format)) {
    target.replaceChildren();
    void prepareBodies([body]).then(() => draw(target, body));
  } else draw(target, body);
}

function draw(target: Element, body: Body): void {
  if (shownBodies.get(target) !== body) return;
  if (budget <= 0) {
    void nextTask?.then(() => {
      draw(target, body);
    });
    return;
  }
  const {format} = body;
  // A publisher's policy may have any type.
  const value = String(body.value);
  const renderer = renderers.get(format);
  const text = renderer?.toPlainText(value);
  target.replaceChildren();
  const words = text ?? value;
  if (renderer && text === null) {
    spend(value.length);
    // In HTML only marked links count; in Markdown also typed addresses.
    insert(target, body, renderer.toContent(value), format === 'markdown' && mayHoldLinks(value));
  } else if (words.length <= LONG_TEXT) {
    spend(words.length);
    insert(target, body, textToFragment(words), mayHoldLinks(words));
  } else {
    spend(LONG_TEXT);
    insert(target, body, textToFragment(words.slice(0, LONG_TEXT)));
    const isShown = (): boolean => shownBodies.get(target) === body;
    import('./long-text.js').then(
      ({drawLongText}) => drawLongText(target, words, isShown),
      () => {
        if (isShown()) target.replaceChildren(textToFragment(words));
      },
    );
  }
}

function spend(length: number): void {
  budget -= length;
  nextTask ??= yieldToPage().then(() => {
    nextTask = undefined;
    budget = CHARACTERS_PER_TASK;
  });
}

function insert(target: Element, body: Body, content: DocumentFragment, mayLink = false): void {
  let place = target;
  if (content.childNodes.length > MAX_CHILDREN) target.append((place = document.createElement('div')));
  place.append(content);
  if (!mayLink) return;
  import('./links.js').then(
    ({linkAddresses}) => {
      if (shownBodies.get(target) === body) linkAddresses(target);
    },
    // Without links the text is still there.
    () => undefined,
  );
}
