import {DOCUMENT_STYLES} from '../../static/document.js';
import type {HtmlPage} from './operation.js';
import {CACHE} from './responses.js';

let styleDigest: Promise<string> | undefined;

/**
 * The policy of a document that may have the style sheets of these origins and its own, and nothing else: no script, frame or
 * image. What is written for readers without scripts is shown to all.
 */
export async function documentPolicy(styleOrigins: readonly string[] = []): Promise<string> {
  const digest = await (styleDigest ??= sha256Base64(DOCUMENT_STYLES));
  const styles = [`'sha256-${digest}'`, ...styleOrigins].join(' ');
  return `default-src 'none'; style-src ${styles}; base-uri 'none'; frame-ancestors 'none'; sandbox allow-forms allow-same-origin`;
}

/** A page that is one reader's own. */
export async function htmlPage(html: string): Promise<HtmlPage> {
  return {
    html,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': CACHE.private,
      'content-security-policy': await documentPolicy(),
    },
  };
}

async function sha256Base64(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}
