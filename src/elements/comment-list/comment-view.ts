import {showBody} from '../../content/body.js';
import {displayName} from '../../content/name.js';
import {LINK_REL, safeUrl} from '../../content/safe-url.js';
import {clockTime, shortDate} from '../../locale/dates.js';
import {isReadable} from '../../model/comment.js';
import {commentHash} from '../../model/opening.js';
import {pageAddress} from '../../model/page-address.js';
import {warnLater} from '../../model/warn-later.js';
import type {ThreadNode} from '../../model/tree.js';
import type {ThreadSnapshot} from '../context.js';
import {clonePiece, type ActionName} from './comment-template.js';
import {isFolded, type CommentUi, type CommentUiStates} from './comment-ui.js';
import {isLong} from './is-long.js';
import {childOf, exchange, makeElement, setAttribute, setText} from './nodes.js';
import {permalink} from './permalink.js';

/** Draws what of a comment is drawn only once something happens. */
export interface LateDrawing {
  draw(view: CommentView): void;
}

/** What all views of a list are drawn from, beside their comments. Made anew when anything but the comments changes. */
export interface DrawContext {
  /** The latest one: whoever holds the context sees to that. */
  snapshot: ThreadSnapshot;
  readonly ui: CommentUiStates;
  /** `undefined` until that code has come. */
  readonly late: LateDrawing | undefined;
}

/** How many of a long list of replies are shown at first. One more is not worth a button. */
const SHOWN_REPLIES = 3;

/** A branch of more comments has a second fold control where it ends. */
const LONG_BRANCH = 10;

/** The longest reason of a newsroom that is shown, in characters. */
const MAX_REASON = 2_000;

/** Stands for a name in a message until the name's own element takes its place. */
const NAME_HERE = '\uFFFC';

const UNTOUCHED: CommentUi = {};

/**
 * One comment on the page: it owns the comment's item and everything in it but the order of its replies. It stays the same as
 * long as the comment is there, wherever that moves, and changes only those nodes that are to be others, so that focus and
 * selection stay. Whoever wants something of a comment asks its view (`CommentListElement.viewOf`).
 */
export class CommentView {
  readonly item = clonePiece('li');
  #node: ThreadNode;
  #context: DrawContext;
  /** Its place among its siblings, from 1, where places are shown; else 0. */
  #place = 0;
  /** What it was last drawn from. */
  #drawn: readonly unknown[] = [];

  constructor(node: ThreadNode, context: DrawContext) {
    this.#node = node;
    this.#context = context;
    const {id} = node.comment;
    this.item.dataset['id'] = id;
    this.article.dataset['commentId'] = id;
  }

  /** The comment and its place in the thread. */
  get node(): ThreadNode {
    return this.#node;
  }

  get snapshot(): ThreadSnapshot {
    return this.#context.snapshot;
  }

  /** The comment's card. */
  get article(): HTMLElement {
    return this.item.firstElementChild as HTMLElement;
  }

  /** The element of the comment's text; `null` where that is not shown any more. */
  get body(): HTMLElement | null {
    return childOf(this.article, '.body');
  }

  /** The list of replies; `null` where there are none. By its place: a search would go through all that is beneath it. */
  get replies(): HTMLElement | null {
    return childOf(this.item, 'ol');
  }

  /** It is hidden until the reader asks for more replies, or the browser finds it. */
  get isWaiting(): boolean {
    return this.item.hasAttribute('hidden');
  }

  /** The author's name as it is shown. */
  get name(): string {
    return this.#nameOf(this.#node.comment.author.name);
  }

  /** What the reader has done to it. */
  get ui(): CommentUi {
    return this.#context.ui.get(this.#node.comment.id) ?? UNTOUCHED;
  }

