import {displayName} from '../content/name.js';
import {LINK_REL, safeUrl} from '../content/safe-url.js';
import {clockTime, shortDate} from '../locale/dates.js';
import type {ReadingMessages} from '../locale/en.js';
import {isReadable, type Comment} from '../model/comment.js';
import {commentHash} from '../model/opening.js';
import {pageAddress} from '../model/page-address.js';
import type {ThreadNode} from '../model/tree.js';
import {isLong} from './is-long.js';
import {element, type Markup, type MarkupChild} from './markup.js';
import {permalink} from './permalink.js';

/** What the markup of all comments of a thread depends on. */
export interface CommentContext {
  readonly messages: ReadingMessages;
  readonly options: {
    readonly variant: 'default' | 'classic';
    readonly headingLevel: number;
    readonly readonly: boolean;
    readonly canVote: boolean;
    readonly formatDate: ((date: Date, locale: string) => string) | null;
  };
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The address of the thread's page; empty if unknown. */
  readonly pageUrl: string;
  /** The address of the document; empty if unknown. */
  readonly here: string;
}

/** How the reader's actions have changed the look of a comment. */
export interface CommentLook {
  /** Its replies are folded. */
  readonly repliesFolded?: boolean;
  /** Whether all its replies are shown, instead of the first few of a long list. */
  readonly allReplies?: boolean;
  /** Whether a long body is expanded. */
  readonly isExpanded?: boolean;
  /** The text and accessible name of the Reply button while there is a form. */
  readonly replyForm?: {readonly text: string; readonly label: string} | undefined;
  readonly editing?: object | undefined;
  readonly isMenuOpen?: boolean;
  readonly isReported?: boolean;
  /** Its author is muted on this device. */
  readonly isMuted?: boolean;
  /** Whether it is shown although the reader has reported it. */
  readonly showsAnyway?: boolean;
}

/** The controls of a comment, in order; `read` is below its body. */
export type ActionName = 'vote' | 'count' | 'reply' | 'fold' | 'menu' | 'read';

/** The number of replies shown of a long list at first. One more is shown instead of a button for it. */
const SHOWN_REPLIES = 3;

/** A branch of more comments has a second fold control at its end. */
const LONG_BRANCH = 10;

/** The maximum length of a displayed reason, in characters. */
const MAX_REASON = 2_000;

/** Placeholder for a name in a message, replaced by the name's element. */
const NAME_HERE = '\uFFFC';

/** Whether one line replaces a comment: its author is muted, or the reader has reported it. */
export function isFolded({isReported, isMuted, showsAnyway}: CommentLook): boolean {
  return !!isMuted || (!!isReported && !showsAnyway);
}

/** The author's name as it is shown. */
export function shownName(name: string, {messages}: Pick<CommentContext, 'messages'>): string {
  return displayName(name) || messages.anonymous;
}

/** The number of visible replies; the others are behind a button. */
export function shownReplies({replies: {length}}: ThreadNode, {allReplies}: CommentLook): number {
  return length > SHOWN_REPLIES + 1 && !allReplies ? SHOWN_REPLIES : Infinity;
}

/**
 * The list item of a comment: its card, the list of its replies without their items, and the controls of that list.
 * `place` is its position among its siblings, from 1, which the classic variant shows.
 */
export function commentItem(
  node: ThreadNode,
  place: number,
  context: CommentContext,
  look: CommentLook,
  isLoadingReplies: boolean,
): Markup {
  return item(
    node,
    isReadable(node.comment) ? commentCard(node, place, context, look) : tombstone(node.comment, context),
    ...replyList(node, context, look, isLoadingReplies),
  );
}

/** The minimal item: name, text and a list of replies. For a comment that cannot be rendered otherwise. */
export function bareItem(node: ThreadNode, context: CommentContext): Markup {
  const {comment, replies} = node;
  return item(
    node,
    card(
      comment,
      {part: 'comment', class: null},
      heading(context, null, element('bdi', {part: 'author'}, shownName(comment.author.name, context))),
      {...element('div', {part: 'body', class: 'body', dir: 'auto'}), body: comment.body},
    ),
    replies.length > 0 ? element('ol', {...REPLIES, hidden: null}) : null,
  );
}

function item({comment}: ThreadNode, ...children: readonly MarkupChild[]): Markup {
  return element('li', {'data-id': comment.id}, ...children);
}

