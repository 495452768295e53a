import {warnLater} from '../model/warn-later.js';
import type {Engine} from './engine.js';
import {harden} from './harden.js';
import {prepareLayout} from './layout.js';
import {isParsable} from './parsable.js';
import {markupToText} from './plain-text.js';
import {createPlatformSanitizer} from './platform-sanitizer.js';
import {textToFragment} from './text.js';

/** `auto` uses the browser's sanitizer if it has one, else DOMPurify; `dompurify` always uses DOMPurify. */
export type SanitizerEngine = 'auto' | 'dompurify';

let requestedEngine: SanitizerEngine = 'auto';
let platformSanitizer: Engine | null | undefined;
let purifier: Engine | null = null;

/**
 * Prepares `sanitize`; await it before the first HTML body is shown. Loads DOMPurify if the browser has no sanitizer, or
 * if `engine` requires it, which then holds for the whole page. Never rejects: if DOMPurify cannot be loaded or run, it
 * warns once, HTML bodies are shown as plain text, and the next call tries again.
 */
export async function prepareSanitizer(engine: SanitizerEngine = 'auto'): Promise<void> {
  if (engine === 'dompurify') requestedEngine = engine;
  try {
    if (currentEngine()) return;
    const {createPurifier} = await import('./purify.js');
    purifier ??= createPurifier();
  } catch {
    // Reported below.
  }
  if (!purifier)
    warnLater(({noSanitizer}) => {
      noSanitizer();
    });
}

/**
 * Sanitizes the HTML of one body (`allow-list.ts`), in an inert document: nothing in it runs or loads, before or after it
 * is inserted. It is parsed by itself, so it cannot affect another body. Without an engine, if one fails, and for a body
 * of over 100,000 characters, 3,000 tags, or 6,000 words and attributes, it returns the text of the markup. Never throws,
 * never returns anything unsanitized.
 */
export function sanitize(html: string): DocumentFragment {
  try {
    const engine = currentEngine();
    if (engine && isParsable(html)) return sanitizeWith(engine, html);
  } catch (reason) {
    // Fall back to plain text.
    warnLater(({shownAsText}) => shownAsText('html', reason));
  }
  return textToFragment(markupToText(html));
}

/**
 * Paragraphs of text on one line each, as most comments are, with the punctuation that WordPress writes as numbers. All else
 * is parsed, also what parsers change: line ends, NUL, empty paragraphs.
 */
const PARAGRAPHS = /^(<p>(?![ \t\f]*<)([^<>&\r\n\0]|&#8\d{3};)*<\/p>[ \t\f\n]*)+$/;

/** `sanitize`, prepared for display (`layout.ts`). Paragraphs need neither: they become nodes in a third of the time. */
export function toContent(html: string): DocumentFragment {
  if (!PARAGRAPHS.test(html)) return prepareLayout(sanitize(html));
  const content = new DocumentFragment();
  for (const [, words = ''] of html.matchAll(/<p>([^<]*)/g)) {
    const paragraph = document.createElement('p');
    paragraph.append(words.replace(/&#(\d+);/g, (_, code: number) => String.fromCharCode(code)));
    content.append(paragraph);
  }
  return content;
}

/** The plain text, if `sanitize` would return no more than that, else `null`. Never throws. */
export function toPlainText(html: string): string | null {
  try {
    if (currentEngine() && isParsable(html)) return null;
  } catch {
    // Fall back to plain text.
  }
  return markupToText(html);
}

/** `sanitize` with a given engine; throws what the engine throws. */
export function sanitizeWith(engine: Engine, html: string): DocumentFragment {
  // The content of `noscript` is parsed as markup or text depending on whether scripts run, on which Firefox and Chromium
  // disagree here. Firefox 153 makes a shadow root of a `template` in documents, and a closed one cannot be inspected.
  // Under another name both are unknown elements everywhere, and are removed with their content.
  return harden(engine(html.replace(/<(\/?)(noscript|template)/gi, '<$1x-$2')));
}

function currentEngine(): Engine | null {
  if (requestedEngine === 'dompurify') return purifier;
  if (platformSanitizer === undefined) {
    // Do not try again if it throws.
    platformSanitizer = null;
    platformSanitizer = createPlatformSanitizer();
  }
  return platformSanitizer ?? purifier;
}