  /** Changes that, and draws it. Replies that are to show now are drawn with the list's next update. */
  set(changes: CommentUi): void {
    this.#context.ui.set(this.#node.comment.id, {...this.ui, ...changes});
    this.draw(this.#node, this.#place, this.isWaiting, this.#context);
  }

  /** One of its controls, if it is there. */
  action(name: ActionName): HTMLElement | null {
    const selector = `[data-action=${name}]`;
    return this.article.querySelector(`:scope > .actions > ${selector}, :scope > ${selector}`);
  }

  /** How many of its replies are shown; the others wait behind a button. */
  get shownReplies(): number {
    const {length} = this.#node.replies;
    return length > SHOWN_REPLIES + 1 && !this.ui.allReplies ? SHOWN_REPLIES : Infinity;
  }

  /** Draws what is to be otherwise. Never throws: of a comment that cannot be drawn, name and text are. */
  draw(node: ThreadNode, place: number, isWaiting: boolean, context: DrawContext): void {
    const now = [node, place, context, this.ui];
    const isSame = now.every((value, index) => value === this.#drawn[index]);
    this.#node = node;
    this.#place = place;
    this.#context = context;
    // An engine that finds nothing in what is hidden takes any value for `true`.
    if (this.isWaiting !== isWaiting) this.item.hidden = isWaiting && 'until-found';
    if (isSame) return;
    const {article} = this;
    const hasFocus = article.matches(':focus-within');
    try {
      if (isReadable(node.comment)) this.#drawComment();
      else this.#drawTombstone();
      this.#drawReplies();
      context.late?.draw(this);
    } catch (reason) {
      warnLater(({renderedPartially}) => renderedPartially(reason));
      this.#drawBare();
    }
    this.#drawn = [node, place, context, this.ui];
    // A decision of somebody else may take away what has the focus; the comment is still there.
    if (hasFocus && !article.matches(':focus-within')) article.focus();
  }

  /** A comment as most are. */
  #drawComment(): void {
    const {article} = this;
    const {comment} = this.#node;
    const {messages, options, state} = this.snapshot;
    const {body, createdAt, editedAt, lang, status, delivery, featured, author} = comment;
    const isPending = status === 'held' || status === 'rejected';
    let byline = childOf(article, '.byline');
    if (!byline) article.replaceChildren((byline = clonePiece('.byline')), clonePiece('.body'));
    setAttribute(
      article,
      'part',
      `comment${isPending ? ' comment-pending' : ''}${author.isStaff ? ' comment-staff' : ''}${featured ? ' comment-featured' : ''}`,
    );
    const looks = [
      isPending ? 'pending' : (delivery ?? (featured ? 'featured' : '')),
      isFolded(this.ui) && 'folded',
      this.ui.editing && 'editing',
    ];
    setAttribute(article, 'class', looks.filter(Boolean).join(' ') || null);

    this.#drawNote(byline, isPending);
    const link = childOf(byline, 'a') as HTMLElement;
    this.#drawAuthor(byline, link);
    const {href, target = null} = permalink(comment, state.thread?.url);
    setAttribute(link, 'href', href);
    setAttribute(link, 'target', target);
    const time = link.firstElementChild as HTMLTimeElement;
    const created = new Date(createdAt);
    setAttribute(time, 'datetime', createdAt);
    const {locale} = messages;
    setText(time, options.formatDate?.(created, locale) ?? shortDate(created, this.snapshot.now(), locale));
    const marks = [
      editedAt && messages.edited(clockTime(new Date(editedAt), locale)),
      this.#node.orphan && messages.orphan,
    ].filter(Boolean);
    exchange(
      byline,
      '.marks',
      marks.length > 0 ? makeElement('span', {class: 'meta marks'}, marks.join(' · ')) : null,
    );

    const text = byline.nextElementSibling as HTMLElement;
    // The classic variant shows comments as a letters page does: whole.
    const canExpand = options.variant !== 'classic' && isLong(body);
    setAttribute(text, 'class', `body${canExpand ? (this.ui.isExpanded ? ' long open' : ' long') : ''}`);
    setAttribute(text, 'lang', lang ?? null);
    showBody(text, body);
    this.#drawActions(text, canExpand);
  }

  /** What its own author is told about a comment that others do not see, or why the paper picked it. */
  #drawNote(byline: Element, isPending: boolean): void {
    const {article} = this;
    const {status, featured, decision} = this.#node.comment;
    const {messages} = this.snapshot;
    const [standing, why] = isPending
      ? [messages[status as 'held' | 'rejected'], decision?.reason]
      : featured
        ? [messages.featured(displayName(featured.by ?? '') || null), featured.reason]
        : [];
    const note = standing === undefined ? null : reasoned(standing, why);
    exchange(article, 'p', note, byline);
  }

