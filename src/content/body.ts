import type {Body} from '../model/comment.js';
import type * as Sanitize from './sanitize.js';
import {mayHoldLinks, textToFragment} from './text.js';

/** What turns HTML into nodes; there once a body needed it. */
let html: typeof Sanitize | undefined;

/** The body that an element shows, or is about to show. */
const shown = new WeakMap<Element, Body>();

/**
 * Fetches what it takes to show these bodies: nothing for plain text, the sanitizer for HTML. To be awaited before
 * they are drawn, so that nothing moves. Rejects when the sanitizer cannot be fetched.
 */
export async function prepareBodies(bodies: readonly (Body | null | undefined)[]): Promise<void> {
  if (!bodies.some((body) => body?.format === 'html')) return;
  html ??= await import('./sanitize.js');
  await html.prepareSanitizer();
}

/**
 * Shows a body in `target`: `html` sanitized, `text` exactly as typed. `markdown` shows as typed too: no backend
 * delivers it yet, and its parser will be loaded only for one that does. HTML that was not prepared shows as soon as it
 * is, or as it was sent where it cannot be; addresses in a text become links as soon as the code for that is there,
 * which moves nothing. Nothing is done where the same body is shown already. Never throws.
 */
export function showBody(target: Element, body: Body): void {
  if (shown.get(target) === body) return;
  shown.set(target, body);
  if (body.format === 'html' && !html) {
    target.replaceChildren();
    const show = (): void => draw(target, body);
    prepareBodies([body]).then(show, show);
  } else draw(target, body);
}

function draw(target: Element, body: Body): void {
  if (shown.get(target) !== body) return;
  const {format, value} = body;
  const sanitizer = format === 'html' ? html : undefined;
  target.replaceChildren(sanitizer ? sanitizer.sanitize(value) : textToFragment(value));
  if (!(sanitizer ? sanitizer.showsWordsAlone(value) : mayHoldLinks(value))) return;
  import('./links.js').then(
    ({linkAddresses}) => {
      if (shown.get(target) === body) linkAddresses(target);
    },
    // The words are there all the same.
    () => undefined,
  );
}
