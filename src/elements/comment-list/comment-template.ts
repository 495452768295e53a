import {html, nothing, type TemplateResult} from 'lit';
import {displayName} from '../../content/name.js';
import {LINK_REL, safeUrl} from '../../content/safe-url.js';
import {clockTime, shortDate} from '../../locale/dates.js';
import {isReadable, type Comment, type CommentId} from '../../model/comment.js';
import type {ThreadNode} from '../../model/tree.js';
import type {ThreadSnapshot} from '../context.js';
import type * as Extras from './extras.js';
import {permalink} from './permalink.js';

/** A form under a comment. `kept` holds a draft that the reader has put aside. */
export interface ReplyForm {
  readonly phase: 'open' | 'kept';
  /** The comment and all those it is drawn beneath: the branches that must be drawn again with it. */
  readonly path: ReadonlySet<CommentId>;
  /** The form itself. */
  readonly content: unknown;
  /** What the comment's button says meanwhile, and how it is announced. */
  readonly words: string;
  readonly label: string;
}

export type ReplyForms = ReadonlyMap<CommentId, ReplyForm>;

/** Of longer lists of replies, so many are shown. One more is not worth a button. */
const SHOWN_REPLIES = 3;

/** Of a reason that the newsroom gives, so many characters are shown. */
const MOST_WORDS = 2_000;

/** Stands for a name in a sentence until the name's own element takes its place. */
const NAME_HERE = '\uFFFC';

/**
 * What a comment looks like. There may be thousands, so each has few nodes: one template for what most comments
 * are, no white space between tags, and a binding that can be empty only where one is needed. The words themselves
 * and the replies are put in by `Branches`. Made anew when anything but the comments changes.
 */
export class CommentTemplate {
  /** The latest one: whoever holds this template sees to that. */
  snapshot: ThreadSnapshot;
  readonly #extras: typeof Extras | undefined;
  readonly #unfolded: ReadonlySet<CommentId>;
  readonly #level: number;

  /** `unfolded` holds those comments whose replies are all shown. */
  constructor(snapshot: ThreadSnapshot, extras: typeof Extras | undefined, unfolded: ReadonlySet<CommentId>) {
    this.snapshot = snapshot;
    this.#extras = extras;
    this.#unfolded = unfolded;
    this.#level = Math.min(6, snapshot.options.headingLevel + 1);
  }

  /** The content of a comment's `<li>`; `place` is its place among its siblings, from 1. */
  renderItem(node: ThreadNode, place: number, form: ReplyForm | undefined): TemplateResult {
    const {comment, replies} = node;
    const below = replies.length > 0 || comment.replies?.next != null ? this.#renderReplies(node) : nothing;
    const article = isReadable(comment)
      ? this.#renderArticle(node, place, form)
      : this.#renderTombstone(comment);
    // prettier-ignore
    return html`${article}${form ? html`${form.content}${below}` : below}`;
  }

  /** The least of a comment: its name, room for its words, its form and its replies. For one of which more cannot be drawn. */
  renderBare({comment: {id, author}, replies}: ThreadNode, form: ReplyForm | undefined): TemplateResult {
    // prettier-ignore
    return html`<article part="comment" data-comment-id=${id} tabindex="-1"><div role="heading" aria-level=${this.#level} class="author"><bdi part="author">${
      this.#nameOf(author.name)
    }</bdi></div><div part="body" class="body" dir="auto"></div></article>${form?.content}${
      replies.length > 0 ? html`<ol role="list" part="replies" class="replies"></ol>` : nothing
    }`;
  }

  /** How many of the replies to a comment are shown; the others wait behind a button. */
  shownReplies({comment, replies}: ThreadNode): number {
    return replies.length > SHOWN_REPLIES + 1 && !this.#unfolded.has(comment.id) ? SHOWN_REPLIES : Infinity;
  }

