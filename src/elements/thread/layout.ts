import {safeUrl} from '../../content/safe-url.js';
import {element, type Markup, type MarkupChild} from '../../markup/markup.js';
import {closedMarkup, feedMarkup, headerMarkup, type ThreadLook} from '../../markup/thread-markup.js';
import {documentProperty} from '../../model/document-property.js';
import type {ThreadSnapshot} from '../context.js';

const POLICY_PARTS = 'policy, heading: policy-heading, button';

/** What a thread shows besides its snapshot. */
export interface Layout {
  readonly pageTitle: string;
  readonly formIsLast: boolean;
  /** The line or form; nothing if nobody may write. */
  readonly composer: readonly MarkupChild[];
  /** The code for everything but reading could not be loaded. */
  readonly isCodeMissing: boolean;
}

/** What the markup of a snapshot's parts depends on. */
export function lookOf({messages, options: {headingLevel, variant}}: ThreadSnapshot): ThreadLook {
  return {messages, headingLevel, isClassic: variant === 'classic', hasSlots: true};
}

/**
 * The layout of a thread from heading to footer; the classic variant begins with the policy. Late code fills `.notices` and
 * `.picked`.
 */
export function layoutMarkup(snapshot: ThreadSnapshot, layout: Layout): Markup {
  const {messages, options, state} = snapshot;
  const {phase, comments, facts, total, sort} = state;
  const {formIsLast, composer} = layout;
  const look = lookOf(snapshot);
  const header = headerMarkup(look, {total, sort, sorts: facts.sorts, shown: comments.size});
  const policy = element(
    'slot',
    {name: 'policy'},
    element('parley-policy-notice', {exportparts: POLICY_PARTS}),
  );
  return element(
    'section',
    {class: 'base', part: 'base', 'aria-labelledby': 'heading title'},
    element('span', {id: 'title', hidden: ''}, layout.pageTitle),
    element('div', {role: 'status', class: 'unseen'}),
    ...(look.isClassic ? [policy, header] : [header, policy]),
    options.isClosed && closedMarkup(look, facts.closed ?? {}),
    element('div', {class: 'notices'}),
    layout.isCodeMissing && missingCode(snapshot),
    ...(formIsLast ? [] : composer),
    element('div', {class: 'picked'}),
    // Replaces the list, which would count as a layout shift if it had a height before the content above it has loaded.
    phase === 'loading' && comments.size === 0 && element('div', {class: 'skeleton', 'aria-hidden': 'true'}),
    element(
      'parley-comment-list',
      {},
      element(
        'slot',
        {name: 'empty', slot: 'empty'},
        options.readonly ? messages.emptyReadonly : messages.empty,
      ),
    ),
    ...(formIsLast ? composer : []),
    element('slot', {name: 'footer'}),
    feedMarkup(look, safeUrl(facts.feedUrl ?? '', documentProperty('baseURI'))),
  );
}

/** It is tried again by itself when the device is back online. */
function missingCode({messages}: ThreadSnapshot): Markup {
  return element(
    'p',
    {class: 'notice', part: 'notice'},
    ...(navigator.onLine
      ? [
          `${messages.codeMissing} `,
          element('button', {part: 'button', 'data-action': 'load'}, messages.tryAgain),
        ]
      : [messages.offline]),
  );
}
