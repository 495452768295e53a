import {warnLater} from '../model/warn-later.js';
import {warnOnce} from '../model/warn-once.js';
import type {Engine} from './engine.js';
import {harden} from './harden.js';
import {layOut} from './lay-out.js';
import {markupToText} from './plain-text.js';
import {createPlatformSanitizer} from './platform-sanitizer.js';
import {textToFragment} from './text.js';

/** `auto` takes the browser's sanitizer where there is one; `dompurify` takes DOMPurify everywhere. */
export type SanitizerEngine = 'auto' | 'dompurify';

/**
 * What is still parsed. Parsers take quadratic time for deep or misnested markup (Chromium 156: two seconds for
 * 33,000 times `<b>`, 30 for a hundred thousand attributes), and no letter of a reader comes near these.
 */
const MAX_LENGTH = 100_000;
const MAX_TAGS = 3000;

let wanted: SanitizerEngine = 'auto';
let platform: Engine | null | undefined;
let purifier: Engine | null = null;

/**
 * Makes `sanitize` ready; to be awaited before the first HTML body is drawn. Loads DOMPurify where the browser
 * has no sanitizer of its own, or where `engine` asks for it; the wish then holds for the whole page. Never
 * rejects: where DOMPurify cannot be had there is one warning, HTML bodies show as plain text, and the next
 * call tries again.
 */
export async function prepareSanitizer(engine: SanitizerEngine = 'auto'): Promise<void> {
  if (engine === 'dompurify') wanted = engine;
  try {
    if (currentEngine()) return;
    const {createPurifier} = await import('./purify.js');
    purifier ??= createPurifier();
  } catch {
    // Told below.
  }
  if (!purifier)
    warnOnce('no-sanitizer', 'DOMPurify did not load or may not run here; comments show as plain text.');
}

/**
 * Gives the markup of one body as what a comment may hold (`allow-list.ts`), in an inert document: nothing in
 * it runs or loads, before or after it is inserted. Parsed alone, so nothing in it can reach another body.
 * Without an engine, should one fail, and for a body of over 100,000 characters or 3,000 tags it gives the words
 * of the markup as plain text. Never throws, never gives anything unsanitized.
 */
export function sanitize(html: string): DocumentFragment {
  try {
    const engine = currentEngine();
    if (engine && isParsable(html)) return sanitizeWith(engine, html);
  } catch (reason) {
    // The words are better than nothing.
    warnLater(({shownAsText}) => shownAsText('html', reason));
  }
  return textToFragment(markupToText(html));
}

/** `sanitize`, ready to be shown where spaces count and every paragraph has a direction of its own (`lay-out.ts`). */
export function toContent(html: string): DocumentFragment {
  return layOut(sanitize(html));
}

/** The words alone where `sanitize` would give no more than them, else `null`. Never throws. */
export function asText(html: string): string | null {
  try {
    if (currentEngine() && isParsable(html)) return null;
  } catch {
    // The words are better than nothing.
  }
  return markupToText(html);
}

function isParsable(html: string): boolean {
  return html.length <= MAX_TAGS || (html.length <= MAX_LENGTH && html.split('<').length <= MAX_TAGS);
}

/** `sanitize` with a given engine; throws what the engine throws. */
export function sanitizeWith(engine: Engine, html: string): DocumentFragment {
  // The content of `noscript` is markup or text depending on whether scripts run, and Firefox and Chromium
  // disagree on whether they do here. Of a `template` Firefox 153 makes a shadow root, in documents, and nobody
  // can see into a closed one. Under another name both are markup everywhere, and go with their content.
  return harden(engine(html.replace(/<(\/?)(noscript|template)/gi, '<$1x-$2')));
}

function currentEngine(): Engine | null {
  if (wanted === 'dompurify') return purifier;
  if (platform === undefined) {
    // Not again, should it throw.
    platform = null;
    platform = createPlatformSanitizer();
  }
  return platform ?? purifier;
}
