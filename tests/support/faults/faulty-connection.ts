import {executeServerCommand} from '@web/test-runner-commands';
import type {RestAdapterOptions} from '../../../src/adapters/rest.js';
import type {ThreadPage} from '../thread-fixture.js';
import {waitUntil} from '../wait-until.js';

/** Longer than all that can come before an outcome on a busy machine. */
/** Which fault the next requests of a kind meet, `times` (1) one after the other (tests/support/faults/faults.mjs). */
export interface PlannedFault {
  readonly on: string;
  readonly fault: string;
  readonly times?: number;
}

/** One page on a Parley server, reached over a line that fails as a test has planned. */
export class FaultyConnection {
  readonly site: string;
  readonly pageId = `page-${crypto.randomUUID()}`;
  readonly endpoint: string;
  readonly #server: string;

  private constructor(server: {readonly url: string; readonly site: string}, faultServer: string) {
    this.#server = server.url;
    this.site = server.site;
    this.endpoint = `${faultServer}/${crypto.randomUUID()}`;
  }

  static async open(): Promise<FaultyConnection> {
    const server = await patiently<{url: string; site: string}>('parley-server');
    return new FaultyConnection(server, await patiently<string>('fault-server'));
  }

  /** What adapters are made of; changes to `timeout` count from the next request on. */
  options(more: Partial<RestAdapterOptions> = {}): RestAdapterOptions & {timeout: number} {
    return {endpoint: this.endpoint, timeout: 15_000, ...more};
  }

  async plan(...script: readonly PlannedFault[]): Promise<void> {
    const response = await fetch(`${this.endpoint}/faults`, {method: 'POST', body: JSON.stringify(script)});
    if (!response.ok) throw new Error(await response.text());
  }

  /** From now on the line is good; what was kept waiting goes on. */
  async restore(): Promise<void> {
    await fetch(`${this.endpoint}/faults`, {method: 'DELETE'});
  }

  /** The kinds of requests that have come so far. */
  async requests(): Promise<readonly string[]> {
    return (await fetch(`${this.endpoint}/requests`)).json() as Promise<readonly string[]>;
  }

  async until(kind: string, times = 1): Promise<void> {
    await waitUntil(
      async () => (await this.requests()).filter((seen) => seen === kind).length >= times,
      `no ${kind} has come`,
    );
  }

  /** How often these words stand in what the server has. */
  async countOnServer(text: string): Promise<number> {
    const query = new URLSearchParams({site: this.site, page: this.pageId, sort: 'oldest', limit: '100'});
    const response = await fetch(`${this.#server}/v1/thread?${query}`, {cache: 'no-store'});
    const {comments} = (await response.json()) as {comments: readonly {body: {value: string}}[]};
    return comments.filter(({body}) => body.value === text).length;
  }
}

/** The runner gives up a command after 20 seconds, and a busy machine takes longer to start a server. */
/** Opens a scene before each test of a file, for `use`, and mends it afterwards. */
export function connectionForEach(use: (connection: FaultyConnection) => void): void {
  let connection: FaultyConnection | undefined;
  // The first one starts the server.
  before(async function () {
    this.timeout(120_000);
    await FaultyConnection.open();
  });
  beforeEach(async () => {
    connection = await FaultyConnection.open();
    use(connection);
  });
  afterEach(() => connection?.restore());
}

async function patiently<Result>(command: string): Promise<Result> {
  for (let tries = 5; ; tries--) {
    try {
      return await executeServerCommand<Result, unknown>(command);
    } catch (reason) {
      if (tries === 0 || !String(reason).includes('Did not receive')) throw reason;
    }
  }
}

/** Where a reader finds their words: published, on a card that waits or has stopped, or in the form. */
export function placesOf(text: string, page: ThreadPage): readonly ('posted' | 'card' | 'form')[] {
  const cards = page.articles.filter(({textContent}) => textContent.includes(text));
  return [
    ...cards.map(({dataset}) => (dataset['commentId']?.startsWith('local:') ? 'card' : 'posted')),
    ...(page.findForm() && page.field('body').value.includes(text) ? (['form'] as const) : []),
  ];
}

/** Waits until the words are there, in one place, and nowhere else. */
export async function waitForOnePlace(
  text: string,
  place: 'posted' | 'card' | 'form',
  page: ThreadPage,
): Promise<void> {
  const isThere = (): boolean => placesOf(text, page).join() === place;
  await waitUntil(isThere).catch(() => {
    throw new Error(`"${text}" should be ${place}, but is: ${placesOf(text, page).join(', ')}`);
  });
}
