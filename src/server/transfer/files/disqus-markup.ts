import {withLineBreaks} from './line-breaks.js';
import {isOtherAddress} from './page-id.js';

/** How many people's names are kept at a time, to name those who are mentioned. */
const MAX_NAMES = 50_000;

/** `@name:disqus`, and the like for accounts of other services. */
const MENTION = /@([\w.-]{1,100}):(?:disqus|twitter|facebook|google|openid|yahoo)\b/g;
/** The address that Disqus sends its readers through. */
const REDIRECT = /https?:\/\/disq\.us\/(?:url|u)?\?[^\s"'<>]*/gi;
/** What Disqus adds to the address itself: a signature. */
const SIGNATURE = /:[\w-]{20,40}$/;
const TAGS: readonly (readonly [RegExp, string])[] = [
  // Nothing is hidden in a comment of ours, but a reader is told what follows.
  [/<spoiler\b[^<>]*>/gi, '<blockquote><strong>Spoiler:</strong> '],
  [/<\/spoiler>/gi, '</blockquote>'],
  [/<(\/?)strike\b[^<>]*>/gi, '<$1s>'],
];

/** Makes of Disqus' messages HTML that means something elsewhere. */
export class DisqusMarkup {
  readonly #names = new Map<string, string>();

  /** Notes how somebody is called who may be mentioned later. */
  know(username: string, name: string): void {
    const key = username.toLowerCase();
    if (!name || this.#names.has(key)) return;
    const [oldest] = this.#names.keys();
    if (this.#names.size >= MAX_NAMES && oldest !== undefined) this.#names.delete(oldest);
    this.#names.set(key, name);
  }

  /** The message with its line breaks, links to where they lead, people by their names, and elements that everybody has. */
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

/** Where a redirect leads, as it is written in markup; one that does not say so, or leads to no page, stays. */
function destination(redirect: string): string {
  const decoded = redirect.replaceAll('&amp;', '&');
  const url = URL.canParse(decoded) ? new URL(decoded).searchParams.get('url') : null;
  const target = url?.replace(SIGNATURE, '') ?? '';
  if (!/^https?:\/\//i.test(target) || isOtherAddress(target) || !URL.canParse(target)) return redirect;
  return new URL(target).href.replace(/&/g, '&amp;').replace(/"/g, '%22').replace(/'/g, '%27');
}
