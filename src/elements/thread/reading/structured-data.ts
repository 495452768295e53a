import {documentProperty} from '../../../model/document-property.js';
import {html, render} from 'lit';
import {showBody} from '../../../content/body.js';
import {displayName} from '../../../content/name.js';
import {safeUrl} from '../../../content/safe-url.js';
import type {Body, Comment, CommentId} from '../../../model/comment.js';
import {isOn} from '../../base/is-on.js';
import {permalink} from '../../comment-list/permalink.js';
import type {ThreadElement} from '../thread.js';

/** Deeper replies stand beside each other, each with what it answers: a chain of thousands is legal. */
const DEEPEST = 20;

/** Described in one go; then the page may do something else. */
const SLICE = 100;

/** A comment as https://schema.org/Comment has it. */
type Item = Record<string, unknown> & {comment?: Item[]};

/**
 * The comments of a thread for search engines, as JSON-LD in the head of the document: those that are published and on
 * the page, nothing else. Each comment on the article itself is about the page's canonical address.
 */
export class StructuredData {
  #script: HTMLScriptElement | undefined;
  /** What it was last made of. */
  #made: unknown;
  readonly #words = new WeakMap<Body, string>();

  /** Describes what the thread shows now, if its page asks for that; else nothing is left. */
  async follow(host: ThreadElement): Promise<void> {
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
      // Others have come meanwhile, and are being described.
      if (this.#made !== comments) return;
    }
    const roots = nested(published, items);
    for (const item of roots) item['about'] = {'@id': thread.url};
    this.#show({'@context': 'https://schema.org', '@graph': roots});
  }

  #describe(comment: Comment, pageUrl: string, anonymous: string): Item {
    const {author, body, createdAt, editedAt, lang, score} = comment;
    const url = permalink(comment, pageUrl).href;
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
      // Sanitized, as it is for readers.
      showBody(place, body);
      words = textOf(place)
        .trim()
        .replace(/\n{3,}/g, '\n\n');
      this.#words.set(body, words);
    }
    return words;
  }

  /** As a text node, in which no body may end the script. */
  #show(data: unknown): void {
    this.#script ??= dataScript();
    this.#script.replaceChildren(document.createTextNode(JSON.stringify(data).replace(/</g, '\\u003c')));
    if (!this.#script.isConnected) documentProperty('head').append(this.#script);
  }
}

/**
 * A script that is data. Out of a template it counts as one that has run: one that was created here would be looked at as
 * if it were to, and refused with a complaint where the page requires Trusted Types.
 */
function dataScript(): HTMLScriptElement {
  const place = document.createElement('div');
  render(html`<script type="application/ld+json"></script>`, place);
  return place.querySelector('script') ?? document.createElement('script');
}

/** Puts replies into the items that they answer, and gives the items that are left. */
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

/** The words of nodes that are not drawn, with their line breaks. */
function textOf(node: Node): string {
  if (node instanceof HTMLBRElement) return '\n';
  if (!(node instanceof Element)) return node.textContent ?? '';
  const words = [...node.childNodes].map(textOf).join('');
  return node.matches(BLOCKS) ? `\n\n${words.trim()}\n\n` : words;
}
