import {html, type TemplateResult} from 'lit';
import type {Messages} from '../../../locale/en.js';
import type {Body} from '../../../model/comment.js';
import {ParleyEditRequestEvent} from '../../events.js';
import {allMessages} from '../../comment-form/all-messages.js';
import {copyText} from '../../comment-form/copy-text.js';
import {findProblems} from '../../comment-form/draft-problems.js';
import type {CommentView} from '../comment-view.js';
import {isFolded} from '../../../markup/comment-markup.js';
import type {ListHost} from '../list-host.js';
import {drawIn} from '../list-status.js';
import {CommentDialog} from './comment-dialog.js';
import {CommentMenu} from './comment-menu.js';
import {controlsStyles} from './controls.styles.js';
import {renderEditor} from './editor.js';
import {isOthers, menuItems, minutesLeft, type MenuAction, type MenuItem} from './menu-items.js';
import {MutedAuthors} from './muted-authors.js';
import {renderViolatedRule, violatedRuleOf} from './violated-rule.js';

/**
 * Actions on comments: share, edit, delete, report, mute, copy, resubmit. One menu and one dialog serve all comments of
 * a list.
 */
export class ListControls {
  readonly #list: ListHost;
  readonly #dialog: CommentDialog;
  readonly #menu: CommentMenu;
  #muted: MutedAuthors | undefined;
  #mutedSite: string | undefined;

  constructor(list: ListHost) {
    this.#list = list;
    const place = list.renderRoot.querySelector('.base') as Element;
    list.addStyles(controlsStyles);
    this.#dialog = new CommentDialog(list, place);
    this.#menu = new CommentMenu(place, (view, action) => {
      this.#choose(view, action);
    });
  }

  /** The list was removed from the page. */
  disconnect(): void {
    this.#menu.remove();
    this.#dialog.remove();
  }

  /** Renders the line that replaces a comment, its editor, and the author's actions after a rejection. */
  draw(view: CommentView): void {
    const {node, snapshot, ui} = view;
    const {comment} = node;
    const messages = this.#messages(view);
    const isMuted = this.#mutedAuthors(view).has(comment.author);
    if (isMuted !== !!ui.isMuted) {
      // This renders it again.
      view.set({isMuted});
      return;
    }
    drawIn(view, 'fold', isFolded(ui) ? renderFold(view, messages) : null);
    const {editing} = ui;
    drawIn(
      view,
      'editor-place',
      editing
        ? renderEditor(editing, minutesLeft(comment, snapshot.now()), messages, {
            write: (text) => {
              view.set({editing: {...editing, text, problem: null, isSaving: false}});
            },
            save: () => {
              this.#save(view);
            },
            close: () => {
              const isChanged = editing.text !== sourceOf(view).value;
              this.#closeEditor(view, isChanged ? editing.text : undefined);
              if (isChanged) this.#announce(view, messages.draftKept);
            },
            cancel: () => {
              this.#closeEditor(view, undefined);
            },
          })
        : null,
    );
    drawIn(view, 'below', comment.status === 'rejected' ? renderRejected(view, messages) : null);
    // The reader's rights may have changed.
    if (this.#menu.openFor === view) this.#menu.update(view.action('menu') ? this.#menuItems(view) : []);
  }

  /** Handles a click on a control of a comment. */
  press(view: CommentView, action: string, control: HTMLElement): void {
    const {comment} = view.node;
    switch (action) {
      case 'menu':
        this.#toggleMenu(view, control);
        break;
      case 'unfold':
        if (view.ui.isMuted) this.#mute(view, false);
        else view.set({showsAnyway: true});
        view.article.focus();
        break;
      case 'edit':
        this.#choose(view, action);
        break;
      case 'copy':
        void copyText(sourceOf(view).value).then((isCopied) => {
          // Without access to the clipboard, the text is selected to be copied by hand.
          if (isCopied) this.#announce(view, this.#messages(view).textCopied);
        });
        break;
      case 'resubmit':
        view.snapshot.host.resubmit(comment, sourceOf(view).value);
        break;
      default:
    }
  }

  #closeEditor(view: CommentView, unsavedEdit: string | undefined): void {
    view.set({editing: undefined, unsavedEdit});
    (view.action('menu') ?? view.article).focus();
  }

  #toggleMenu(view: CommentView, button: HTMLElement): void {
    const messages = this.#messages(view);
    const items = this.#menuItems(view);
    // The comment can no longer be edited.
    if (items.length === 0) view.set({problem: messages.errors['edit-window-closed']});
    this.#menu.toggle(view, button, messages.moreActions(view.name), items);
  }

  #menuItems(view: CommentView): readonly MenuItem[] {
    const {node, snapshot, name, ui} = view;
    return menuItems(node.comment, {
      adapter: snapshot.host.adapter,
      viewerId: snapshot.options.viewer?.id,
      isReported: !!ui.isReported,
      name,
      messages: this.#messages(view),
      now: snapshot.now(),
    });
  }

  #choose(view: CommentView, action: MenuAction): void {
    const {comment} = view.node;
    const {host, options} = view.snapshot;
    if (view.ui.problem !== undefined) view.set({problem: undefined});
    switch (action) {
      case 'share':
        // A cancelled share is not an error.
        navigator.share({url: linkOf(view)?.href ?? ''}).catch(() => undefined);
        break;
      case 'copy-link':
        void this.#copyLink(view);
        break;
      case 'edit': {
        const {value, format} = sourceOf(view);
        view.set({editing: {text: view.ui.unsavedEdit ?? value, format, problem: null, isSaving: false}});
        view.article.querySelector('textarea')?.focus();
        break;
      }
      case 'remove':
        this.#dialog.askToRemove(view, {
          isOthers: isOthers(comment, options.viewer),
          takesReason: !!host.adapter?.removeWithReason,
        });
        break;
      case 'report':
        this.#dialog.askToReport(view);
        break;
      case 'mute':
        this.#mute(view, true);
        this.#announce(view, this.#messages(view).authorMuted);
        view.article.querySelector<HTMLElement>('[data-action=unfold]')?.focus();
        break;
    }
  }

  /** Without access to the clipboard, the link is focused, so that it can be copied by hand. */
  async #copyLink(view: CommentView): Promise<void> {
    const link = linkOf(view);
    if (!link) return;
    if (await copyText(link.href)) this.#announce(view, this.#messages(view).linkCopied);
    else link.focus();
  }

  #mute(view: CommentView, isMuted: boolean): void {
    const {author} = view.node.comment;
    const authors = this.#mutedAuthors(view);
    if (isMuted) authors.mute(author);
    else authors.unmute(author);
    for (const other of this.#list.renderer.views.values()) {
      const has = authors.has(other.node.comment.author);
      if (has !== !!other.ui.isMuted) other.set({isMuted: has});
    }
    // For featured comments, which the thread shows above the list.
    this.#list.dispatchEvent(new Event('parley-muted', {bubbles: true}));
  }

  #save(view: CommentView): void {
    const {editing} = view.ui;
    const {options} = view.snapshot;
    if (!editing || editing.isSaving) return;
    const body = {format: editing.format, value: editing.text};
    const {body: problem} = findProblems(body, undefined, {options, messages: this.#messages(view)});
    if (problem !== undefined) {
      view.set({editing: {...editing, problem}});
      view.article.querySelector('textarea')?.focus();
      return;
    }
    view.set({editing: {...editing, problem: null, isSaving: true}});
    this.#list.dispatchEvent(new ParleyEditRequestEvent(view.node.comment.id, body));
  }

  #mutedAuthors(view: CommentView): MutedAuthors {
    const site = view.snapshot.state.thread?.site ?? '';
    if (!this.#muted || site !== this.#mutedSite) {
      this.#mutedSite = site;
      this.#muted = new MutedAuthors(site);
    }
    return this.#muted;
  }

  #messages({snapshot}: CommentView): Messages {
    return allMessages(snapshot.messages);
  }

  #announce({snapshot}: CommentView, message: string): void {
    snapshot.host.announce(message);
  }
}

