import {initialOf} from '../content/initial.js';
import {safeUrl} from '../content/safe-url.js';
import {shortDate} from '../locale/dates.js';
import {directionOf} from '../locale/direction.js';
import type {Messages} from '../locale/en.js';
import {
  bareItem,
  commentItem,
  shownName,
  shownReplies,
  type CommentContext,
} from '../markup/comment-markup.js';
import {element, type Markup, type MarkupChild} from '../markup/markup.js';
import {
  closedMarkup,
  feedMarkup,
  headerMarkup,
  headingText,
  lineMarkup,
  policyMarkup,
  type ThreadLook,
} from '../markup/thread-markup.js';
import {shownRules} from '../model/shown-rules.js';
import {isReadable, type Comment} from '../model/comment.js';
import {commentHash, publishedSort} from '../model/opening.js';
import {ATTRIBUTES, integerIn} from '../model/thread-attributes.js';
import type {ThreadFacts, ThreadPage} from '../model/thread.js';
import {buildTree, type ThreadNode} from '../model/tree.js';
import {addressOf} from './address.js';
import {formWithoutScripts, replyLink} from './comment-form.js';
import {messagesFor} from './messages.js';
import type {RenderOptions} from './options.js';
import {asShownIn, timeAsShownIn} from './time-zone.js';

/** What is rendered, with the options resolved as the elements do it. */
interface Discussion extends ThreadLook {
  readonly page: ThreadPage;
  readonly options: RenderOptions;
  readonly messages: Messages;
  readonly isReadonly: boolean;
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
    hasSlots: false,
    now,
  };
  const formIsLast = (options.formPosition || (isClassic ? 'bottom' : 'top')) === 'bottom';
  const {comments, facts, total} = page;
  const sort = publishedSort(options);
  const parts = [
    headerMarkup(discussion, {total, sort, sorts: facts.sorts, shown: comments.length}),
    element('div', {class: 'parley-policy'}, policyOf(discussion)),
  ];
  const composer = composerMarkup(discussion);
  return element(
    'section',
    {
      class: 'base',
      'data-parley-static': options.shadow ? null : '',
      lang: lang ?? null,
      dir: lang ? directionOf(lang) : null,
      'aria-label': headingText(discussion, total),
    },
    ...(isClassic ? parts.reverse() : parts),
    isClosed && closedMarkup(discussion, closedAsShown(facts, options)),
    ...(formIsLast ? [] : composer),
    listMarkup(discussion),
    ...(formIsLast ? composer : []),
    feedMarkup(discussion, feedUrl(facts, options.endpoint ?? '')),
  );
}

function policyOf({page, options, ...look}: Discussion): Markup {
  const policy = options.policy ?? page.facts.policy;
  return policyMarkup(look, {
    text: policy?.text,
    rules: shownRules(policy?.rules ?? []),
    ownText: '',
    publisher: options.publisher ?? '',
    url: addressOf(options.policyUrl || policy?.url),
    extent: 'brief',
  });
}

/** The line in which readers begin to write; its text goes on in the form of the elements. */
function composerMarkup(discussion: Discussion): readonly MarkupChild[] {
  const {messages, options, page, now} = discussion;
  if (!mayWrite(discussion)) return [];
  return [
    lineMarkup(discussion, `parley-line-${(options.pageId ?? '').replace(/\s/g, '-')}`, ''),
    ...formWithoutScripts(options, {facts: page.facts, messages, now}),
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

/** The heading of a comment with its author's initial, as the elements draw it. */
function withInitial(child: MarkupChild, initial: string | null): MarkupChild {
  if (!child || typeof child === 'string') return child;
  const {attributes, children} = child;
  if (attributes['class'] === 'author')
    return {...child, attributes: {...attributes, 'data-initial': initial}};
  return attributes['class'] === 'byline'
    ? {...child, children: children.map((inner) => withInitial(inner, initial))}
    : child;
}

/** The article of a comment as the target of its permalink, with a link for replies without scripts. */
function articleOf(article: Markup, comment: Comment, discussion: Discussion): Markup {
  const {options, messages} = discussion;
  const canReply = mayWrite(discussion) && isReadable(comment) && (comment.can?.reply ?? true);
  const initial =
    options.avatars && isReadable(comment) ? initialOf(shownName(comment.author.name, discussion)) : null;
  return {
    ...article,
    attributes: {...article.attributes, id: commentHash(comment.id).slice(1)},
    children: [
      ...article.children.map((child) => withInitial(child, initial)),
      canReply ? replyLink(comment.id, options, messages) : null,
    ],
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
  const {timeZone} = options;
  return {
    messages,
    options: {
      variant: isClassic ? 'classic' : 'default',
      headingLevel,
      readonly: isReadonly,
      canVote: options.canVote ?? options.backend === 'rest',
      formatDate: timeZone ? (date, locale) => shortDateIn(timeZone, date, now, locale) : null,
    },
    now,
    pageUrl,
    here: pageUrl,
  };
}

/** The short date as in another time zone. How long ago it is is the same in all. */
function shortDateIn(timeZone: string, date: Date, now: number, locale: string): string {
  const shown = asShownIn(date, timeZone);
  return shortDate(shown, shown.getTime() + (now - date.getTime()), locale);
}

function closedAsShown({closed}: ThreadFacts, {timeZone}: RenderOptions): NonNullable<ThreadFacts['closed']> {
  return closed?.at && timeZone ? {...closed, at: timeAsShownIn(closed.at, timeZone)} : (closed ?? {});
}

/** A comment with the rights of somebody who is not signed in, as the adapters add them, and its edit by the readers' clock. */
function forGuest(comment: Comment, discussion: Discussion): Comment {
  if (!isReadable(comment)) return comment;
  const {timeZone} = discussion.options;
  const may = mayWrite(discussion);
  const {editedAt} = comment;
  return {
    ...comment,
    can: comment.can ?? {reply: may, vote: may, report: true},
    ...(editedAt && timeZone && {editedAt: timeAsShownIn(editedAt, timeZone)}),
  };
}

/** A Parley server gives it relative to its other addresses. */
function feedUrl({feedUrl: url = ''}: ThreadFacts, endpoint: string): string | null {
  return safeUrl(url, safeUrl('v1/', endpoint.endsWith('/') ? endpoint : `${endpoint}/`) ?? undefined);
}
