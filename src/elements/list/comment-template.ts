import {html, nothing, type TemplateResult} from 'lit';
import {displayName} from '../../content/name.js';
import {LINK_REL, safeUrl} from '../../content/safe-url.js';
import {clockTime, fullDate, shortDate} from '../../locale/dates.js';
import {isReadable, type Comment, type CommentId} from '../../model/comment.js';
import type {ThreadNode} from '../../model/tree.js';
import type {ThreadSnapshot} from '../context.js';

/** A form under a comment. `kept` holds a draft that the reader has put aside. */
export interface ReplyForm {
  readonly phase: 'open' | 'kept';
  /** The comment and all those it is drawn beneath: the branches that must be drawn again with it. */
  readonly path: ReadonlySet<CommentId>;
}

export type ReplyForms = ReadonlyMap<CommentId, ReplyForm>;

/** Stands for a name in a sentence until the name's own element takes its place. */
const NAME_HERE = '\uFFFC';

/**
 * What a comment looks like. There may be thousands, so each has few nodes: one template for what most comments
 * are, no white space between tags, and a binding that can be empty only where one is needed. The words themselves
 * and the replies are put in by `Branches`. Made anew when anything but the comments changes.
 */
export class CommentTemplate {
  readonly #snapshot: ThreadSnapshot;
  readonly #level: number;

  constructor(snapshot: ThreadSnapshot) {
    this.#snapshot = snapshot;
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
    return html`${article}${form ? html`${this.#renderReplyForm(comment, form)}${below}` : below}`;
  }

  #renderArticle(node: ThreadNode, place: number, form: ReplyForm | undefined): TemplateResult {
    const {comment} = node;
    const {options, messages, state} = this.#snapshot;
    const {id, author, createdAt, lang, url} = comment;
    const {locale} = messages;
    const created = new Date(createdAt);
    const full = options.formatDate?.(created, locale) ?? fullDate(created, locale);
    const label = options.formatDate ? full : shortDate(created, Date.now(), locale);
    const permalink = safeUrl(url ?? '') ?? `${state.thread?.url ?? ''}#comment-${encodeURIComponent(id)}`;
    const name = this.#nameOf(author.name);
    const isPlain = options.variant !== 'classic' && author.url === undefined && node.inReplyTo === null;
    // prettier-ignore
    return html`<article part=${partsOf(comment)} class=${classesOf(comment)} data-comment-id=${id} tabindex="-1">${
      this.#renderStanding(comment)
    }<div class="byline">${
      isPlain
        ? html`<div role="heading" aria-level=${this.#level} class="author"><bdi part="author" .textContent=${name}></bdi></div>`
        : this.#renderAuthor(node, name, place)
    }<a class="meta" href=${permalink}><time part="timestamp" datetime=${createdAt} title=${full} .textContent=${label}></time></a>${
      this.#renderExtras(node)
    }</div><div part="body" class="body" dir="auto" lang=${lang ?? nothing}></div>${
      this.#renderActions(comment, name, form)
    }</article>`;
  }

  #renderTombstone({id, status}: Comment): TemplateResult {
    const {tombstoneDeleted, tombstoneRemoved} = this.#snapshot.messages;
    const words = status === 'deleted' ? tombstoneDeleted : tombstoneRemoved;
    // prettier-ignore
    return html`<article part="comment tombstone" class="tombstone" data-comment-id=${id} tabindex="-1"><p>${words}</p></article>`;
  }

  /** What its own author is told about a comment that others do not see. */
  #renderStanding({status, delivery, decision}: Comment): TemplateResult | typeof nothing {
    const {held, rejected, sending} = this.#snapshot.messages;
    if (status === 'held') return html`<p>${held}</p>`;
    if (status === 'rejected') return html`<p>${rejected} ${decision?.reason ?? nothing}</p>`;
    return delivery === 'sending' ? html`<p class="meta">${sending}</p>` : nothing;
  }

  /** The author of a reply, with a page of their own, or in the classic variant. */
  #renderAuthor(
    {comment: {author}, depth, inReplyTo, flattened}: ThreadNode,
    name: string,
    place: number,
  ): TemplateResult {
    const {messages, options} = this.#snapshot;
    const url = author.url === undefined ? null : safeUrl(author.url);
    const bdi = html`<bdi part="author" .textContent=${name}></bdi>`;
    const linked = url ? html`<a href=${url} rel=${LINK_REL}>${bdi}</a>` : bdi;
    const isClassic = options.variant === 'classic';
    const [before = '', after = ''] = isClassic ? messages.said(NAME_HERE).split(NAME_HERE) : [];
    const numbered = isClassic && depth === 0 ? `${String(place)}. ${before}` : before;
    // Read to those who cannot see the indentation; seen where the indentation has ended.
    const answered =
      inReplyTo === null
        ? nothing
        : html` <span
            class=${flattened ? 'meta' : 'unseen'}
            .textContent=${messages.inReplyTo(this.#nameOf(inReplyTo))}
          ></span>`;
    // prettier-ignore
    return html`<div role="heading" aria-level=${this.#level} class="author">${numbered}${linked}${after}${answered}</div>`;
  }

  #renderExtras({comment: {author, editedAt}, orphan}: ThreadNode): TemplateResult | typeof nothing {
    const {messages} = this.#snapshot;
    const badge = author.badge ?? (author.isStaff ? messages.staff : null);
    if (badge === null && !editedAt && !orphan) return nothing;
    // prettier-ignore
    return html`${
      badge === null ? nothing : html`<span part="badge" class="badge">${badge}</span>`
    }${
      editedAt ? html`<span class="meta">${messages.edited(clockTime(new Date(editedAt), messages.locale))}</span>` : nothing
    }${orphan ? html`<span class="meta">${messages.orphan}</span>` : nothing}`;
  }

  #renderActions(
    {can, score, delivery, status}: Comment,
    name: string,
    form: ReplyForm | undefined,
  ): unknown {
    const {options, messages} = this.#snapshot;
    if (options.readonly || delivery !== undefined || (status ?? 'published') !== 'published') return nothing;
    const up = score?.up ?? 0;
    const isKept = form?.phase === 'kept';
    // prettier-ignore
    const vote = options.canVote && can?.vote
      ? html`<button part="action" class="plain" data-deed="vote" aria-pressed=${score?.mine ?? false} aria-label=${messages.recommendBy(name, up)} .textContent=${messages.recommend(up)}></button>`
      : nothing;
    // A backend that says nothing of a right to reply leaves it to whether anybody may post.
    // prettier-ignore
    const reply = (can?.reply ?? true)
      ? html`<button part="action" class="plain" data-deed="reply" aria-label=${isKept ? messages.continueReplyTo(name) : messages.replyTo(name)} .textContent=${isKept ? messages.continueReply : messages.reply}></button>`
      : nothing;
    return vote === nothing && reply === nothing
      ? nothing
      : html`<div part="actions" class="actions">${vote}${reply}</div>`;
  }

  #renderReplyForm({id, author}: Comment, {phase}: ReplyForm): TemplateResult {
    return html`<parley-comment-form
      exportparts="form, label, input, hint, error, toolbar, submit, button"
      parent-id=${id}
      reply-to=${this.#nameOf(author.name)}
      ?hidden=${phase === 'kept'}
    ></parley-comment-form>`;
  }