/** The link in a comment's date. */
function linkOf({article}: CommentView): HTMLAnchorElement | null {
  return article.querySelector<HTMLAnchorElement>(':scope > .byline > a');
}

/** A comment's text approximately as typed: of HTML the visible text, if readers write plain text. */
function sourceOf({node, body, snapshot}: CommentView): Body {
  const {body: source} = node.comment;
  if (source.format !== 'html' || snapshot.state.facts.bodyFormat === 'html') return source;
  return {format: 'text', value: body?.innerText ?? source.value};
}

/** The line that replaces a comment that the reader has hidden. */
function renderFold({ui, name}: CommentView, messages: Messages): TemplateResult {
  return html`<p>
    ${ui.isMuted ? messages.muted(name) : messages.reported}
    <button part="action" class="plain" data-action="unfold">
      ${ui.isMuted ? messages.unmute : messages.showAnyway}
    </button>
  </p>`;
}

/** The rule that a comment has violated, and the author's actions. */
function renderRejected(view: CommentView, messages: Messages): TemplateResult {
  const {name, node, snapshot} = view;
  const rule = violatedRuleOf(node.comment, snapshot);
  const button = (action: string, label: string): TemplateResult =>
    html`<button
      part="action"
      class="plain"
      data-action=${action}
      aria-label="${label}, ${name}"
      .textContent=${label}
    ></button>`;
  return html`${rule ? renderViolatedRule(rule, messages) : null}
    <div class="choice">
      ${snapshot.options.readonly ? null : button('resubmit', messages.resubmit)}${button('copy', messages.copyText)}
    </div>`;
}
