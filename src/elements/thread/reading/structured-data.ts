import {documentProperty} from '../../../model/document-property.js';
import {html, render} from 'lit';
import {showBody} from '../../../content/body.js';
import {displayName} from '../../../content/name.js';
import {safeUrl} from '../../../content/safe-url.js';
import type {Body, Comment, CommentId} from '../../../model/comment.js';
import {isOn} from '../../base/is-on.js';
import {permalink} from '../../../markup/permalink.js';
import type {ThreadInternals} from '../thread-internals.js';

/** Deeper replies are siblings, each with its parent: chains of thousands are allowed. */
const DEEPEST = 20;

/** The number of comments per task. */
const SLICE = 100;

/** A comment as defined by https://schema.org/Comment. */
type Item = Record<string, unknown> & {comment?: Item[]};

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
    const published = [...comments.values()].filter(
      ({status = 'published', delivery}) => status === 'published' && !delivery,
    );
    if (published.length === 0) {
      this.#script?.remove();
      return;
    }
    const items = new Map<CommentId, Item>();
    for (const comment of published) {
      items.set(comment.id, this.#describe(comment, thread.url, host.messages?.anonymous ?? ''));
      if (items.size % SLICE > 0) continue;
      await new Promise((resolve) => setTimeout(resolve));
      // A newer version is being created.
      if (this.#made !== comments) return;
    }
    const roots = nested(published, items);
    for (const item of roots) item['about'] = {'@id': thread.url};
    this.#show({'@context': 'https://schema.org', '@graph': roots});
  }

  #describe(comment: Comment, pageUrl: string, anonymous: string): Item {
    const {author, body, createdAt, editedAt, lang, score} = comment;
    const url = permalink(comment, pageUrl, location.href).href;
    const authorUrl = safeUrl(author.url ?? '');
    return {
      '@type': 'Comment',
      '@id': url,
      url,
      author: {
        '@type': 'Person',
        name: displayName(author.name) || anonymous,
        ...(authorUrl !== null && {url: authorUrl}),
      },
      dateCreated: createdAt,
      ...(editedAt && {dateModified: editedAt}),
      ...(lang && {inLanguage: lang}),
      text: this.#wordsOf(body),
      ...(score && {upvoteCount: score.up}),
    };
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

/** Adds replies to their parents' items, and returns the top-level items. */
function nested(comments: readonly Comment[], items: ReadonlyMap<CommentId, Item>): readonly Item[] {
  const roots: Item[] = [];
  const parents = new Map(comments.map(({id, parentId}) => [id, parentId ?? '']));
  const places = new Map<CommentId, {readonly list: Item[]; readonly level: number}>();
  for (const {id} of comments) {
    const path = new Set<CommentId>();
    for (let at = id; items.has(at) && !places.has(at) && !path.has(at);) {
      path.add(at);
      at = parents.get(at) ?? '';
    }
    for (const one of [...path].reverse()) {
      const item = items.get(one);
      if (!item) continue;
      const parentId = parents.get(one) ?? '';
      const [parent, above] = [items.get(parentId), places.get(parentId)];
      if (parent) item['parentItem'] = {'@type': 'Comment', '@id': parent['@id']};
      const place = !parent || !above ? {list: roots, level: 0} : below(parent, above);
      place.list.push(item);
      places.set(one, place);
    }
  }
  return roots;
}

function below(
  parent: Item,
  above: {readonly list: Item[]; readonly level: number},
): {readonly list: Item[]; readonly level: number} {
  return above.level >= DEEPEST ? above : {list: (parent.comment ??= []), level: above.level + 1};
}

const BLOCKS = 'p, ul, ol, li, blockquote, pre';

/** The text of nodes that are not rendered, with line breaks. */
function textOf(node: Node): string {
  if (node instanceof HTMLBRElement) return '\n';
  if (!(node instanceof Element)) return node.textContent ?? '';
  const words = [...node.childNodes].map(textOf).join('');
  return node.matches(BLOCKS) ? `\n\n${words.trim()}\n\n` : words;
}
