import {fixture, html} from '@open-wc/testing';
import type {ThreadElement} from '../../../src/elements/thread/thread.js';
import {ThreadPage} from '../thread-fixture.js';
import {waitUntil} from '../wait-until.js';
import type {FaultyConnection} from './faulty-connection.js';

/** What a reader's page is, and what troubles its device has. */
export interface PageSettings {
  readonly endpoint: string;
  readonly site: string;
  readonly pageId: string;
  /** `full` refuses to write, `database full` only in IndexedDB, `denied` is not to be had at all. */
  readonly storage?: 'full' | 'database full' | 'denied';
  /** By how many milliseconds the device's clock is ahead of the truth. */
  readonly ahead?: number;
}

type DeviceFaults = Pick<PageSettings, 'storage' | 'ahead'>;

/** A page of its own, in a frame: it can be reloaded and closed, and is a tab of the same device as its sisters. */
export class FramedReader {
  readonly #frame: HTMLIFrameElement;
  readonly #connection: FaultyConnection;

  private constructor(frame: HTMLIFrameElement, connection: FaultyConnection) {
    this.#frame = frame;
    this.#connection = connection;
  }

  static async open(connection: FaultyConnection, deviceFaults: DeviceFaults = {}): Promise<FramedReader> {
    const frame = await fixture<HTMLIFrameElement>(
      html`<iframe
        title="A reader’s page"
        src=${addressOf(connection, deviceFaults)}
        width="600"
        height="700"
      ></iframe>`,
    );
    const reader = new FramedReader(frame, connection);
    await reader.#ready();
    return reader;
  }

  get window(): Window {
    const {contentWindow} = this.#frame;
    if (!contentWindow) throw new Error('The page is closed.');
    return contentWindow;
  }

  get page(): ThreadPage {
    const thread = this.window.document.querySelector('parley-thread');
    if (!thread) throw new Error('The page has no thread.');
    return new ThreadPage(thread);
  }

  get form(): ParentNode {
    return this.page.form().renderRoot;
  }

  write(text: string): void {
    this.page.write('body', text);
    this.page.write('name', 'Ana Ruiz');
  }

  post(text: string): void {
    this.write(text);
    this.page.submit();
  }

  /** Reloads the page from one moment to the next, and waits until its thread is open again. */
  async reload(deviceFaults?: DeviceFaults): Promise<void> {
    const before = this.window.document;
    if (deviceFaults) this.window.location.hash = hashOf(this.#connection, deviceFaults);
    this.window.location.reload();
    await waitUntil(() => this.#frame.contentDocument !== before, 'not reloaded');
    await this.#ready();
  }

  /** From now on the page is not told that it is hidden, or goes: as in a crash, or in WebKit while it is still loading. */
  silence(): void {
    for (const type of ['pagehide', 'visibilitychange', 'freeze'])
      this.window.addEventListener(
        type,
        (event) => {
          event.stopImmediatePropagation();
        },
        {capture: true},
      );
  }

  close(): void {
    this.#frame.remove();
  }

  /** The device loses, or finds, its connection, as far as this page is told. */
  setOnline(isOnline: boolean): void {
    const {window} = this;
    Object.defineProperty(window.navigator, 'onLine', {configurable: true, get: () => isOnline});
    window.dispatchEvent(new Event(isOnline ? 'online' : 'offline'));
  }

  async waitForText(text: RegExp): Promise<void> {
    const shown = (): string =>
      `${this.form.textContent ?? ''} ${this.page.articles.map(({textContent}) => textContent).join(' ')}`;
    await waitUntil(() => text.test(shown()), `${String(text)} is not shown`);
  }

  async #ready(): Promise<void> {
    const thread = (): ThreadElement | null | undefined =>
      this.#frame.contentDocument?.querySelector('parley-thread');
    await waitUntil(() => thread()?.store?.state.phase === 'ready', 'the page does not open');
    await this.page.settled();
    await this.page.openForm();
  }
}

function addressOf(connection: FaultyConnection, deviceFaults: DeviceFaults): string {
  return `/tests/support/faults/reader.html${hashOf(connection, deviceFaults)}`;
}

function hashOf({endpoint, site, pageId}: FaultyConnection, deviceFaults: DeviceFaults): string {
  const settings: PageSettings = {endpoint, site, pageId, ...deviceFaults};
  return `#settings=${encodeURIComponent(JSON.stringify(settings))}`;
}