function card(
  {id}: Comment,
  attributes: Readonly<Record<'part' | 'class', string | null>>,
  ...children: readonly MarkupChild[]
): Markup {
  return element('article', {...attributes, tabindex: '-1', 'data-comment-id': id}, ...children);
}

/** An ordinary comment. */
function commentCard(node: ThreadNode, place: number, context: CommentContext, look: CommentLook): Markup {
  const {comment} = node;
  const {options} = context;
  const {body, lang, status, delivery, featured, author} = comment;
  const isPending = status === 'held' || status === 'rejected';
  const looks = [
    isPending ? 'pending' : (delivery ?? (featured ? 'featured' : '')),
    isFolded(look) && 'folded',
    look.editing && 'editing',
  ];
  // The classic variant shows whole comments.
  const canExpand = options.variant !== 'classic' && isLong(body);
  return card(
    comment,
    {
      part: `comment${isPending ? ' comment-pending' : ''}${author.isStaff ? ' comment-staff' : ''}${featured ? ' comment-featured' : ''}`,
      class: looks.filter(Boolean).join(' ') || null,
    },
    note(comment, isPending, context),
    byline(node, place, context),
    {
      ...element('div', {
        part: 'body',
        class: `body${canExpand ? (look.isExpanded ? ' long open' : ' long') : ''}`,
        dir: 'auto',
        lang: lang ?? null,
      }),
      body,
    },
    canExpand ? expandControl(node, context, look) : null,
    actions(node, context, look),
  );
}

/** The notice for the author of a comment that others do not see, or why the comment is featured. */
function note(
  {status, featured, decision}: Comment,
  isPending: boolean,
  {messages}: CommentContext,
): Markup | null {
  if (isPending) return reasoned(messages[status as 'held' | 'rejected'], decision?.reason);
  return featured
    ? reasoned(messages.featured(displayName(featured.by ?? '') || null), featured.reason)
    : null;
}

/** The author with badges, a link with the date, and marks; in the classic variant a sentence with the comment's number. */
function byline(node: ThreadNode, place: number, context: CommentContext): Markup {
  const {comment, flattened, inReplyTo, depth, orphan} = node;
  const {messages, options, here} = context;
  const {author, createdAt, editedAt} = comment;
  const {locale} = messages;
  const isClassic = options.variant === 'classic';
  const url = safeUrl(author.url ?? '');
  const badge = displayName(author.badge ?? (author.isStaff ? messages.staff : ''));
  const name = element('bdi', {part: 'author'}, shownName(author.name, context));
  const [before = '', after = ''] = isClassic ? messages.said(NAME_HERE).split(NAME_HERE) : [];
  const parent = inReplyTo === null ? '' : messages.inReplyTo(shownName(inReplyTo, context));
  const created = new Date(createdAt);
  const marks = [
    editedAt && messages.edited(clockTime(new Date(editedAt), locale)),
    orphan && messages.orphan,
  ].filter(Boolean);
  return element(
    'div',
    {class: 'byline'},
    heading(
      context,
      (isClassic && depth === 0 ? `${String(place)}. ` : '') + before,
      url === null ? name : element('a', {href: url, rel: LINK_REL}, name),
      badge && ' ',
      badge ? element('span', {part: 'badge', class: 'badge'}, badge) : null,
      after,
      parent && ' ',
      // For screen-reader users; visible, as a link to the parent, where replies are no longer indented.
      parent
        ? flattened
          ? element(
              'a',
              {
                class: 'meta',
                href: pageAddress(here) + commentHash(comment.parentId ?? ''),
                target: '_self',
              },
              parent,
            )
          : element('span', {class: 'unseen'}, parent)
        : null,
    ),
    element(
      'a',
      {class: 'meta', ...permalink(comment, context.pageUrl, here)},
      element(
        'time',
        {part: 'timestamp', datetime: createdAt},
        options.formatDate?.(created, locale) ?? shortDate(created, context.now, locale),
      ),
    ),
    marks.length > 0 ? element('span', {class: 'meta marks'}, marks.join(' · ')) : null,
  );
}

