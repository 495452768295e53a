/** How long to wait for something to appear. */
const TIMEOUT_MS = 20_000;

/** A simulated reader, who brings one thread of the gallery into its state. */
export class SimulatedReader {
  /**
   * @param {HTMLElement} thread the `<parley-thread>`
   * @param {object} adapter its `MemoryAdapter`
   */
  constructor(thread, adapter) {
    this.thread = thread;
    this.adapter = adapter;
  }

  /** Waits until the thread is open and its form can be used. */
  async ready() {
    await until(() => {
      return ['ready', 'failed'].includes(this.thread.store?.state.phase);
    }, 'The thread did not open');
    await this.thread.load();
    await this.thread.updateComplete;
    await this.list?.updateComplete;
  }

  /** Waits until the list contains this. */
  async waitInList(selector) {
    await until(() => this.list?.renderRoot.querySelector(selector), `${selector} did not appear`);
  }

  /** Points at a comment until its controls are rendered. */
  async hover(id) {
    await this.ready();
    await until(() => {
      const article = this.list.renderRoot.querySelector(`article[data-comment-id="${id}"]`);
      article?.dispatchEvent(new PointerEvent('pointerover', {bubbles: true}));
      return article?.querySelector('time')?.title;
    }, `The controls of ${id} were not rendered`);
  }

  /** Clicks a button in the list as soon as it exists. */
  async clickInList(selector) {
    await this.ready();
    await this.waitInList(selector);
    this.list.renderRoot.querySelector(selector).click();
  }

  /** Chooses an item of a comment's menu; opens the menu again if another thread takes the focus, which closes it. */
  async chooseMenuItem(id, item) {
    await this.ready();
    await until(() => {
      const found = this.list.renderRoot.querySelector(`[data-item=${item}]`);
      found?.click();
      const menu = this.list.renderRoot.querySelector(`[data-comment-id="${id}"] [data-action=menu]`);
      if (!found && menu?.ariaExpanded !== 'true') menu?.click();
      return found;
    }, `${item} of ${id} could not be chosen`);
  }

  /** Types into the form. */
  async type(text) {
    await this.ready();
    await this.thread.openForm();
    await until(() => this.#form?.renderRoot?.querySelector('[name=body]'), 'There was no form');
    this.#fill('body', text);
    await this.#form.updateComplete;
  }

  /** Types and submits the form; without a text, an empty form. */
  async submit(text) {
    await this.type(text);
    if (text) this.#fill('name', 'Ida Marl');
    this.#form.renderRoot.querySelector('[part~=submit]').click();
    await until(
      () =>
        this.#form.renderRoot.querySelector(
          '[role=alert], [part~=error], [aria-disabled=true], #before-you-post',
        ),
      'The form did not react',
    );
  }

  /** Clicks something in the form as soon as it exists. */
  async clickInForm(selector) {
    await this.waitInForm(selector);
    this.#form.renderRoot.querySelector(selector).click();
  }

  /** Opens the form and waits until it contains this. */
  async waitInForm(selector) {
    await this.ready();
    await this.thread.openForm();
    await until(() => this.#form?.renderRoot?.querySelector(selector), `${selector} did not appear`);
  }

  /** Types, goes to another article and returns. */
  async typeAndReturn(text) {
    await this.type(text);
    await this.waitInForm('[part=hint]:not([hidden])');
    const {pageId} = this.thread;
    this.thread.pageId = `${pageId}/elsewhere`;
    await until(() => !this.#form, 'The form stayed');
    this.thread.pageId = pageId;
    await until(() => this.#field('body')?.value === text, 'The draft was not restored');
  }

  /** Waits until the thread's own shadow root contains this. */
  async waitInThread(selector) {
    await until(() => this.thread.renderRoot.querySelector(selector), `${selector} did not appear`);
  }

  /** Another reader posts a comment. */
  postAsOther(comment) {
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

/** Calls `find` once a frame until it returns something. */
async function until(find, failure) {
  const end = performance.now() + TIMEOUT_MS;
  while (!find()) {
    if (performance.now() > end) throw new Error(`${failure}.`);
    await new Promise((resolve) => setTimeout(resolve, 16));
  }
}
