import {html, render} from 'lit';

// There may be thousands of comments, so each has few nodes: no white space between tags, and optional parts are added
// only if needed. What most have is cloned in one go.

/* eslint-disable lit-a11y/anchor-is-valid, lit-a11y/accessible-name -- addresses and names are set in each clone */
// prettier-ignore
const PIECES = html`<li><article part="comment" tabindex="-1"><div class="byline"><a class="meta"><time part="timestamp"></time></a></div><div part="body" class="body" dir="auto"></div><div part="actions" class="actions"><button part="action" class="plain" data-action="vote"> </button><button part="action" class="plain" data-action="reply"> </button><button part="action" class="plain" data-action="menu" aria-haspopup="menu" aria-expanded="false"></button></div></article></li><span class="meta" data-action="count"> </span><button part="action toggle" class="plain" data-action="fold"> </button><button part="action expand" class="plain" data-action="read"> </button>`;
/* eslint-enable */

/** The controls of a comment, in order; `read` is below its body. */
export type ActionName = 'vote' | 'count' | 'reply' | 'fold' | 'menu' | 'read';

/** The pieces of a comment: its item with its article, the article, its row, one control without its label. */
export type PieceSelector = 'li' | 'article' | '.actions' | `[data-action=${ActionName}]`;

let pieces: DocumentFragment | undefined;

/** A clone of a piece; all are parsed once. */
export function clonePiece(selector: PieceSelector): HTMLElement {
  if (!pieces) render(PIECES, (pieces = document.createDocumentFragment()));
  return pieces.querySelector(selector)?.cloneNode(true) as HTMLElement;
}
