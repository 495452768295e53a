import {safeUrl} from '../content/safe-url.js';
import {dayDate} from '../locale/dates.js';
import {directionOf} from '../locale/direction.js';
import type {Messages} from '../locale/en.js';
import {bareItem, commentItem, shownReplies, type CommentContext} from '../markup/comment-markup.js';
import {element, type Markup, type MarkupChild} from '../markup/markup.js';
import {isReadable, type Comment} from '../model/comment.js';
import {commentHash, publishedSort} from '../model/opening.js';
import {ATTRIBUTES} from '../model/thread-attributes.js';
import type {ThreadFacts, ThreadPage} from '../model/thread.js';
import {buildTree, type ThreadNode} from '../model/tree.js';
import {addressOf} from './address.js';
import {formWithoutScripts, replyLink} from './comment-form.js';
import {messagesFor} from './messages.js';
import type {RenderOptions} from './options.js';

/** A policy longer than this, in characters, is cut to two lines on a phone, as in the element. */
const TWO_LINES = 80;

/** What is rendered, with the options resolved as the elements do it. */
interface Discussion {
  readonly page: ThreadPage;
  readonly options: RenderOptions;
  readonly messages: Messages;
  readonly isClassic: boolean;
  readonly isReadonly: boolean;
  readonly headingLevel: number;
  readonly now: number;
}

/** Describes a thread from heading to footer, as its elements show it to a guest. */
export function threadMarkup(page: ThreadPage, options: RenderOptions, now: number): Markup {
  const {lang} = options;
  const isClassic = options.variant === 'classic';
  const isClosed = !!options.closed || page.facts.closed != null;
  const discussion: Discussion = {
    page,
    options,
    messages: messagesFor(lang ?? 'en', options.strings ?? {}),
    isClassic,
    isReadonly: isClosed || !!options.readonly,
    headingLevel: integerIn(ATTRIBUTES.headingLevel, options.headingLevel),
    now,
  };
  const formIsLast = (options.formPosition || (isClassic ? 'bottom' : 'top')) === 'bottom';
  const parts = [headerMarkup(discussion), policyMarkup(discussion)];
  const composer = composerMarkup(discussion);
  return element(
    'section',
    {
      class: 'base',
      'data-parley-static': options.shadow ? null : '',
      lang: lang ?? null,
      dir: lang ? directionOf(lang) : null,
      'aria-label': headingText(discussion),
    },
    ...(isClassic ? parts.reverse() : parts),
    isClosed ? closedMarkup(discussion) : null,
    ...(formIsLast ? [] : composer),
    listMarkup(discussion),
    ...(formIsLast ? composer : []),
    feedMarkup(page.facts, discussion.messages, options.endpoint ?? ''),
  );
}

function headingText({page, messages, isClassic}: Discussion): string {
  return isClassic ? messages.headingClassic(page.total) : messages.heading(page.total);
}

