import {html, nothing, render, type ReactiveController} from 'lit';
import {foldLongBodies} from '../long-bodies.js';
import {renderTools} from '../tools.js';
import {displayName} from '../../../content/name.js';
import type {Messages} from '../../../locale/en.js';
import type {CommentsAdapter} from '../../../model/adapter.js';
import type {Body, Comment, CommentId} from '../../../model/comment.js';
import type {CommentListElement} from '../comment-list.js';
import {ParleyEditRequestEvent} from '../../events.js';
import {allMessages} from '../../form/all-messages.js';
import {findProblems} from '../../form/draft-problems.js';
import {brokenRuleOf} from './broken-rule.js';
import {
  CommentControls,
  isOthers,
  minutesLeft,
  NO_OPTIONS,
  optionsFor,
  renderFold,
  type ControlDeed,
  type Standing,
} from './comment-controls.js';
import {CommentDialog} from './comment-dialog.js';
import {renderEditor, type Editing} from './editor.js';
import {place, seen, sourceOf} from './in-article.js';
import {MutedAuthors} from './muted-authors.js';
import {Outcomes} from './outcomes.js';

/**
 * How deep in replies comments are watched: to tell what is near costs a browser more the deeper it is. Deeper ones get
 * their controls when the pointer or the keyboard comes to them.
 */
const DEEPEST = 40;

/** How far ahead of the reader comments get their controls. */
const NEAR = '400px';

/** What the thread around the list gives. */
export interface ControlledThread extends HTMLElement {
  readonly adapter: CommentsAdapter | null;
}

/** What the thread does for the controls in its list. */
export interface ControlDeeds {
  /** Tells those who listen. */
  readonly say: (message: string) => void;
  /** Puts the words of a comment into the form in its place. */
  readonly writeAgain: (comment: Comment, words: string) => void;
}

/**
 * What may be done to comments: edit, delete, report, mute, copy, post once more. Only the comments near the reader
 * have controls, which are drawn beside what the list draws, and there is one dialog for all, so that a comment costs
 * no more to read.
 */
