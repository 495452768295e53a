import {fixture, html} from '@open-wc/testing';
import {MemoryAdapter, type MemoryAdapterOptions} from '../../src/adapters/memory.js';
import '../../src/define.js';
import type {CommentFormElement} from '../../src/elements/comment-form/comment-form.js';
import type {CommentListElement} from '../../src/elements/comment-list/comment-list.js';
import type {ThreadElement} from '../../src/elements/thread/thread.js';
import type {CommentsAdapter} from '../../src/model/adapter.js';
import type {NewComment} from '../../src/model/comment.js';
import {DEFAULT_CHECKS} from '../../src/policy/built-in-checks.js';
import {runChecks} from '../../src/policy/run-checks.js';
import {waitUntil} from './wait-until.js';

/** A thread on the page, and what a test looks for in it. */
export class ThreadPage {
  readonly thread: ThreadElement;

  constructor(thread: ThreadElement) {
    this.thread = thread;
  }

  get list(): CommentListElement {
    return found(this.thread.renderRoot.querySelector('parley-comment-list'), 'the list');
  }

  /** The form for letters; with an id the form under that comment. */
  form(id?: string): CommentFormElement {
    const form = id === undefined ? this.findForm() : this.item(id).querySelector('parley-comment-form');
    return found(form, 'the form');
  }

  findForm(): CommentFormElement | null {
    return this.thread.renderRoot.querySelector('parley-comment-form');
  }

  /** The line that stands in the place of the form until somebody wants to write. */
  get line(): HTMLTextAreaElement | null {
    return this.thread.renderRoot.querySelector<HTMLTextAreaElement>('#line');
  }

  /**
   * The reader goes to the line, if it is there: the form opens in its place, with the focus in it. Where one must sign in first,
   * the form is there as when a comment is taken back.
   */
  async openForm(): Promise<this> {
    const {line} = this;
    if (!line) await this.thread.openForm();
    line?.focus();
    // A window that is not the reader's tells of no focus.
    if (line && !line.ownerDocument.hasFocus()) line.dispatchEvent(new FocusEvent('focus'));
    await waitUntil(
      () => this.line === null && !!this.findForm()?.shadowRoot?.querySelector('textarea'),
      'the form does not open',
    );
    await this.settled();
    return this;
  }

  get articles(): HTMLElement[] {
    return [...this.list.renderRoot.querySelectorAll('article')];
  }

  get ids(): string[] {
    return this.articles.map(({dataset}) => dataset['commentId'] ?? '');
  }

  article(id: string): HTMLElement {
    return found(
      this.list.renderRoot.querySelector(`article[data-comment-id="${CSS.escape(id)}"]`),
      `comment ${id}`,
    );
  }

  /** The words of a comment as a reader sees them; WebKit ends them with a line break of its own. */
  wordsOf(id: string): string {
    return this.part('body', this.article(id)).innerText.replace(/\n$/, '');
  }

  item(id: string): HTMLElement {
    return found(this.article(id).closest('li'), `comment ${id}`);
  }

  /** A button by its words, wherever in the list or in `root` it is. */
  button(message: string | RegExp, root: ParentNode = this.list.renderRoot): HTMLButtonElement {
    const buttons = [...root.querySelectorAll('button')];
    const matches = ({textContent}: Element): boolean =>
      typeof message === 'string' ? textContent.trim() === message : message.test(textContent);
    return found(buttons.find(matches), `a button ${String(message)}`);
  }

  part(name: string, root: ParentNode = this.thread.renderRoot): HTMLElement {
    return found(root.querySelector(`[part~="${name}"]`), name);
  }

  /** A field of a form. A guest whom the page knows asks for the fields of who writes first. */
  field(name: 'body' | 'name' | 'email' | 'url', form = this.form()): HTMLInputElement | HTMLTextAreaElement {
    const change = form.renderRoot.querySelector<HTMLElement>('.hint > button');
    if (change && name !== 'body') {
      change.click();
      (form as unknown as {performUpdate(): void}).performUpdate();
    }
    return found(form.renderRoot.querySelector<HTMLInputElement>(`[name="${name}"]`), name);
  }