function headerMarkup(discussion: Discussion): Markup {
  const {page, options, messages, isClassic, headingLevel} = discussion;
  const {sorts = []} = page.facts;
  const labels = {newest: messages.sortNewest, oldest: messages.sortOldest, top: messages.sortTop};
  const sort = publishedSort(options);
  return element(
    'header',
    {part: 'header'},
    element(
      'div',
      {class: 'heading'},
      element(
        'div',
        {part: 'heading', role: 'heading', 'aria-level': String(headingLevel)},
        element('span', {part: 'count'}, headingText(discussion)),
      ),
    ),
    // No choice for a single comment or a single order.
    isClassic || sorts.length < 2 || page.comments.length < 2
      ? null
      : element(
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

function policyMarkup({page, options, messages, isClassic, headingLevel}: Discussion): Markup {
  const policy = options.policy ?? page.facts.policy;
  const {text, rules = []} = policy ?? {};
  const url = addressOf(options.policyUrl || policy?.url);
  const words = [text?.value, ...rules.map((rule) => rule.text)].join('');
  const isWhole = isClassic || (words.length > 0 && words.length <= TWO_LINES);
  return element(
    'div',
    {class: 'parley-policy'},
    element(
      'div',
      {class: `base ${isWhole ? (options.variant ?? 'default') : 'brief'}`, part: 'policy'},
      element(
        'div',
        {class: 'heading', part: 'heading', role: 'heading', 'aria-level': String(headingLevel)},
        messages.policyHeading,
      ),
      element(
        'div',
        {class: 'text'},
        text ? {...element('div', {class: 'words', dir: 'auto'}), body: text} : null,
        rules.length > 0
          ? element('ul', {dir: 'auto'}, ...rules.map((rule) => element('li', {}, rule.text)))
          : null,
        text || rules.length > 0
          ? null
          : element('p', {dir: 'auto'}, messages.policyText(options.publisher || messages.policyPublisher)),
      ),
      isWhole
        ? null
        : element(
            'button',
            {class: 'plain', part: 'button', type: 'button', 'aria-expanded': 'false'},
            messages.policyRules,
          ),
      url ? element('p', {}, element('a', {href: url}, messages.policyLink)) : null,
    ),
  );
}

function closedMarkup({page, messages}: Discussion): Markup {
  const {at, reason} = page.facts.closed ?? {};
  return element(
    'p',
    {class: 'notice', part: 'notice'},
    `${messages.closed(at ? dayDate(new Date(at), messages.locale) : null)} `,
    element('bdi', {}, reason ?? null),
  );
}

/** The line in which readers begin to write; its text goes on in the form of the elements. */
function composerMarkup(discussion: Discussion): readonly MarkupChild[] {
  const {messages, options, page} = discussion;
  if (!mayWrite(discussion)) return [];
  const id = `parley-line-${(options.pageId ?? '').replace(/\s/g, '-')}`;
  return [
    element(
      'div',
      {class: 'line'},
      element('label', {for: id}, messages.writeComment),
      element('textarea', {id, part: 'input', dir: 'auto', rows: '1'}),
    ),
    ...formWithoutScripts(options, {facts: page.facts, messages, now: discussion.now}),
  ];
}

/** Whether somebody who is not signed in may write. */
function mayWrite({isReadonly, page}: Discussion): boolean {
  return !isReadonly && page.facts.posting !== 'signed-in';
}

function listMarkup(discussion: Discussion): Markup {
  const {page, options, messages, isClassic, isReadonly} = discussion;
  const {comments, next, total} = page;
  const nextUrl = addressOf(options.nextUrl ?? undefined);
  const {roots} = buildTree(new Map(comments.map((comment) => [comment.id, forGuest(comment, discussion)])), {
    sort: publishedSort(options),
    maxDepth: integerIn(ATTRIBUTES.maxDepth, options.maxDepth),
  });
  return element(
    'div',
    {class: 'parley-list'},
    element(
      'div',
      {class: `base ${isClassic ? 'classic' : 'default'}`, part: 'base'},
      comments.length === 0
        ? element(
            'div',
            {class: 'empty', part: 'empty'},
            isReadonly ? messages.emptyReadonly : messages.empty,
          )
        : null,
      element(
        'ol',
        {
          role: 'list',
          part: 'list',
          class: 'comments',
          'aria-label': messages.listLabel,
          hidden: comments.length === 0 ? '' : null,
        },
        ...itemsOf(roots, Infinity, discussion, contextOf(discussion)),
      ),
      next === null
        ? null
        : element(
            'button',
            {part: 'more', class: 'more', type: 'button'},
            messages.showMore(total === null ? null : total - comments.length),
          ),
      next !== null && nextUrl !== null
        ? element('a', {class: 'next-page', rel: 'next', href: nextUrl}, messages.showMore(null))
        : null,
    ),
  );
}

/** The items of a list. Beyond the first `shown` they are hidden, until the browser finds text in them. */
function itemsOf(
  nodes: readonly ThreadNode[],
  shown: number,
  discussion: Discussion,
  context: CommentContext,
): Markup[] {
  return nodes.map((node, index) => {
    const item = itemOf(node, index + 1, context);
    const children = item.children.map((child) => {
      if (!child || typeof child === 'string') return child;
      if (child.tag === 'article') return articleOf(child, node.comment, discussion);
      return child.tag === 'ol'
        ? {...child, children: itemsOf(node.replies, shownReplies(node, {}), discussion, context)}
        : child;
    });
    const attributes = index >= shown ? {...item.attributes, hidden: 'until-found'} : item.attributes;
    return {...item, attributes, children};
  });
}

/** The article of a comment as the target of its permalink, with a link for replies without scripts. */
function articleOf(article: Markup, comment: Comment, discussion: Discussion): Markup {
  const {options, messages} = discussion;
  const canReply = mayWrite(discussion) && isReadable(comment) && (comment.can?.reply ?? true);
  return {
    ...article,
    attributes: {...article.attributes, id: commentHash(comment.id).slice(1)},
    children: [...article.children, canReply ? replyLink(comment.id, options, messages) : null],
  };
}

function itemOf(node: ThreadNode, place: number, context: CommentContext): Markup {
  try {
    return commentItem(node, place, context, {}, false);
  } catch {
    return bareItem(node, context);
  }
}

function contextOf({
  options,
  messages,
  headingLevel,
  isClassic,
  isReadonly,
  now,
}: Discussion): CommentContext {
  const pageUrl = addressOf(options.pageUrl) ?? '';
  return {
    messages,
    options: {
      variant: isClassic ? 'classic' : 'default',
      headingLevel,
      readonly: isReadonly,
      canVote: options.canVote ?? options.backend === 'rest',
      formatDate: null,
    },
    now,
    pageUrl,
    here: pageUrl,
  };
}

/** A comment with the rights of somebody who is not signed in, as the adapters add them. */
function forGuest(comment: Comment, discussion: Discussion): Comment {
  if (!isReadable(comment) || comment.can) return comment;
  const may = mayWrite(discussion);
  return {...comment, can: {reply: may, vote: may, report: true}};
}

function feedMarkup({feedUrl}: ThreadFacts, messages: Messages, endpoint: string): Markup | null {
  // A Parley server gives it relative to its other addresses.
  const url = safeUrl(
    feedUrl ?? '',
    safeUrl('v1/', endpoint.endsWith('/') ? endpoint : `${endpoint}/`) ?? undefined,
  );
  return url === null
    ? null
    : element(
        'p',
        {class: 'feed'},
        element('a', {rel: 'alternate', part: 'feed', href: url}, messages.feedLink),
      );
}

/** A number as the elements read it. */
function integerIn(
  {range: [least, most], default: fallback}: {range: readonly [number, number]; default: number},
  value: number | undefined,
): number {
  return value !== undefined && value >= least && value <= most ? Math.floor(value) : fallback;
}