  #renderArticle(node: ThreadNode, place: number, form: ReplyForm | undefined): TemplateResult {
    const {comment} = node;
    const {options, messages, state} = this.snapshot;
    const {id, author, createdAt, lang, status, delivery, featured, decision} = comment;
    const {locale} = messages;
    const created = new Date(createdAt);
    const label = options.formatDate?.(created, locale) ?? shortDate(created, this.snapshot.now(), locale);
    const {href, target} = permalink(node.comment, state.thread?.url);
    const name = this.#nameOf(author.name);
    const isPending = status === 'held' || status === 'rejected';
    const isPlain = options.variant !== 'classic' && author.url === undefined;
    const parts = `comment${isPending ? ' comment-pending' : ''}${author.isStaff ? ' comment-staff' : ''}${featured ? ' comment-featured' : ''}`;
    const looks = isPending ? 'pending' : (delivery ?? (featured ? 'featured' : ''));
    // What its own author is told about a comment that others do not see, or why the paper picked it.
    const [standing, why] = isPending
      ? [messages[status], decision?.reason]
      : featured
        ? [messages.featured(displayName(featured.by ?? '') || null), featured.reason]
        : [];
    const note = standing && html`<p>${standing} <bdi>${why?.slice(0, MOST_WORDS)}</bdi></p>`;
    // prettier-ignore
    return html`<article part=${parts} class=${looks} data-comment-id=${id} tabindex="-1">${
      note ?? (delivery && this.#extras?.renderLetter(id, this.snapshot))
    }<div class="byline">${
      isPlain
        ? html`<div role="heading" aria-level=${this.#level} class="author"><bdi part="author" .textContent=${name}></bdi><span class=${node.flattened ? 'meta' : 'unseen'} .textContent=${this.#answerTo(node)}></span></div>`
        : this.#renderAuthor(node, name, place)
    }<a class="meta" href=${href} target=${target ?? nothing}><time part="timestamp" datetime=${createdAt} title=${this.#extras?.titleOf(created, this.snapshot) ?? nothing} .textContent=${label}></time></a>${
      this.#renderExtras(node)
    }</div><div part="body" class="body" dir="auto" lang=${lang ?? nothing}></div>${
      this.#renderActions(node, name, form)
    }</article>`;
  }

  #renderTombstone({id, status, decision}: Comment): TemplateResult {
    const {tombstoneDeleted, tombstoneRemoved} = this.snapshot.messages;
    const words = status === 'deleted' ? tombstoneDeleted : tombstoneRemoved;
    // prettier-ignore
    return html`<article part="comment tombstone" class="tombstone" data-comment-id=${id} tabindex="-1"><p>${words} <bdi>${decision?.reason?.slice(0, MOST_WORDS)}</bdi></p></article>`;
  }

  /** An author with a page of their own, or in the classic variant. */
  #renderAuthor(node: ThreadNode, name: string, place: number): TemplateResult {
    const {messages, options} = this.snapshot;
    const url = safeUrl(node.comment.author.url ?? '');
    const bdi = html`<bdi part="author" .textContent=${name}></bdi>`;
    const isClassic = options.variant === 'classic';
    const [before = '', after = ''] = isClassic ? messages.said(NAME_HERE).split(NAME_HERE) : [];
    // prettier-ignore
    return html`<div role="heading" aria-level=${this.#level} class="author">${
      isClassic && node.depth === 0 ? `${place}. ${before}` : before
    }${
      url ? html`<a href=${url} rel=${LINK_REL}>${bdi}</a>` : bdi
    }${after}<span class=${node.flattened ? 'meta' : 'unseen'} .textContent=${this.#answerTo(node)}></span></div>`;
  }

  /** Read to those who cannot see the indentation; seen where the indentation has ended. */
  #answerTo({inReplyTo}: ThreadNode): string {
    return inReplyTo === null ? '' : ` ${this.snapshot.messages.inReplyTo(this.#nameOf(inReplyTo))}`;
  }

  #renderExtras({comment: {author, editedAt}, orphan}: ThreadNode): TemplateResult | typeof nothing {
    const {messages} = this.snapshot;
    const badge =
      author.badge === undefined ? (author.isStaff ? messages.staff : null) : displayName(author.badge);
    if (badge === null && !editedAt && !orphan) return nothing;
    const edited = editedAt && messages.edited(clockTime(new Date(editedAt), messages.locale));
    // prettier-ignore
    return html`${
      badge === null ? nothing : html`<span part="badge" class="badge">${badge}</span>`
    }${
      [edited, orphan && messages.orphan].map((words) => words ? html`<span class="meta">${words}</span>` : nothing)
    }`;
  }

  #renderActions(node: ThreadNode, name: string, form: ReplyForm | undefined): unknown {
    const {can, score, delivery, status = 'published'} = node.comment;
    const {options, messages} = this.snapshot;
    const up = score?.up ?? 0;
    const canWrite = !options.readonly && status === 'published';
    // The row keeps the room of what comes late; of what waits for review, that is the rights of its author.
    if (delivery || (status === 'held' && !can?.edit && !can?.remove)) return nothing;
    // prettier-ignore
    const button = (deed: string, words: string, label: string, isPressed?: boolean): TemplateResult =>
      html`<button part="action" class="plain" data-deed=${deed} aria-label=${label} aria-pressed=${isPressed ?? nothing} .textContent=${words}></button>`;
    // prettier-ignore
    return html`<div part="actions" class="actions">${
      canWrite && options.canVote && can?.vote ? button('vote', messages.recommend(up), messages.recommendBy(name, up), score?.mine ?? false) : nothing
    }${
      // A backend that says nothing of a right to reply leaves it to whether anybody may post.
      canWrite && (can?.reply ?? true) ? button('reply', form?.words ?? messages.reply, form?.label ?? messages.replyTo(name)) : nothing
    }</div>`;
  }

  #renderReplies(node: ThreadNode): TemplateResult {
    const {messages, state} = this.snapshot;
    const {comment, replies, size} = node;
    const {id, replies: {count = 0, next = null} = {}} = comment;
    const progress = state.more.get(id);
    // Of those that are not here only the backend knows how many there are, and it may be wrong.
    let left = next === null ? 0 : Math.max(1, count - size + 1);
    for (const waiting of replies.slice(this.shownReplies(node))) left += waiting.size;
    // prettier-ignore
    return html`<ol role="list" part="replies" class="replies"></ol>${
      left > 0
        ? html`<button part="more" class="plain more" data-deed="more" data-list=${id} aria-disabled=${progress === 'loading'}>${
            messages.showReplies(left)
          }</button>${this.#extras?.renderFailure(progress, this.snapshot)}`
        : nothing
    }`;
  }

  #nameOf(name: string): string {
    return displayName(name) || this.snapshot.messages.anonymous;
  }
}

/** What the shared clock writes into a `<time>`. */
export function timeLabel(datetime: string, now: number, locale: string): string {
  return shortDate(new Date(datetime), now, locale);
}
