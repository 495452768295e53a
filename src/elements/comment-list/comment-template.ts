import {html, render, type TemplateResult} from 'lit';

// There may be thousands of comments, so each has few nodes: no white space between tags, and what only some comments have
// is added where it is needed.

/* eslint-disable lit-a11y/anchor-is-valid, lit-a11y/accessible-name -- addresses and names are set in each clone */
// prettier-ignore
const ITEM = html`<li><article part="comment" tabindex="-1"></article></li>`;
// prettier-ignore
const CONTENT = html`<div class="byline"><a class="meta"><time part="timestamp"></time></a></div><div part="body" class="body" dir="auto"></div>`;
// prettier-ignore
const ACTIONS = html`<button part="action" class="plain" data-action="vote"><svg viewBox="0 0 16 16" aria-hidden="true"><path d="m8 2 6 6.5h-3.5V14h-5V8.5H2z"/></svg> </button><span class="meta" data-action="count"> </span><button part="action" class="plain" data-action="reply"> </button><button part="action toggle" class="plain" data-action="fold"> </button><button part="action" class="plain" data-action="menu" aria-haspopup="menu" aria-expanded="false"><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M3 8h.01M8 8h.01M13 8h.01"/></svg></button><button part="action expand" class="plain" data-action="read"> </button>`;
/* eslint-enable */

/** The controls of a comment, in the order of its row; `read` stands below its body. */
export type ActionName = 'vote' | 'count' | 'reply' | 'fold' | 'menu' | 'read';

/** The nodes of each template: parsed once, cloned for each comment. */
const parsed = new Map<TemplateResult, DocumentFragment>();

function nodesOf(template: TemplateResult): DocumentFragment {
  let nodes = parsed.get(template);
  if (!nodes) {
    nodes = document.createDocumentFragment();
    render(template, nodes);
    // Lit's own mark is of no use in a clone.
    for (const node of [...nodes.childNodes]) if (node.nodeType === Node.COMMENT_NODE) node.remove();
    parsed.set(template, nodes);
  }
  return nodes;
}

/** The item of a comment, with an empty article. */
export function cloneItem(): HTMLLIElement {
  return nodesOf(ITEM).firstElementChild?.cloneNode(true) as HTMLLIElement;
}

/** What is in the article of a readable comment: byline with its link, and body, both empty. */
export function cloneContent(): Node {
  return nodesOf(CONTENT).cloneNode(true);
}

/** One control of a comment, without its label. */
export function cloneAction(name: ActionName): HTMLElement {
  const found = [...nodesOf(ACTIONS).children].find((action) => actionOf(action) === name);
  return found?.cloneNode(true) as HTMLElement;
}

/** Which control an element is. */
export function actionOf(element: Element | null | undefined): string | undefined {
  return (element as HTMLElement | null | undefined)?.dataset['action'];
}
