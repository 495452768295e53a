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

/** Renders parts of a comment that are needed only after an event. */
export interface LateDrawing {
  draw(view: CommentView): void;
}

/** The common input of all views of a list, besides their comments. A new object whenever it changes. */
export interface DrawContext {
  /** The latest snapshot; the owner of the context keeps it up to date. */
  snapshot: ThreadSnapshot;
  readonly ui: CommentUiStates;
  /** `undefined` until that code has loaded. */
  readonly late: LateDrawing | undefined;
}

/** The number of replies shown of a long list at first. One more is shown instead of a button for it. */
const SHOWN_REPLIES = 3;

/** A branch of more comments has a second fold control at its end. */
const LONG_BRANCH = 10;

/** The maximum length of a displayed reason, in characters. */
const MAX_REASON = 2_000;

/** Placeholder for a name in a message, replaced by the name's element. */
const NAME_HERE = '\uFFFC';

const UNTOUCHED: CommentUi = {};

/**
 * The view of one comment: it owns the comment's item and everything in it except the order of its replies. It exists
 * as long as the comment, also when it moves, and changes only nodes that differ, so that focus and selection stay.
 * Other code asks it for anything of the comment (`CommentListElement.viewOf`).
 */
export class CommentView {
  readonly item = clonePiece('li');
  #node: ThreadNode;
  #context: DrawContext;
  /** Its position among its siblings, from 1, if positions are shown; else 0. */
  #place = 0;
  /** The input of the last rendering. */
  #drawn: readonly unknown[] = [];

  constructor(node: ThreadNode, context: DrawContext) {
    this.#node = node;
    this.#context = context;
    const {id} = node.comment;
    this.item.setAttribute('data-id', id);
    this.article.setAttribute('data-comment-id', id);
  }

  /** The comment and its position in the thread. */
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

  /** The element of the comment's text; `null` if it is not shown. */
  get body(): HTMLElement | null {
    return childOf(this.article, '.body');
  }

  /** The list of replies; `null` if there are none. Found by position: a query would search all replies. */
  get replies(): HTMLElement | null {
    return childOf(this.item, 'ol');
  }

  /** Whether it is hidden until the reader requests more replies or the browser finds it. */
  get isWaiting(): boolean {
    return this.item.hasAttribute('hidden');
  }

  /** The author's name as it is shown. */
  get name(): string {
    return this.#nameOf(this.#node.comment.author.name);
  }

  /** Its UI state. */
  get ui(): CommentUi {
    return this.#context.ui.get(this.#node.comment.id) ?? UNTOUCHED;
  }

  /** Changes the UI state and renders it. Replies that become visible are rendered with the list's next update. */
  set(changes: CommentUi): void {
    this.#context.ui.set(this.#node.comment.id, {...this.ui, ...changes});
    this.draw(this.#node, this.#place, this.isWaiting, this.#context);
  }

  /** One of its controls, if it exists. */
  action(name: ActionName): HTMLElement | null {
    const selector = `[data-action=${name}]`;
    return this.article.querySelector(`:scope > .actions > ${selector}, :scope > ${selector}`);
  }

  /** The number of visible replies; the others are behind a button. */
  get shownReplies(): number {
    const {length} = this.#node.replies;
    return length > SHOWN_REPLIES + 1 && !this.ui.allReplies ? SHOWN_REPLIES : Infinity;
  }

  /** Renders changes. Never throws: if a comment cannot be rendered, its name and text are shown. */
  draw(node: ThreadNode, place: number, isWaiting: boolean, context: DrawContext): void {
    const now = [node, place, context, this.ui];
    const isSame = now.every((value, index) => value === this.#drawn[index]);
    this.#node = node;
    this.#place = place;
    this.#context = context;
    // Engines without `until-found` treat any value as `true`.
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
    // Somebody else's decision may remove the focused control; the comment still exists.
    if (hasFocus && !article.matches(':focus-within')) article.focus();
  }

  /** An ordinary comment. */
  #drawComment(): void {
    const {article} = this;
    const {comment} = this.#node;
    const {messages, options, state} = this.snapshot;
    const {body, createdAt, editedAt, lang, status, delivery, featured, author} = comment;
    const isPending = status === 'held' || status === 'rejected';
    // There is none in a tombstone.
    if (!childOf(article, '.byline')) article.replaceChildren(...clonePiece('article').children);
    const byline = article.querySelector('.byline') as HTMLElement;
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
    // The classic variant shows whole comments.
    const canExpand = options.variant !== 'classic' && isLong(body);
    setAttribute(text, 'class', `body${canExpand ? (this.ui.isExpanded ? ' long open' : ' long') : ''}`);
    setAttribute(text, 'lang', lang ?? null);
    showBody(text, body);
    this.#drawActions(text, canExpand);
  }

  /** The notice for the author of a comment that others do not see, or why the comment is featured. */
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

  /** The author with badges; in the classic variant a sentence with the comment's number. */
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
      // For screen-reader users; visible, as a link to the parent, where replies are no longer indented.
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

  /** The row of controls, and the control below a long body (`text`) that expands it. */
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
      // Without a right to reply from the backend, replying is allowed if posting is.
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
        clonePiece('.actions'),
        // The comment's notices are below.
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

  /** The minimal comment: name, text and a list of replies. Used if the comment cannot be rendered. */
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

  /** The list of replies, and the button that shows more of them. */
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
    // The backend's count includes comments that are not loaded, and may be wrong.
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

/** A control: whether it exists, its text, accessible name and state. */
type Control = [
  name: ActionName,
  isThere: boolean,
  text: string,
  label?: string,
  states?: Readonly<Record<string, boolean>>,
];

/** Renders controls in order at the position `at`. Controls that stay are the same elements. */
function drawControls(parent: Element, at: Element | null, controls: readonly Control[]): void {
  for (const [name, isThere, text, label, states = {}] of controls) {
    let control = at?.getAttribute('data-action') === name ? at : null;
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

/** A sentence with the moderator's reason. */
function reasoned(sentence: string, reason: string | undefined): HTMLElement {
  return makeElement('p', {}, `${sentence} `, makeElement('bdi', {}, reason?.slice(0, MAX_REASON) ?? null));
}