export class ListControls implements ReactiveController {
  readonly #list: CommentListElement;
  readonly #thread: ControlledThread;
  readonly #deeds: ControlDeeds;
  readonly #outcomes: Outcomes;
  readonly #near = new Set<HTMLElement>();
  readonly #nearness: IntersectionObserver;
  readonly #arrivals: MutationObserver;
  readonly #dialog: CommentDialog;
  /** How many lines a letter has depends on how wide they are. */
  readonly #widths = new ResizeObserver(([entry]) => {
    const width = entry?.contentRect.width ?? 0;
    if (width === this.#width) return;
    this.#width = width;
    // What is drawn changes the height of what is watched: not in the same frame, or browsers tell of a loop.
    requestAnimationFrame(() => {
      this.#drawSoon();
    });
  });
  readonly #editing = new Map<CommentId, Editing>();
  readonly #opened = new Set<CommentId>();
  readonly #reported = new Set<CommentId>();
  readonly #unfolded = new Set<CommentId>();
  /** What could not be done to which comment. */
  readonly #problems = new Map<CommentId, string>();
  #muted = new MutedAuthors('');
  #mutedSite = '';
  #isDue = false;
  /** The control that had the keyboard when the list began to draw. */
  #held: {readonly article: HTMLElement; readonly control: HTMLElement} | undefined;
  #width = 0;

  constructor(list: CommentListElement, thread: ControlledThread, deeds: ControlDeeds) {
    this.#list = list;
    this.#thread = thread;
    this.#deeds = deeds;
    this.#dialog = new CommentDialog(list);
    this.#outcomes = new Outcomes(list, thread, {
      asked: (id) => {
        this.#problems.delete(id);
      },
      edited: (id) => {
        if (this.#editing.has(id)) this.#setEditing(id, null);
      },
      reported: (id) => {
        this.#reported.add(id);
        this.#drawSoon();
        void this.#focus(id, '[data-control=unfold]');
      },
      failed: (id, operation, {code, fields}) => {
        // What a site’s own rules say against it says more than its code.
        this.#tellFailure(id, operation, fields.body ?? this.#messages?.errors[code] ?? '');
      },
    });
    this.#nearness = new IntersectionObserver(
      (entries) => {
        for (const {target, isIntersecting} of entries) {
          if (isIntersecting) this.#near.add(target as HTMLElement);
          else this.#near.delete(target as HTMLElement);
        }
        this.#drawSoon();
      },
      {rootMargin: NEAR},
    );
    this.#arrivals = new MutationObserver((changes) => {
      for (const {addedNodes} of changes) {
        for (const node of addedNodes) if (node instanceof HTMLLIElement) this.#watch(node);
      }
    });
    list.addController(this);
  }

  hostConnected(): void {
    this.#dialog.connect();
    this.#outcomes.connect();
    this.#widths.observe(this.#list);
    this.#arrivals.observe(this.#list.renderRoot, {childList: true, subtree: true});
    for (const item of this.#list.renderRoot.querySelectorAll('li')) this.#watch(item);
    this.#list.renderRoot.addEventListener('focusin', this.#meet);
    this.#list.renderRoot.addEventListener('pointerover', this.#meet);
  }

  hostDisconnected(): void {
    this.#outcomes.disconnect();
    this.#arrivals.disconnect();
    this.#widths.disconnect();
    this.#nearness.disconnect();
    this.#near.clear();
    this.#list.renderRoot.removeEventListener('focusin', this.#meet);
    this.#list.renderRoot.removeEventListener('pointerover', this.#meet);
  }

  /** What the list draws anew loses what was put into it. */
  hostUpdate(): void {
    const control = this.#list.shadowRoot?.activeElement;
    const article = control?.closest('[data-control]')?.closest('article');
    if (article) this.#held = {article, control: control as HTMLElement};
  }

  hostUpdated(): void {
    this.#drawSoon();
  }

  /** Draws again what depends on the time. */
  renew(): void {
    this.#drawSoon();
  }

  get #messages(): Messages | null {
    const {snapshot} = this.#list;
    return snapshot ? allMessages(snapshot.messages) : null;
  }

  #watch(item: HTMLElement): void {
    let depth = 0;
    for (let above = item.parentElement; above && depth <= DEEPEST * 2; above = above.parentElement) depth++;
    const article = item.firstElementChild;
    // A level is an item and its list.
    if (depth <= DEEPEST * 2 && article?.localName === 'article') this.#nearness.observe(article);
  }

  readonly #meet = ({target}: Event): void => {
    const article = (target as Element).closest('article');
    if (!article || this.#near.has(article)) return;
    this.#near.add(article);
    this.#drawSoon();
  };

  /** Once the list has drawn what it draws. */
  #drawSoon(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    void this.#list.updateComplete.then(() => {
      this.#isDue = false;
      this.#draw();
    });
  }

  #draw(): void {
    const {snapshot} = this.#list;
    const messages = this.#messages;
    if (!snapshot || !messages) return;
    const site = snapshot.state.thread?.site ?? '';
    if (site !== this.#mutedSite) {
      this.#mutedSite = site;
      this.#muted = new MutedAuthors(site);
    }
    for (const article of this.#near) {
      // An article may have been drawn anew in its item's place.
      const comment = snapshot.state.comments.get(article.dataset['commentId'] ?? '');
      if (!comment || !article.isConnected) {
        this.#near.delete(article);
        continue;
      }
      this.#drawOne(article, comment, messages);
    }
    foldLongBodies(this.#list, this.#near);
    this.#keepKeyboard();
  }

  /** A moderator's decision may take a control away from under the reader's hand: the comment itself is still there. */
  #keepKeyboard(): void {
    const {article, control} = this.#held ?? {};
    this.#held = undefined;
    if (!article || !control || control.isConnected || this.#list.shadowRoot?.activeElement) return;
    const {control: name = ''} = control.dataset;
    (seen(article, `[data-control="${name}"]`) ?? article).focus();
  }

  #drawOne(article: HTMLElement, comment: Comment, messages: Messages): void {
    const {id, author, body} = comment;
    const {snapshot} = this.#list;
    if (!snapshot) return;
    const now = snapshot.now();
    const name = displayName(author.name) || messages.anonymous;
    const minutes = minutesLeft(comment, now);
    const isMuted = this.#muted.has(author);
    const isFolded = (isMuted || this.#reported.has(id)) && !this.#unfolded.has(id);
    article.classList.toggle('folded', isFolded);
    if (isFolded || article.querySelector(':scope > .fold')) {
      const words = isMuted ? messages.muted(name) : messages.reported;
      const undo = isMuted ? messages.unmute : messages.showAnyway;
      const fold = isFolded ? renderFold(words, undo, () => void this.#unfold(comment)) : nothing;
      render(fold, place(article, 'fold'));
    }

    const editing = this.#editing.get(id);
    article.classList.toggle('editing', !!editing);
    if (editing || article.querySelector(':scope > .editor-place')) {
      const deeds = {
        write: (text: string) => {
          if (editing) this.#setEditing(id, {...editing, text, problem: null, isSaving: false});
        },
        save: () => {
          this.#save(id);
        },
        close: () => void this.#closeEditor(id),
      };
      const editor = editing ? renderEditor(editing, minutes, messages, deeds) : nothing;
      render(editor, place(article, 'editor-place'));
    }

    const options = optionsFor(comment, {
      adapter: this.#thread.adapter,
      viewerId: snapshot.options.viewer?.id,
      canWrite: !snapshot.options.readonly,
      now,
    });
    const row = article.querySelector(':scope > .actions');
    if (!row) return;
    const below = (article.parentElement?.querySelectorAll('article').length ?? 1) - 1;
    const standing: Standing = {
      name,
      options: editing ? NO_OPTIONS : options,
      minutes,
      isOpen: this.#opened.has(id),
      problem: this.#problems.get(id) ?? null,
      brokenRule: brokenRuleOf(comment, this.#thread, snapshot.options),
    };
    const controls = new CommentControls(standing, messages, (deed) => {
      this.#press(deed, comment, sourceOf(article, body, snapshot.state.facts.bodyFormat));
    });
    const isPublished = (comment.status ?? 'published') === 'published';
    const late = place(row, 'late');
    render(html`${isPublished ? renderTools(name, below, messages) : nothing}${controls.renderRow()}`, late);
    render(controls.renderBelow(), place(row, 'below'));
  }

  #press(deed: ControlDeed, comment: Comment, source: Body): void {
    const {id, author} = comment;
    this.#problems.delete(id);
    switch (deed) {
      case 'toggle':
        if (!this.#opened.delete(id)) this.#opened.add(id);
        this.#drawSoon();
        break;
      case 'edit':
        this.#setEditing(id, {text: source.value, format: source.format, problem: null, isSaving: false});
        void this.#focus(id, 'textarea');
        break;
      case 'remove':
        this.#dialog.askToRemove(id, {
          isOthers: isOthers(comment, this.#list.snapshot?.options.viewer ?? null),
          takesReason: !!this.#thread.adapter?.removeWithReason,
        });
        break;
      case 'report':
        this.#dialog.askToReport(id);
        break;
      case 'mute':
        this.#muted.mute(author);
        this.#deeds.say(this.#messages?.mutedSaid ?? '');
        this.#drawSoon();
        void this.#focus(id, '[data-control=unfold]');
        break;
      case 'copy':
        void this.#copy(source.value);
        break;
      case 'resubmit':
        this.#deeds.writeAgain(comment, source.value);
        break;
    }
  }

  async #copy(words: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(words);
      this.#deeds.say(this.#messages?.textCopied ?? '');
    } catch {
      // The page may not write to the clipboard; the words are there to be marked.
    }
  }

  async #unfold({id, author}: Comment): Promise<void> {
    if (this.#muted.has(author)) this.#muted.unmute(author);
    else this.#unfolded.add(id);
    this.#drawSoon();
    await this.#drawn();
    this.#list.itemOf(id)?.querySelector('article')?.focus();
  }

  #setEditing(id: CommentId, editing: Editing | null): void {
    if (editing) this.#editing.set(id, editing);
    else this.#editing.delete(id);
    this.#drawSoon();
  }

  #save(id: CommentId): void {
    const editing = this.#editing.get(id);
    const messages = this.#messages;
    const {snapshot} = this.#list;
    if (!editing || !messages || !snapshot || editing.isSaving) return;
    const body = {format: editing.format, value: editing.text};
    const {body: problem} = findProblems(body, undefined, {options: snapshot.options, messages});
    if (problem !== undefined) {
      this.#setEditing(id, {...editing, problem});
      void this.#focus(id, 'textarea');
      return;
    }
    this.#setEditing(id, {...editing, problem: null, isSaving: true});
    this.#list.dispatchEvent(new ParleyEditRequestEvent(id, body));
  }

  async #closeEditor(id: CommentId): Promise<void> {
    this.#setEditing(id, null);
    await this.#focus(id, '[data-control=edit]');
  }

  #tellFailure(id: CommentId, operation: string, problem: string): void {
    const editing = this.#editing.get(id);
    if (operation === 'edit' && editing) {
      this.#setEditing(id, {...editing, problem, isSaving: false});
      void this.#focus(id, 'textarea');
      return;
    }
    this.#problems.set(id, problem);
    this.#drawSoon();
  }

  async #focus(id: CommentId, selector: string): Promise<void> {
    await this.#drawn();
    const article = this.#list.itemOf(id)?.querySelector('article');
    (seen(article, selector) ?? seen(article, '[data-control=toggle]'))?.focus();
  }

  /** Resolves when what is due has been drawn. */
  async #drawn(): Promise<void> {
    this.#drawSoon();
    await this.#list.updateComplete;
    await Promise.resolve();
  }
}