/** The row of controls; `null` if there are none. */
function actions(node: ThreadNode, context: CommentContext, look: CommentLook): Markup | null {
  const {comment, replies, size} = node;
  const {messages, options} = context;
  const {can, score, delivery, status = 'published'} = comment;
  const name = shownName(comment.author.name, context);
  const up = score?.up ?? 0;
  const isPublished = !delivery && status === 'published';
  const canWrite = isPublished && !options.readonly;
  const canVote = canWrite && options.canVote && !!can?.vote;
  const {repliesFolded = false, replyForm} = look;
  const controls = [
    canVote &&
      control('vote', messages.recommend(up), {
        'aria-label': messages.recommendBy(name, up),
        'aria-pressed': String(score?.mine ?? false),
      }),
    isPublished &&
      !canVote &&
      up > 0 &&
      element('span', {class: 'meta', 'data-action': 'count'}, messages.recommendations(up)),
    // Without a right to reply from the backend, replying is allowed if posting is.
    canWrite &&
      (can?.reply ?? true) &&
      control('reply', replyForm?.text ?? messages.reply, {
        'aria-label': replyForm?.label ?? messages.replyTo(name),
      }),
    !delivery &&
      replies.length > 0 &&
      control(
        'fold',
        messages.replies(size - 1),
        {
          'aria-label': messages[repliesFolded ? 'unfoldReplies' : 'hideReplies'](size - 1, name),
          'aria-expanded': String(!repliesFolded),
        },
        'action toggle',
      ),
    (isPublished || (!delivery && (!!can?.edit || !!can?.remove))) &&
      control('menu', null, {
        'aria-label': messages.moreActions(name),
        'aria-haspopup': 'menu',
        'aria-expanded': String(look.isMenuOpen ?? false),
      }),
  ];
  return controls.some(Boolean) ? element('div', {part: 'actions', class: 'actions'}, ...controls) : null;
}

/** The control below a long body that expands it. */
function expandControl({comment}: ThreadNode, context: CommentContext, look: CommentLook): Markup {
  const {messages} = context;
  const {isExpanded = false} = look;
  return control(
    'read',
    isExpanded ? messages.readLess : messages.readMore,
    {
      'aria-label': messages[isExpanded ? 'readLessBy' : 'readMoreBy'](
        shownName(comment.author.name, context),
      ),
      'aria-expanded': String(isExpanded),
    },
    'action expand',
  );
}

function control(
  action: ActionName,
  text: string | null,
  attributes: Markup['attributes'],
  part = 'action',
): Markup {
  return element('button', {part, class: 'plain', 'data-action': action, ...attributes}, text);
}

function tombstone(comment: Comment, {messages}: CommentContext): Markup {
  const {status, decision} = comment;
  const words = status === 'deleted' ? messages.tombstoneDeleted : messages.tombstoneRemoved;
  return card(comment, {part: 'comment tombstone', class: 'tombstone'}, reasoned(words, decision?.reason));
}

const REPLIES = {role: 'list', part: 'replies', class: 'replies'};

/** The list of replies, the button that shows more of them, and the one at the end that folds a long branch. */
function replyList(
  node: ThreadNode,
  context: CommentContext,
  look: CommentLook,
  isLoading: boolean,
): readonly MarkupChild[] {
  const {comment, replies, size, depth} = node;
  const {messages} = context;
  const {id, replies: {count = 0, next = null} = {}} = comment;
  // The backend's count includes comments that are not loaded, and may be wrong.
  let left = next === null ? 0 : Math.max(1, count - size + 1);
  for (const waiting of replies.slice(shownReplies(node, look))) left += waiting.size;
  return [
    replies.length > 0 || next !== null
      ? element('ol', {...REPLIES, hidden: look.repliesFolded ? 'until-found' : null})
      : null,
    left > 0
      ? element(
          'button',
          {
            part: 'more',
            class: 'plain more',
            'data-action': 'more',
            'data-list': id,
            'aria-disabled': String(isLoading),
          },
          messages.showReplies(left),
        )
      : null,
    depth === 0 && size > LONG_BRANCH
      ? element(
          'button',
          {part: 'action toggle', class: 'plain', 'data-action': 'fold-end'},
          messages.hideReplies(size - 1, shownName(comment.author.name, context)),
        )
      : null,
  ];
}

function heading({options}: Pick<CommentContext, 'options'>, ...content: readonly MarkupChild[]): Markup {
  const level = Math.min(6, options.headingLevel + 1);
  return element('div', {role: 'heading', 'aria-level': String(level), class: 'author'}, ...content);
}

/** A sentence with the moderator's reason. */
function reasoned(sentence: string, reason: string | undefined): Markup {
  return element('p', {}, `${sentence} `, element('bdi', {}, reason?.slice(0, MAX_REASON) ?? null));
}