  /** The author, with what the backend vouches for; in the classic variant as a sentence, with its number. */
  #drawAuthor(byline: HTMLElement, link: Element): void {
    const {comment, flattened, inReplyTo, depth} = this.#node;
    const {messages, options} = this.snapshot;
    const isClassic = options.variant === 'classic';
    const {author} = comment;
    const url = safeUrl(author.url ?? '');
    const badge = displayName(author.badge ?? (author.isStaff ? messages.staff : ''));
    const bdi = makeElement('bdi', {part: 'author'}, this.name);
    const [before = '', after = ''] = isClassic ? messages.said(NAME_HERE).split(NAME_HERE) : [];
    const heading = this.#heading(
      (isClassic && depth === 0 ? `${String(this.#place)}. ` : '') + before,
      url === null ? bdi : makeElement('a', {href: url, rel: LINK_REL}, bdi),
      badge && ' ',
      badge && makeElement('span', {part: 'badge', class: 'badge'}, badge),
      after,
      inReplyTo === null ? null : ' ',
      // Read to those who cannot see the indentation; where that has ended it is seen, and leads to the comment.
      inReplyTo === null
        ? null
        : makeElement(
            flattened ? 'a' : 'span',
            flattened
              ? {
                  class: 'meta',
                  href: pageAddress(location.href) + commentHash(comment.parentId ?? ''),
                  target: '_self',
                }
              : {class: 'unseen'},
            messages.inReplyTo(this.#nameOf(inReplyTo)),
          ),
    );
    exchange(byline, '.author', heading, link);
  }

  /** The row of controls, and the one below a long body (`text`) that shows all of it. */
  #drawActions(text: Element, isLongBody: boolean): void {
    const {article, name, ui} = this;
    const {comment, replies, size} = this.#node;
    const {can, score, delivery, status = 'published'} = comment;
    const {options, messages} = this.snapshot;
    const up = score?.up ?? 0;
    const isPublished = !delivery && status === 'published';
    const canWrite = isPublished && !options.readonly;
    const canVote = canWrite && options.canVote && !!can?.vote;
    const {isExpanded = false, repliesFolded = false} = ui;
    const controls: Control[] = [
      [
        'vote',
        canVote,
        messages.recommend(up),
        messages.recommendBy(name, up),
        {'aria-pressed': score?.mine ?? false},
      ],
      ['count', isPublished && !canVote && up > 0, messages.recommendations(up)],
      // A backend that says nothing of a right to reply leaves it to whether anybody may post.
      [
        'reply',
        canWrite && (can?.reply ?? true),
        ui.replyForm?.text ?? messages.reply,
        ui.replyForm?.label ?? messages.replyTo(name),
      ],
      [
        'fold',
        !delivery && replies.length > 0,
        messages.replies(size - 1),
        messages[repliesFolded ? 'unfoldReplies' : 'hideReplies'](size - 1, name),
        {'aria-expanded': !repliesFolded},
      ],
      ['menu', isPublished || (!delivery && (!!can?.edit || !!can?.remove)), '', messages.moreActions(name)],
    ];
    let row = childOf(article, '.actions');
    if (controls.some(([, isThere]) => isThere))
      row ??= article.insertBefore(
        makeElement('div', {part: 'actions', class: 'actions'}),
        // What is told of the comment stands below.
        childOf(article, '.below, .problem'),
      );
    else row?.remove();
    if (row) drawControls(row, row.firstElementChild, controls);
    drawControls(article, childOf(article, '[data-action=read]') ?? text.nextElementSibling, [
      [
        'read',
        isLongBody,
        isExpanded ? messages.readLess : messages.readMore,
        isExpanded ? messages.readLessBy(name) : messages.readMoreBy(name),
        {'aria-expanded': isExpanded},
      ],
    ]);
  }

  #drawTombstone(): void {
    const {article} = this;
    const {status, decision} = this.#node.comment;
    const {tombstoneDeleted, tombstoneRemoved} = this.snapshot.messages;
    if (article.className !== 'tombstone') article.replaceChildren();
    setAttribute(article, 'part', 'comment tombstone');
    setAttribute(article, 'class', 'tombstone');
    const words = reasoned(status === 'deleted' ? tombstoneDeleted : tombstoneRemoved, decision?.reason);
    exchange(article, 'p', words);
  }

  /** The least of a comment: its name, its text and room for its replies. For one of which more cannot be drawn. */
  #drawBare(): void {
    const {article, item} = this;
    const {comment, replies} = this.#node;
    setAttribute(article, 'part', 'comment');
    setAttribute(article, 'class', null);
    const text = makeElement('div', {part: 'body', class: 'body', dir: 'auto'});
    article.replaceChildren(this.#heading(null, makeElement('bdi', {part: 'author'}, this.name)), text);
    showBody(text, comment.body);
    if (replies.length > 0 && !this.replies) item.append(makeElement('ol', REPLIES));
  }

  #heading(...content: (Node | string | null)[]): HTMLElement {
    const level = Math.min(6, this.snapshot.options.headingLevel + 1);
    return makeElement('div', {role: 'heading', 'aria-level': String(level), class: 'author'}, ...content);
  }

  /** The list of replies, and the button behind which more of them are. */
  #drawReplies(): void {
    const {item, ui} = this;
    const {comment, replies, size, depth} = this.#node;
    const {messages, state} = this.snapshot;
    const {id, replies: {count = 0, next = null} = {}} = comment;
    let list = this.replies;
    if (replies.length === 0 && next === null) list?.remove();
    else {
      if (!list) item.append((list = makeElement('ol', REPLIES)));
      const isFoldedAway = ui.repliesFolded ?? false;
      if (list.hasAttribute('hidden') !== isFoldedAway) list.hidden = isFoldedAway && 'until-found';
    }
    // Of those that are not here only the backend knows how many there are, and it may be wrong.
    let left = next === null ? 0 : Math.max(1, count - size + 1);
    for (const waiting of replies.slice(this.shownReplies)) left += waiting.size;
    let more = childOf(item, '.more');
    if (left > 0) {
      more ??= item.appendChild(
        makeElement(
          'button',
          {part: 'more', class: 'plain more', 'data-action': 'more', 'data-list': id},
          ' ',
        ),
      );
      setAttribute(more, 'aria-disabled', String(state.more.get(id) === 'loading'));
      setText(more, messages.showReplies(left));
    } else more?.remove();
    const end =
      depth === 0 && size > LONG_BRANCH
        ? makeElement(
            'button',
            {part: 'action toggle', class: 'plain', 'data-action': 'fold-end'},
            messages.hideReplies(size - 1, this.name),
          )
        : null;
    exchange(item, '[data-action=fold-end]', end);
  }

  #nameOf(name: string): string {
    return displayName(name) || this.snapshot.messages.anonymous;
  }
}

