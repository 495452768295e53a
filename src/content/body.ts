import type {Body} from '../model/comment.js';
import {warnLater} from '../model/warn-later.js';
import {yieldToPage} from '../model/yield-to-page.js';
import type * as Sanitize from './sanitize.js';
import {mayHoldLinks, textToFragment} from './text.js';

/** What makes nodes of the bodies of one format. */
type Maker = Pick<typeof Sanitize, 'asText' | 'prepareSanitizer' | 'toContent'>;

/** How the makers are fetched; a format that is not in here is plain text. */
const FETCH = new Map<unknown, () => Promise<Maker>>([
  ['html', () => import('./sanitize.js')],
  ['markdown', () => import('./markdown.js')],
]);

/** Those that are there, because a body needed them. */
const makers = new Map<unknown, Maker>();

/** How many characters are made nodes of in one task; what is above it comes in the next. */
const ROOM = 40_000;
/**
 * More nodes than these get one element around them: browsers look for the direction of a `dir="auto"` anew with each
 * child that it is given, which takes quadratic time.
 */
const MOST_CHILDREN = 50;

/** Of a longer text the beginning shows at once, and the rest as soon as the code for it has come. */
const LONG = 10_000;

let room = ROOM;

/** The body that an element shows, or is about to show. */
const shown = new WeakMap<Element, Body>();

/**
 * Fetches what it takes to show these bodies: nothing for plain text, the sanitizer for HTML, a parser and the sanitizer
 * for Markdown. To be awaited before they are drawn, so that nothing moves. Never rejects: where code cannot be fetched or
 * does not run there is one warning, `showBody` shows the bodies that need it as text, and the next call tries again.
 */
export async function prepareBodies(bodies: readonly (Body | null | undefined)[]): Promise<void> {
  for (const format of new Set(bodies.map((body) => body?.format))) {
    try {
      const maker = makers.get(format) ?? (await FETCH.get(format)?.());
      if (!maker) continue;
      await maker.prepareSanitizer();
      makers.set(format, maker);
    } catch (reason) {
      warnLater(({shownAsText}) => shownAsText(String(format), reason));
    }
  }
}

/**
 * Shows a body in `target`: `html` sanitized, `markdown` parsed and then sanitized, `text` exactly as typed. What was not
 * prepared shows as soon as it is, or as it was sent where it cannot be; addresses in a text become links as soon as the
 * code for that is there, which moves nothing. Nothing is done where the same body is shown already. What is very long,
 * or comes with much else, shows piece by piece, so that the page can answer in between; `isUrgent` has its beginning
 * shown at once in any case. Never throws.
 */
export function showBody(target: Element, body: Body, isUrgent = false): void {
  if (shown.get(target) === body) return;
  shown.set(target, body);
  if (isUrgent) room = ROOM;
  if (FETCH.has(body.format) && !makers.has(body.format)) {
    target.replaceChildren();
    void prepareBodies([body]).then(() => draw(target, body));
  } else draw(target, body);
}

function draw(target: Element, body: Body): void {
  if (shown.get(target) !== body) return;
  if (room <= 0) {
    void yieldToPage().then(() => {
      draw(target, body);
    });
    return;
  }
  const {format} = body;
  // A publisher's policy may be anything.
  const value = String(body.value);
  const maker = makers.get(format);
  const text = maker?.asText(value);
  target.replaceChildren();
  const words = text ?? value;
  if (maker && text === null) {
    take(value.length);
    // In markup, links are what was marked so.
    put(target, body, maker.toContent(value), format === 'markdown' && mayHoldLinks(value));
  } else if (words.length <= LONG) {
    take(words.length);
    put(target, body, textToFragment(words), mayHoldLinks(words));
  } else {
    take(LONG);
    put(target, body, textToFragment(words.slice(0, LONG)));
    const isShown = (): boolean => shown.get(target) === body;
    import('./long-text.js').then(
      ({drawLongText}) => drawLongText(target, words, isShown),
      () => {
        if (isShown()) target.replaceChildren(textToFragment(words));
      },
    );
  }
}

function take(length: number): void {
  if (room === ROOM)
    void yieldToPage().then(() => {
      room = ROOM;
    });
  room -= length;
}

function put(target: Element, body: Body, content: DocumentFragment, mayLink = false): void {
  let place = target;
  if (content.childNodes.length > MOST_CHILDREN) target.append((place = document.createElement('div')));
  place.append(content);
  if (!mayLink) return;
  import('./links.js').then(
    ({linkAddresses}) => {
      if (shown.get(target) === body) linkAddresses(target);
    },
    // The words are there all the same.
    () => undefined,
  );
}
