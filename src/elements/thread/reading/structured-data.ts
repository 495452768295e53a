import {documentProperty} from '../../../model/document-property.js';
import {html, render} from 'lit';
import {showBody} from '../../../content/body.js';
import {commentData, discussionData, isPublished, type CommentData} from '../../../markup/structured-data.js';
import type {Body, CommentId} from '../../../model/comment.js';
import {isOn} from '../../base/is-on.js';
import type {ThreadInternals} from '../thread-internals.js';

/** The number of comments per task. */
const SLICE = 100;

/**
 * JSON-LD of a thread's comments for search engines, in the head of the document: published comments on the page only.
 * Top-level comments are about the page's canonical address.
 */
export class StructuredData {
  #script: HTMLScriptElement | undefined;
  /** The input of the last version. */
  #made: unknown;
  readonly #words = new WeakMap<Body, string>();

  /** Describes the current comments if the page asks for it; removes the data otherwise. */
  async follow(host: ThreadInternals): Promise<void> {
    const {thread, phase, comments} = host.store?.state ?? {};
    if (!host.isConnected || !isOn(host.getAttribute('structured-data')) || !thread || comments?.size === 0) {
      this.#made = undefined;
      this.#script?.remove();
      return;
    }
    if (phase !== 'ready' || !comments || this.#made === comments) return;
    this.#made = comments;
    const published = [...comments.values()].filter(isPublished);
    if (published.length === 0) {
      this.#script?.remove();
      return;
    }
    const items = new Map<CommentId, CommentData>();
    for (const comment of published) {
      items.set(
        comment.id,
        commentData(comment, this.#wordsOf(comment.body), {
          pageUrl: thread.url,
          here: location.href,
          anonymous: host.messages?.anonymous ?? '',
        }),
      );
      if (items.size % SLICE > 0) continue;
      await new Promise((resolve) => setTimeout(resolve));
      // A newer version is being created.
      if (this.#made !== comments) return;
    }
    this.#show(discussionData(published, items, thread.url));
  }

  #wordsOf(body: Body): string {
    if (body.format !== 'html') return body.value;
    let words = this.#words.get(body);
    if (words === undefined) {
      const place = document.createElement('div');
      // Sanitized like for readers.
      showBody(place, body);
      words = textOf(place)
        .trim()
        .replace(/\n{3,}/g, '\n\n');
      this.#words.set(body, words);
    }
    return words;
  }

  /** As a text node, with `<` escaped so that no body ends the script. */
  #show(data: unknown): void {
    this.#script ??= dataScript();
    this.#script.replaceChildren(document.createTextNode(JSON.stringify(data).replace(/</g, '\\u003c')));
    if (!this.#script.isConnected) documentProperty('head').append(this.#script);
  }
}

/**
 * A script element with data. Cloned from a template it counts as already started: a created one would be prepared for
 * execution, and rejected on pages that require Trusted Types.
 */
function dataScript(): HTMLScriptElement {
  const place = document.createElement('div');
  render(html`<script type="application/ld+json"></script>`, place);
  return place.querySelector('script') ?? document.createElement('script');
}

const BLOCKS = 'p, ul, ol, li, blockquote, pre';

/** The text of nodes that are not rendered, with line breaks. */
function textOf(node: Node): string {
  if (node instanceof HTMLBRElement) return '\n';
  if (!(node instanceof Element)) return node.textContent ?? '';
  const words = [...node.childNodes].map(textOf).join('');
  return node.matches(BLOCKS) ? `\n\n${words.trim()}\n\n` : words;
}
