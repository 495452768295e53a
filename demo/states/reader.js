/** How long a reader of the gallery waits for something to appear. */
const PATIENCE_MS = 20_000;

/** A reader of one thread of the gallery, who brings it into its state. */
export class Reader {
  /**
   * @param {HTMLElement} thread the `<parley-thread>`
   * @param {object} adapter its `MemoryAdapter`
   */
  constructor(thread, adapter) {
    this.thread = thread;
    this.adapter = adapter;
  }

  /** Waits until the thread is open and can be written to. */
  async ready() {
    await until(() => {
      return ['ready', 'failed'].includes(this.thread.store?.state.phase);
    }, 'the thread does not open');
    await this.thread.load();
    await this.thread.updateComplete;
    await this.list?.updateComplete;
  }

  /** Waits until the list shows this. */
  async sees(selector) {
    await until(() => this.list?.renderRoot.querySelector(selector), `${selector} does not appear`);
  }

  /** Points at a comment until all of it is drawn. */
  async comesTo(id) {
    await this.ready();
    await until(() => {
      const article = this.list.renderRoot.querySelector(`article[data-comment-id="${id}"]`);
      article?.dispatchEvent(new PointerEvent('pointerover', {bubbles: true}));
      return article?.querySelector('time')?.title;
    }, `${id} is not whole`);
  }

  /** Presses a button in the list as soon as it is there. */
  async press(selector) {
    await this.ready();
    await this.sees(selector);
    this.list.renderRoot.querySelector(selector).click();
  }

  /** Chooses an item of a comment's menu. Another thread that takes the focus meanwhile closes it: then it is opened again. */
  async chooses(id, item) {
    await this.ready();
    await until(() => {
      const found = this.list.renderRoot.querySelector(`[data-item=${item}]`);
      found?.click();
      const menu = this.list.renderRoot.querySelector(`[data-comment-id="${id}"] [data-action=menu]`);
      if (!found && menu?.ariaExpanded !== 'true') menu?.click();
      return found;
    }, `${item} of ${id} cannot be chosen`);
  }

  /** Writes into the form. */
  async writes(words) {
    await this.ready();
    await this.thread.openForm();
    await until(() => this.#form?.renderRoot?.querySelector('[name=body]'), 'there is no form');
    // Another thread of the gallery may have had the name of this site's reader stored.
    this.#fill('name', '');
    this.#fill('body', words);
    await this.#form.updateComplete;
  }

  /** Writes and presses Post; with no words, an empty form. */
  async posts(words) {
    await this.writes(words);
    if (words) this.#fill('name', 'Ida Marl');
    this.#form.renderRoot.querySelector('[part~=submit]').click();
    await until(
      () =>
        this.#form.renderRoot.querySelector(
          '[role=alert], [part~=error], [aria-disabled=true], #before-you-post',
        ),
      'nothing comes of it',
    );
  }

  /** Presses what is in the form as soon as it is there. */
  async pressesInForm(selector) {
    await this.seesInForm(selector);
    this.#form.renderRoot.querySelector(selector).click();
  }

  /** Waits until the form, open now, shows this. */
  async seesInForm(selector) {
    await this.ready();
    await this.thread.openForm();
    await until(() => this.#form?.renderRoot?.querySelector(selector), `${selector} does not appear`);
  }

  /** Writes, goes to another article and comes back. */
  async returnsTo(words) {
    await this.writes(words);
    await this.seesInForm('[part=hint]:not([hidden])');
    const {pageId} = this.thread;
    this.thread.pageId = `${pageId}/elsewhere`;
    await until(() => !this.#form, 'the form stays');
    this.thread.pageId = pageId;
    await until(() => this.#field('body')?.value === words, 'the words do not come back');
  }

  /** Waits until the thread itself shows this. */
  async seesAbove(selector) {
    await until(() => this.thread.renderRoot.querySelector(selector), `${selector} does not appear`);
  }

  /** Another reader's comment arrives. */
  arrives(comment) {
    this.adapter.arrive(this.thread.pageId, comment);
  }

  get list() {
    return this.thread.renderRoot?.querySelector('parley-comment-list');
  }

  get #form() {
    return this.thread.renderRoot.querySelector('parley-comment-form');
  }

  #field(name) {
    return this.#form?.renderRoot?.querySelector(`[name=${name}]`);
  }

  #fill(name, value) {
    const field = this.#field(name);
    if (!field) return;
    field.value = value;
    field.dispatchEvent(new Event('input', {bubbles: true, composed: true}));
  }
}

/** Looks once a frame until there is something. */
async function until(find, complaint) {
  const end = performance.now() + PATIENCE_MS;
  while (!find()) {
    if (performance.now() > end) throw new Error(`${complaint}.`);
    await new Promise((resolve) => setTimeout(resolve, 16));
  }
}