const REPLIES = {role: 'list', part: 'replies', class: 'replies'};

/** A control: whether it is there, its text, its accessible name, and how it stands. */
type Control = [
  name: ActionName,
  isThere: boolean,
  text: string,
  label?: string,
  states?: Readonly<Record<string, boolean>>,
];

/** Draws controls one after the other, where `at` stands or would stand. One that stays is the same element. */
function drawControls(parent: Element, at: Element | null, controls: readonly Control[]): void {
  for (const [name, isThere, text, label, states = {}] of controls) {
    let control = (at as HTMLElement | null)?.dataset['action'] === name ? at : null;
    if (control) at = control.nextElementSibling;
    if (!isThere) {
      control?.remove();
      continue;
    }
    control ??= parent.insertBefore(clonePiece(`[data-action=${name}]`), at);
    if (text) setText(control.lastChild, text);
    setAttribute(control, 'aria-label', label ?? null);
    for (const [state, value] of Object.entries(states)) setAttribute(control, state, String(value));
  }
}

/** A sentence, and the newsroom's reason for it. */
function reasoned(sentence: string, reason: string | undefined): HTMLElement {
  return makeElement('p', {}, `${sentence} `, makeElement('bdi', {}, reason?.slice(0, MAX_REASON) ?? null));
}

/** What a `<time>` says. */
export function timeLabel(datetime: string, now: number, locale: string): string {
  return shortDate(new Date(datetime), now, locale);
}
