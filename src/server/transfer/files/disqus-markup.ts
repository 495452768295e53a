import {withLineBreaks} from './line-breaks.js';
import {isOtherAddress} from './page-id.js';

/** The maximum number of names that are kept for mentions. */
const MAX_NAMES = 50_000;

/** `@name:disqus`, and the like for accounts of other services. */
const MENTION = /@([\w.-]{1,100}):(?:disqus|twitter|facebook|google|openid|yahoo)\b/g;
/** The address of Disqus's redirects. */
const REDIRECT = /https?:\/\/disq\.us\/(?:url|u)?\?[^\s"'<>]*/gi;
/** The signature that Disqus appends to the address. */
const SIGNATURE = /:[\w-]{20,40}$/;
const TAGS: readonly (readonly [RegExp, string])[] = [
  // Parley has no spoilers; a label announces the text.
  [/<spoiler\b[^<>]*>/gi, '<blockquote><strong>Spoiler:</strong> '],
  [/<\/spoiler>/gi, '</blockquote>'],
  [/<(\/?)strike\b[^<>]*>/gi, '<$1s>'],
];

/** Converts Disqus messages to portable HTML. */
export class DisqusMarkup {
  readonly #names = new Map<string, string>();

  /** Records the name of a person who may be mentioned later. */
  know(username: string, name: string): void {
    const key = username.toLowerCase();
    if (!name || this.#names.has(key)) return;
    const [oldest] = this.#names.keys();
    if (this.#names.size >= MAX_NAMES && oldest !== undefined) this.#names.delete(oldest);
    this.#names.set(key, name);
  }

  /** The message with line breaks, resolved links, names for mentions, and standard elements. */
  read(message: string): string {
    let html = message.replace(REDIRECT, destination);
    for (const [pattern, instead] of TAGS) html = html.replace(pattern, instead);
    html = html.replace(MENTION, (_, username: string) => `@${this.#nameOf(username)}`);
    return withLineBreaks(html);
  }

  #nameOf(username: string): string {
    const name = this.#names.get(username.toLowerCase()) ?? username;
    return name.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
  }
}

/** The target of a redirect, as written in markup; a redirect without a valid target stays. */
function destination(redirect: string): string {
  const decoded = redirect.replaceAll('&amp;', '&');
  const url = URL.canParse(decoded) ? new URL(decoded).searchParams.get('url') : null;
  const target = url?.replace(SIGNATURE, '') ?? '';
  if (!/^https?:\/\//i.test(target) || isOtherAddress(target) || !URL.canParse(target)) return redirect;
  return new URL(target).href.replace(/&/g, '&amp;').replace(/"/g, '%22').replace(/'/g, '%27');
}