  write(name: 'body' | 'name' | 'email' | 'url', value: string, form = this.form()): void {
    const field = this.field(name, form);
    field.value = value;
    field.dispatchEvent(new Event('input', {bubbles: true, composed: true}));
  }

  submit(form = this.form()): void {
    this.part('submit', form.renderRoot).click();
  }

  /** What the live region says now. */
  get announced(): string {
    return found(this.thread.renderRoot.querySelector('[role=status]'), 'the live region').textContent.trim();
  }

  async waitForAnnouncement(message: string): Promise<void> {
    await waitUntil(() => this.announced === message, `"${message}" is not said, but "${this.announced}"`);
  }

  /** The element that has the keyboard, through all shadow roots. */
  get focused(): Element | null {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active;
  }

  /** The reader has turned to the thread: all that is drawn late, and what it does, is there then. */
  async touched(): Promise<this> {
    await this.thread.load();
    await this.list.load();
    await this.settled();
    return this;
  }

  async settled(): Promise<void> {
    await this.thread.updateComplete;
    await this.list.updateComplete;
    await this.findForm()?.updateComplete;
  }

  async ready(): Promise<this> {
    await waitUntil(
      () => ['ready', 'failed'].includes(this.thread.store?.state.phase ?? ''),
      'the thread does not open',
    );
    // What tells of a failure comes with code that is fetched after the comments.
    if (this.thread.store?.state.phase === 'failed')
      await waitUntil(() => this.list.late, 'the failure is not told');
    await this.settled();
    return this;
  }
}

/** A test's first letter does not wait for the code of the checks, which a slow machine would let it pass without. */
const checksAreThere = runChecks(
  {parentId: null, body: {format: 'text', value: ''}},
  {checks: DEFAULT_CHECKS, timeLimit: 20_000},
);

type ThreadSettings = Partial<
  Pick<
    ThreadElement,
    | 'lang'
    | 'dir'
    | 'site'
    | 'pageId'
    | 'pageUrl'
    | 'publisher'
    | 'policyUrl'
    | 'policyVersion'
    | 'sort'
    | 'pageSize'
    | 'maxDepth'
    | 'formPosition'
    | 'headingLevel'
    | 'variant'
    | 'live'
    | 'closed'
    | 'readonly'
    | 'shortcuts'
    | 'avatars'
    | 'policy'
    | 'viewer'
    | 'checks'
    | 'strings'
    | 'formatDate'
    | 'theme'
  >
>;

/**
 * A thread over `adapter`, or over a memory adapter with these options, as soon as it is open and a reader has turned to it.
 * Each belongs to a site of its own, unless it is told otherwise, for drafts of another test are of no use to it.
 */
export async function openThread(
  adapter: CommentsAdapter | MemoryAdapterOptions,
  settings: ThreadSettings = {},
  content: unknown = '',
): Promise<ThreadPage> {
  await checksAreThere;
  const thread = await fixture<ThreadElement>(html`<parley-thread>${content}</parley-thread>`);
  Object.assign(thread, {site: `${crypto.randomUUID()}.example`, pageId: 'harbour-bridge', ...settings});
  thread.adapter = 'open' in adapter ? adapter : new MemoryAdapter(adapter);
  const page = await new ThreadPage(thread).ready();
  await thread.load();
  await page.settled();
  return page;
}

/** As `openThread`, with the form open, if somebody may write there, as the reader has been in it; nothing has the focus. */
export async function openThreadToWrite(...how: Parameters<typeof openThread>): Promise<ThreadPage> {
  const page = await openThread(...how);
  if (!page.thread.renderRoot.querySelector('#line, .login, parley-comment-form')) return page;
  await page.openForm();
  (page.focused as HTMLElement | null)?.blur();
  return page;
}

/** The next event of this name that reaches the page. */
export function nextEvent<Name extends keyof DocumentEventMap>(name: Name): Promise<DocumentEventMap[Name]> {
  return new Promise((resolve) => {
    document.addEventListener(name, resolve, {once: true});
  });
}

export const NEW_COMMENT: NewComment = {
  parentId: null,
  body: {format: 'text', value: 'A letter.'},
  guest: {name: 'Ana'},
};

function found<Found>(thing: Found | null | undefined, what: string): Found {
  if (thing == null) throw new Error(`Not on the page: ${what}.`);
  return thing;
}