  #renderReplies({comment: {id, replies}, size}: ThreadNode): TemplateResult {
    const {messages, state} = this.#snapshot;
    const underway = state.more.get(id);
    // prettier-ignore
    return html`<ol role="list" part="replies" class="replies"></ol>${
      replies?.next == null
        ? nothing
        : html`<button part="more" class="plain more" data-deed="more" data-list=${id} aria-disabled=${underway === 'loading'}>${
            messages.showReplies(Math.max(1, replies.count - size + 1))
          }</button>`
    }${underway && underway !== 'loading' ? html`<p part="error" class="notice danger">${messages.partFailed}</p>` : nothing}`;
  }

  #nameOf(name: string): string {
    return displayName(name) || this.#snapshot.messages.anonymous;
  }
}

/** What the shared clock writes into a `<time>`. */
export function timeLabel(datetime: string, locale: string): string {
  return shortDate(new Date(datetime), Date.now(), locale);
}

function partsOf({status, author, featured}: Comment): string {
  let parts = 'comment';
  if (status === 'held' || status === 'rejected') parts += ' comment-pending';
  if (author.isStaff) parts += ' comment-staff';
  if (featured) parts += ' comment-featured';
  return parts;
}

function classesOf({status, delivery, featured}: Comment): string {
  if (status === 'held' || status === 'rejected') return 'pending';
  if (delivery === 'sending') return 'sending';
  return featured ? 'featured' : '';
}
