import {html, nothing, type TemplateResult} from 'lit';
import {dayDate} from '../../locale/dates.js';
import type {ThreadSnapshot} from '../context.js';
import {renderFeedLink} from './feed-link.js';

const POLICY_PARTS = 'policy, heading: policy-heading, button';
/** What a thread renders besides its snapshot. */
export interface Layout {
  readonly pageTitle: string;
  readonly formIsLast: boolean;
  /** The line or form; nothing if nobody may write. */
  readonly composer: unknown;
  /** Messages about the whole thread; nothing until their code has loaded. */
  readonly notices: unknown;
  /** The featured comments; nothing if there are none. */
  readonly featured: unknown;
}

/** Replaces the list, which would count as a layout shift if it had a height before the content above it has loaded. */
const SKELETON = html`<div class="skeleton" aria-hidden="true"></div>`;

/** The layout of a thread from heading to footer; the classic variant begins with the policy. */
export function renderLayout(snapshot: ThreadSnapshot, layout: Layout): TemplateResult {
  const {messages, options, state} = snapshot;
  const header = renderHeader(snapshot);
  const policy = html`<slot name="policy"
    ><parley-policy-notice exportparts=${POLICY_PARTS}></parley-policy-notice
  ></slot>`;
  const {at, reason} = state.facts.closed ?? {};
  const closed = options.isClosed
    ? html`<slot name="closed"
        ><p class="notice" part="notice">
          ${messages.closed(at ? dayDate(new Date(at), messages.locale) : null)} <bdi>${reason}</bdi>
        </p></slot
      >`
    : nothing;
  return html`<section class="base" part="base" aria-labelledby="heading title">
    <span id="title" hidden>${layout.pageTitle}</span>
    <div role="status" class="unseen"></div>
    ${options.variant === 'classic' ? [policy, header] : [header, policy]} ${closed} ${layout.notices}
    ${layout.formIsLast ? nothing : layout.composer} ${layout.featured}
    ${state.phase === 'loading' && state.comments.size === 0 ? SKELETON : nothing}
    <parley-comment-list>
      <slot name="empty" slot="empty">${options.readonly ? messages.emptyReadonly : messages.empty}</slot>
    </parley-comment-list>
    ${layout.formIsLast ? layout.composer : nothing}
    <slot name="footer"></slot>
    ${renderFeedLink(snapshot)}
  </section>`;
}

function renderHeader(snapshot: ThreadSnapshot): TemplateResult {
  const {messages, options, state} = snapshot;
  const isClassic = options.variant === 'classic';
  return html`<header part="header">
    <div id="heading" class="heading" tabindex="-1">
      <slot name="heading">
        <div part="heading" role="heading" aria-level=${options.headingLevel}>
          <span part="count"
            >${isClassic ? messages.headingClassic(state.total) : messages.heading(state.total)}</span
          >
        </div>
      </slot>
    </div>
    ${isClassic ? nothing : renderSort(snapshot)}
  </header>`;
}

function renderSort({messages, state}: ThreadSnapshot): TemplateResult | typeof nothing {
  const {sorts = []} = state.facts;
  // No choice for a single comment or a single order.
  if (sorts.length < 2 || state.comments.size < 2) return nothing;
  const labels = {newest: messages.sortNewest, oldest: messages.sortOldest, top: messages.sortTop};
  return html`<label class="sort" part="sort">
    <span class="unseen">${messages.sortLabel}</span>
    <select>
      ${sorts.map((sort) => html`<option value=${sort} .selected=${sort === state.sort}>${labels[sort]}</option>`)}
    </select>
  </label>`;
}
