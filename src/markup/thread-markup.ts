import {dayDate} from '../locale/dates.js';
import type {ReadingMessages} from '../locale/en.js';
import type {Body} from '../model/comment.js';
import type {Sort, ThreadFacts} from '../model/thread.js';
import {element, type Markup} from './markup.js';

/** What the markup of all parts of a thread depends on. */
export interface ThreadLook {
  readonly messages: ReadingMessages;
  readonly headingLevel: number;
  readonly isClassic: boolean;
  /** Whether the page can replace parts by slots; not in HTML without elements. */
  readonly hasSlots: boolean;
}

/** What the header shows. */
export interface HeaderContent {
  readonly total: number | null;
  readonly sort: Sort;
  /** The orders that the backend offers. */
  readonly sorts: readonly Sort[] | undefined;
  /** How many comments are on screen. */
  readonly shown: number;
}

/** What a policy notice shows. */
export interface PolicyContent {
  readonly text: Body | undefined;
  readonly rules: readonly string[];
  /** The publisher's own text in place of both; empty if there is none. */
  readonly ownText: string;
  /** The publisher's name, used within a sentence; empty if unknown. */
  readonly publisher: string;
  /** The address of the full policy. */
  readonly url: string | null;
  /** How much a narrow thread shows of a long policy: all of it, two lines, or nothing. */
  readonly extent: 'open' | 'brief' | 'known';
}

/** A policy longer than this, in characters, is cut to two lines on a phone. */
const TWO_LINES = 80;

/** A part that the page can replace. */
function replaceable({hasSlots}: ThreadLook, name: string, content: Markup): Markup {
  return hasSlots ? element('slot', {name}, content) : content;
}

/** The text of the heading, with the number of comments. */
export function headingText({messages, isClassic}: ThreadLook, total: number | null): string {
  return isClassic ? messages.headingClassic(total) : messages.heading(total);
}

/** The heading with the count and, except in the classic variant, the choice of order. */
export function headerMarkup(look: ThreadLook, {total, sort, sorts = [], shown}: HeaderContent): Markup {
  const {messages, headingLevel, isClassic, hasSlots} = look;
  const labels = {newest: messages.sortNewest, oldest: messages.sortOldest, top: messages.sortTop};
  return element(
    'header',
    {part: 'header'},
    element(
      'div',
      {id: hasSlots ? 'heading' : null, class: 'heading', tabindex: hasSlots ? '-1' : null},
      replaceable(
        look,
        'heading',
        element(
          'div',
          {part: 'heading', role: 'heading', 'aria-level': String(headingLevel)},
          element('span', {part: 'count'}, headingText(look, total)),
        ),
      ),
    ),
    // No choice for a single comment or a single order.
    !isClassic &&
      sorts.length > 1 &&
      shown > 1 &&
      element(
        'label',
        {class: 'sort', part: 'sort'},
        element('span', {class: 'unseen'}, messages.sortLabel),
        element(
          'select',
          {},
          ...sorts.map((one) =>
            element('option', {value: one, selected: one === sort ? '' : null}, labels[one]),
          ),
        ),
      ),
  );
}

/** The message that nobody can post any more. */
export function closedMarkup(look: ThreadLook, {at, reason}: NonNullable<ThreadFacts['closed']>): Markup {
  const {messages} = look;
  return replaceable(
    look,
    'closed',
    element(
      'p',
      {class: 'notice', part: 'notice'},
      `${messages.closed(at ? dayDate(new Date(at), messages.locale) : null)} `,
      element('bdi', {}, reason ?? null),
    ),
  );
}

/** The line in which readers begin to write. */
export function lineMarkup({messages}: ThreadLook, id: string, phase: string): Markup {
  return element(
    'div',
    {class: `line${phase}`},
    element('label', {for: id}, messages.writeComment),
    element('textarea', {id, part: 'input', dir: 'auto', rows: '1'}),
  );
}

/** The policy in a few lines, with a heading and, unless it is always shown whole, a button that opens it. */
export function policyMarkup(look: ThreadLook, content: PolicyContent): Markup {
  const {messages, headingLevel, isClassic, hasSlots} = look;
  const {text, rules, ownText, publisher, url, extent} = content;
  const {length} = ownText || [text?.value, ...rules].join('');
  const isWhole = isClassic || (length > 0 && length <= TWO_LINES);
  const words = [
    text ? {...element('div', {class: 'words', dir: 'auto'}), body: text} : null,
    rules.length > 0 && element('ul', {dir: 'auto'}, ...rules.map((rule) => element('li', {}, rule))),
    !text &&
      rules.length === 0 &&
      element('p', {dir: 'auto'}, messages.policyText(publisher || messages.policyPublisher)),
  ];
  return element(
    'div',
    {class: `base ${isClassic ? 'classic' : isWhole ? 'default' : extent}`, part: 'policy'},
    element(
      'div',
      {class: 'heading', part: 'heading', role: 'heading', 'aria-level': String(headingLevel)},
      messages.policyHeading,
    ),
    element('div', {class: 'text'}, ...(hasSlots ? [element('slot', {}, ...words)] : words)),
    !isWhole &&
      element(
        'button',
        {class: 'plain', part: 'button', type: 'button', 'aria-expanded': String(extent === 'open')},
        messages.policyRules,
      ),
    url !== null && element('p', {}, element('a', {href: url}, messages.policyLink)),
  );
}

/** The link to the discussion's feed; nothing without an address. */
export function feedMarkup({messages}: ThreadLook, url: string | null): Markup | null {
  if (!url) return null;
  // Guessed from the address; if that is unclear, the browser finds out.
  const kind = /atom/i.test(url) ? 'atom' : /rss|\/feed\/?$/i.test(url) && 'rss';
  return element(
    'p',
    {class: 'feed'},
    element(
      'a',
      {rel: 'alternate', part: 'feed', type: kind ? `application/${kind}+xml` : null, href: url},
      messages.feedLink,
    ),
  );
}
