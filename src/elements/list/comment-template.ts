import {html, nothing, type TemplateResult} from 'lit';
import {displayName} from '../../content/name.js';
import {safeUrl} from '../../content/safe-url.js';
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
 * What a comment looks like: few nodes and few bindings, for there may be thousands. The words themselves and the
 * replies are put in by `Branches`. Made anew when anything but the comments changes.
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
    const hasReplies = replies.length > 0 || comment.replies?.next != null;
    return html`${this.#renderArticle(node, place, form)}${form ? this.#renderReplyForm(comment, form) : nothing}${
      hasReplies
        ? html`<ol role="list" part="replies" class="replies"></ol>
            ${this.#renderMoreReplies(node)}`
        : nothing
    }`;
  }

  #renderArticle(node: ThreadNode, place: number, form: ReplyForm | undefined): TemplateResult {
    const {comment} = node;
    const {messages} = this.#snapshot;
    if (!isReadable(comment)) {
      const words = comment.status === 'deleted' ? messages.tombstoneDeleted : messages.tombstoneRemoved;
      return html`<article
        part="comment tombstone"
        class="tombstone"
        data-comment-id=${comment.id}
        tabindex="-1"
      >
        <p>${words}</p>
      </article>`;
    }
    const {lang} = comment;
    return html`<article
      part=${partsOf(comment)}
      class=${classesOf(comment)}
      data-comment-id=${comment.id}
      tabindex="-1"
    >
      ${this.#renderStanding(comment)}
      <div class="byline">${this.#renderAuthor(node, place)}${this.#renderMeta(node)}</div>
      <div part="body" class="body" dir="auto" lang=${lang ?? nothing}></div>
      ${this.#renderActions(comment, form)}
    </article>`;
  }

  /** What its own author is told about a comment that others do not see. */
  #renderStanding({status, delivery, decision}: Comment): TemplateResult | typeof nothing {
    const {messages} = this.#snapshot;
    if (status === 'held') return html`<p>${messages.held}</p>`;
    if (status === 'rejected') return html`<p>${messages.rejected} ${decision?.reason ?? nothing}</p>`;
    if (delivery === 'sending') return html`<p class="meta">${messages.sending}</p>`;
    return nothing;
  }

  #renderAuthor({comment: {author}, depth, inReplyTo, flattened}: ThreadNode, place: number): TemplateResult {
    const {messages, options} = this.#snapshot;
    const url = author.url === undefined ? null : safeUrl(author.url);
    const name = html`<bdi part="author" .textContent=${this.#nameOf(author.name)}></bdi>`;
    const linked = url ? html`<a href=${url} rel="ugc nofollow noopener noreferrer">${name}</a>` : name;
    const numbered = options.variant === 'classic' && depth === 0 ? `${String(place)}. ` : nothing;
    const answered = inReplyTo === null ? nothing : this.#renderInReplyTo(inReplyTo, flattened);
    const sentence = options.variant === 'classic' ? messages.said(NAME_HERE).split(NAME_HERE) : null;
    return html`<div role="heading" aria-level=${this.#level} class="author">
      ${sentence ? html`${numbered}${sentence[0]}${linked}${sentence[1]}` : linked}${answered}
    </div>`;
  }

  /** Read to those who cannot see the indentation; seen where the indentation has ended. */
  #renderInReplyTo(name: string, seen: boolean): TemplateResult {
    const [before, after] = this.#snapshot.messages.inReplyTo(NAME_HERE).split(NAME_HERE);
    return html` <span class=${seen ? 'meta' : 'unseen'}
      >${before}<bdi .textContent=${this.#nameOf(name)}></bdi>${after}</span
    >`;
  }

  #renderMeta({comment, orphan}: ThreadNode): TemplateResult {
    const {messages, options, state} = this.#snapshot;
    const {author, createdAt, editedAt} = comment;
    const {locale} = messages;
    const created = new Date(createdAt);
    const full = options.formatDate?.(created, locale) ?? fullDate(created, locale);
    const label = options.formatDate ? full : shortDate(created, Date.now(), locale);
    const permalink =
      safeUrl(comment.url ?? '') ?? `${state.thread?.url ?? ''}#comment-${encodeURIComponent(comment.id)}`;
    const badge = author.badge ?? (author.isStaff ? messages.staff : null);
    return html`${badge === null ? nothing : html`<span part="badge" class="badge">${badge}</span>`}
      <span class="meta"
        ><a href=${permalink}
          ><time part="timestamp" datetime=${createdAt} title=${full} .textContent=${label}></time></a
        >${editedAt ? html` · ${messages.edited(clockTime(new Date(editedAt), locale))}` : nothing}${
          orphan ? html` · ${messages.orphan}` : nothing
        }</span
      >`;
  }

  #renderActions(comment: Comment, form: ReplyForm | undefined): TemplateResult | typeof nothing {
    const {options, messages} = this.#snapshot;
    const {can, score, delivery, status = 'published'} = comment;
    if (options.readonly || delivery !== undefined || status !== 'published') return nothing;
    const name = this.#nameOf(comment.author.name);
    const up = score?.up ?? 0;
    const vote =
      options.canVote && can?.vote
        ? html`<button
            part="action"
            class="plain"
            data-deed="vote"
            aria-pressed=${score?.mine ?? false}
            aria-label=${messages.recommendBy(name, up)}
            .textContent=${messages.recommend(up)}
          ></button>`
        : nothing;
    const kept = form?.phase === 'kept';
    // A backend that says nothing of a right to reply leaves it to whether anybody may post.
    const reply =
      (can?.reply ?? true)
        ? html`<button
            part="action"
            class="plain"
            data-deed="reply"
            aria-label=${kept ? messages.continueReplyTo(name) : messages.replyTo(name)}
            .textContent=${kept ? messages.continueReply : messages.reply}
          ></button>`
        : nothing;
    return vote === nothing && reply === nothing
      ? nothing
      : html`<div part="actions" class="actions">${vote}${reply}</div>`;
  }

  #renderReplyForm({id, author}: Comment, {phase}: ReplyForm): TemplateResult {
    return html`<parley-comment-form
      exportparts="form, label, input, hint, error, submit, button"
      parent-id=${id}
      reply-to=${this.#nameOf(author.name)}
      ?hidden=${phase === 'kept'}
    ></parley-comment-form>`;
  }

  #renderMoreReplies({comment: {id, replies}, size}: ThreadNode): TemplateResult | typeof nothing {
    if (replies?.next == null) return nothing;
    const {messages, state} = this.#snapshot;
    const underway = state.more.get(id);
    const left = Math.max(1, replies.count - size + 1);
    return html`<button
        part="more"
        class="plain more"
        data-deed="more"
        data-list=${id}
        aria-disabled=${underway === 'loading'}
      >
        ${messages.showReplies(left)}
      </button>
      ${
        underway && underway !== 'loading'
          ? html`<p part="error" class="notice danger">${messages.partFailed}</p>`
          : nothing
      }`;
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
