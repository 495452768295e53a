import {FORM_PAGE_STYLES} from '../../static/form-page.js';
import type {HtmlPage} from './operation.js';
import {CACHE} from './responses.js';

let styleDigest: Promise<string> | undefined;

/** A document for people, which may have the style sheet of the form's pages, and nothing else: no script, frame or image. */
export async function htmlPage(html: string): Promise<HtmlPage> {
  const digest = await (styleDigest ??= sha256Base64(FORM_PAGE_STYLES));
  return {
    html,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': CACHE.private,
      'content-security-policy': `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; frame-ancestors 'none'`,
    },
  };
}

async function sha256Base64(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}
