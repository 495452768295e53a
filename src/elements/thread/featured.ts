import {css, html, nothing, render, type TemplateResult} from 'lit';
import {showBody} from '../../content/body.js';
import {displayName} from '../../content/name.js';
import {isReadable, type Body, type Comment, type CommentId} from '../../model/comment.js';
import {cutText} from '../../model/cut-text.js';
import {pageAddress} from '../../model/page-address.js';
import type {ParleyElement} from '../base/parley-element.js';
import type {ThreadSnapshot} from '../context.js';
import {allMessages} from '../comment-form/all-messages.js';
import {permalink} from '../../markup/permalink.js';
import {MUTED_AUTHORS} from '../../storage/families.js';
import {isStored} from '../../storage/stored-value.js';
import type * as Muted from '../comment-list/controls/muted-authors.js';

/** The maximum number of quotes; other featured comments are marked at their positions. */
const MOST = 3;
/** The maximum length of a displayed reason, in characters. */
const MAX_REASON = 300;
/** The length of a quote in code points: about two lines. */
const EXCERPT = 160;

const styles = css`
  .featured {
    padding-inline-start: 0.9em;
    border-inline-start: 3px solid var(--parley-color-featured, var(--_parley-accent));
    margin-block: var(--_parley-space);
  }

  .featured > ul,
  .featured p {
    padding: 0;
    margin: 0;
    list-style: none;
  }

  .featured > [role='heading'] {
    font-weight: 700;
  }

  .featured > ul > li {
    margin-block-start: 0.75em;
  }

  .featured :is(a, q) {
    display: block;
    color: inherit;
    text-align: start;
    text-decoration: none;
  }

  @media (hover: hover) {
    .featured a:hover {
      text-decoration: underline;
    }
  }

  .featured p {
    color: var(--_parley-quiet);
    font-size: 0.9em;
  }
`;

const excerpts = new WeakMap<Body, string>();

/** The code for muted authors; loaded only if the reader has muted somebody. */
let muted: typeof Muted | undefined;

/** Draws the comments that the paper has picked above the list, for a snapshot of the thread. */
export type FeaturedRenderer = (snapshot: ThreadSnapshot) => void;

/**
 * Shows quotes of the featured comments of the first page above the list. Comments featured later appear there at the
 * next opening: nothing is inserted above a reader. Comments of muted authors are left out.
 */
export function featuredRenderer(host: ParleyElement, opened: readonly Comment[]): FeaturedRenderer {
  const ids = opened
    .filter((comment) => comment.featured && isReadable(comment))
    .slice(0, MOST)
    .map(({id}) => id);
  const redraw = (): void => {
    host.requestUpdate();
  };
  host.addStyles(styles);
  host.renderRoot.addEventListener('parley-muted', redraw);
  return (snapshot) => {
    const place = host.renderRoot.querySelector<HTMLElement>('.picked');
    if (place) render(renderFeatured(snapshot, ids, redraw), place);
  };
}

function renderFeatured(
  {state: {comments, thread}, messages, options}: ThreadSnapshot,
  ids: readonly CommentId[],
  redraw: () => void,
): TemplateResult | typeof nothing {
  const site = thread?.site ?? '';
  const mutes = isStored(MUTED_AUTHORS, site);
  if (mutes && !muted) {
    void import('../comment-list/controls/muted-authors.js').then(
      (module) => {
        muted = module;
        redraw();
      },
      // If the code fails to load, muted authors are unknown, so no quotes are shown; the comments are marked at their
      // positions.
      () => undefined,
    );
    return nothing;
  }
  const mutedAuthors = mutes && muted ? new muted.MutedAuthors(site) : null;
  const shown = ids.flatMap((id) => {
    const comment = comments.get(id);
    return comment?.featured && isReadable(comment) && !mutedAuthors?.has(comment.author) ? [comment] : [];
  });
  if (shown.length === 0) return nothing;
  return html`<section class="featured" part="featured" aria-labelledby="featured title">
    <div id="featured" role="heading" aria-level=${options.headingLevel + 1}>
      ${allMessages(messages).featuredHeading}
    </div>
    <ul role="list">
      ${shown.map(
        // Quotation marks are those of the language around `q`. A link within this page, whatever address the backend has for the comment.
        ({id, author, body, lang, featured}) =>
          html`<li>
            <a
              href=${permalink({id}, pageAddress(location.href), location.href).href}
              target="_self"
              lang=${lang ?? nothing}
              ><q dir="auto">${excerptOf(body)}</q></a
            >
            <p>
              <bdi>${displayName(author.name) || messages.anonymous}</bdi>.
              ${messages.featured(displayName(textOf(featured?.by)) || null)}
              <bdi>${textOf(featured?.reason).slice(0, MAX_REASON)}</bdi>
            </p>
          </li>`,
      )}
    </ul>
  </section>`;
}

/** An adapter may return anything as text, and an error here would affect the whole thread. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The beginning of a comment's text, cut between words. */
function excerptOf(body: Body): string {
  const made = excerpts.get(body) ?? makeExcerpt(body);
  excerpts.set(body, made);
  return made;
}

function makeExcerpt(body: Body): string {
  const place = document.createElement('div');
  showBody(place, body, true);
  for (const edge of place.querySelectorAll('p, ul, ol, li, pre, blockquote, br')) {
    edge.before(' ');
    edge.after(' ');
  }
  const words = place.textContent.replace(/\s+/g, ' ').trim();
  const cut = cutText(words, EXCERPT);
  if (cut === words) return words;
  const space = cut.lastIndexOf(' ');
  // Text without spaces is cut between characters.
  return `${space > cut.length / 2 ? cut.slice(0, space) : cut}…`;
}
