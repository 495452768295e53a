import type {Body} from '../model/comment.js';
import type * as Sanitize from './sanitize.js';
import {warnLater} from '../model/warn-later.js';
import {mayHoldLinks, textToFragment} from './text.js';

/** What makes nodes of the bodies of one format. */
type Maker = Pick<typeof Sanitize, 'leavesAddresses' | 'prepareSanitizer' | 'sanitize'>;

/** How the makers are fetched; a format that is not in here is plain text. */
const FETCH = new Map<unknown, () => Promise<Maker>>([
  ['html', () => import('./sanitize.js')],
  ['markdown', () => import('./markdown.js')],
]);

/** Those that are there, because a body needed them. */
const makers = new Map<unknown, Maker>();

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
 * code for that is there, which moves nothing. Nothing is done where the same body is shown already. Never throws.
 */
export function showBody(target: Element, body: Body): void {
  if (shown.get(target) === body) return;
  shown.set(target, body);
  if (FETCH.has(body.format) && !makers.has(body.format)) {
    target.replaceChildren();
    void prepareBodies([body]).then(() => draw(target, body));
  } else draw(target, body);
}

function draw(target: Element, body: Body): void {
  if (shown.get(target) !== body) return;
  const {format} = body;
  // A publisher's policy may be anything.
  const value = String(body.value);
  const maker = makers.get(format);
  target.replaceChildren(maker ? maker.sanitize(value) : textToFragment(value));
  if (!(maker ? maker.leavesAddresses(value) : mayHoldLinks(value))) return;
  import('./links.js').then(
    ({linkAddresses}) => {
      if (shown.get(target) === body) linkAddresses(target);
    },
    // The words are there all the same.
    () => undefined,
  );
}
