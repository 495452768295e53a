import {Readable} from 'node:stream';
import type {ReadableStream} from 'node:stream/web';
import type {Page} from 'playwright-core';
import {launchChromium} from '../tests/support/chromium.mjs';
import {INTERACTION_LIMITS} from './budgets.mjs';
import {benchThread, PARLEY_CODE, restPage, type BenchPage, type BenchThread} from './pages.js';
import {table} from './report.js';
import {startBenchSite, type Handle} from './site.js';
import {seededThread} from './thread.js';
import {CONDITIONS, visit, withPage} from './visit.js';
import {parleyAnswer, startParleyBackend, type ParleyBackend} from './wire/parley.js';

/** The number of comments on the page. */
const COUNT = 1_000;
/** The shortest interaction that the browser reports; shorter ones count as this long, in milliseconds. */
const MIN_REPORTED_MS = 16;

const TEXT = 'The boat was late again, and nobody on the pier could say why. ';
const REPLIES = 20;
const POSTS = 5;

/** Each interaction, done with real input; each waits for its visible result. */
const INTERACTIONS: Readonly<Record<'typing' | 'reply' | 'posting', (page: Page) => Promise<void>>> = {
  async typing(page) {
    await textBox(page).click();
    await page.keyboard.type(TEXT);
  },
  async reply(page) {
    for (let index = 0; index < REPLIES; index++) {
      const {x, y} = await page.evaluate(showReply, index * 2);
      await page.mouse.click(x, y);
      await page.locator('parley-comment-list parley-comment-form textarea').first().waitFor();
    }
  },
  async posting(page) {
    for (let index = 0; index < POSTS; index++) {
      const text = `This is number ${String(index)} of what I have to say, ${String(Math.random())}.`;
      await textBox(page).fill(text);
      const form = page.locator('parley-comment-form');
      const submit = form.locator('button.submit').first();
      // The line hands over to the form.
      await submit.waitFor();
      const name = form.locator('#name');
      if (await name.isVisible()) await name.fill('Ada Quill');
      await submit.click();
      await page.locator('article[part~=comment]').first().filter({hasText: text}).waitFor();
    }
  },
};

/**
 * Runs in the page: scrolls to a button to reply, and returns where it is. Not by a locator: to find a button by its name, the
 * driver lays out the whole list, for longer than what is measured.
 */
async function showReply(index: number): Promise<{x: number; y: number}> {
  const thread = document.querySelector('parley-thread');
  const list = thread?.shadowRoot?.querySelector('parley-comment-list')?.shadowRoot;
  const buttons = [...(list?.querySelectorAll('article [part~=action]') ?? [])];
  const button = buttons.filter(({textContent}) => textContent?.startsWith('Reply'))[index];
  button?.scrollIntoView({block: 'center'});
  // Comments that come near are laid out in the next frames.
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  const {x = 0, y = 0, width = 0, height = 0} = button?.getBoundingClientRect() ?? {};
  return {x: x + width / 2, y: y + height / 2};
}

/** The text box of the thread's own form. */
function textBox(page: Page): ReturnType<Page['locator']> {
  return page.locator('parley-thread textarea').first();
}

/**
 * How long a reader waits who types, opens replies and posts among a thousand comments on a processor four times slower, and
 * the longest tasks of two extreme threads, as Markdown.
 */
export async function interactions(): Promise<{text: string; version: string}> {
  const backend = await startParleyBackend(seededThread(COUNT), 'text');
  const live = {...restPage('live', 'Parley, `rest`', 'text')};
  const extremes = await extremePages();
  const threads = new Map<number, BenchThread>([
    [COUNT, {comments: seededThread(COUNT), answer: async () => backend.answer}],
    [1, benchThread(seededThread(1))],
  ]);
  const site = await startBenchSite({
    pages: [live, ...extremes],
    threads,
    code: {parley: PARLEY_CODE},
    handle: forward(backend),
  });
  const browser = await launchChromium();
  const [plain, slow] = CONDITIONS;
  const [thread, single] = [...threads.values()];
  if (!plain || !slow || !thread || !single) throw new Error('A page, condition or thread is missing');
  try {
    const rows: string[][] = [];
    for (const [name, act] of Object.entries(INTERACTIONS)) {
      const options = {browser, site, page: live, thread, condition: slow};
      const {count, waits} = await withPage(options, async ({page, open}) => {
        await open();
        await textBox(page).waitFor();
        await page.evaluate(watchInteractions, MIN_REPORTED_MS);
        await act(page);
        // The last interaction is reported with a later frame.
        await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
        return page.evaluate(readInteractions);
      });
      const p98 = percentile(count, waits, 0.98);
      rows.push([
        `${name}, ${String(COUNT)} comments, 4x: interaction to next paint, p98`,
        `${p98.toFixed(0)} ms of ${String(count)} interactions`,
        `${String(INTERACTION_LIMITS[name]?.budget)} ms`,
      ]);
    }
    for (const page of extremes) {
      const {longest} = await visit({browser, site, page, thread: single, condition: plain});
      rows.push([
        page.title,
        `${longest.toFixed(0)} ms`,
        `${String(INTERACTION_LIMITS[page.name]?.budget)} ms`,
      ]);
    }
    return {text: table(['', 'Parley', 'budget'], rows), version: browser.version()};
  } finally {
    await browser.close();
    await site.close();
    await backend.close();
  }
}

/** Pages with extreme threads: the server's response for one comment, multiplied or lengthened. */
async function extremePages(): Promise<readonly BenchPage[]> {
  const answer = JSON.parse(await parleyAnswer(seededThread(1), 'text')) as {
    comments: {id: string; parentId: string | null; body: {value: string}}[];
  };
  const [one] = answer.comments;
  if (!one) throw new Error('The server returned no comment');
  const chain = Array.from({length: 10_000}, (_, index) => ({
    ...one,
    id: String(index + 1),
    parentId: index === 0 ? null : String(index),
  }));
  const long = [{...one, body: {...one.body, value: `${TEXT.repeat(5)}\n\n`.repeat(3_200)}}];
  return [
    {...restPage('chain', '10,000 replies, each to the one before: longest task', 'text'), comments: chain},
    {...restPage('megabyte', 'a comment of 1 MB: longest task', 'text'), comments: long},
  ].map(({comments, ...page}) => ({
    ...page,
    async serve(path, thread) {
      const answered = JSON.stringify({...answer, comments, total: comments.length});
      return page.serve(path, {...thread, answer: async () => answered});
    },
  }));
}

/** Forwards all requests to the server except for the thread's page. */
function forward({fetch}: ParleyBackend): Handle {
  return async (request, response) => {
    const [, path] = /^\/live\/\d+(\/v1\/(?!thread\?).*)$/.exec(request.url ?? '') ?? [];
    if (path === undefined) return false;
    const {method = 'GET', headers} = request;
    const answer = await fetch(
      new Request(`http://127.0.0.1${path}`, {
        method,
        headers: headers as Record<string, string>,
        body: method === 'GET' ? null : (Readable.toWeb(request) as globalThis.ReadableStream),
        duplex: 'half',
      } as RequestInit),
      {address: '127.0.0.1'},
    );
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    if (answer.body) Readable.fromWeb(answer.body as ReadableStream).pipe(response);
    else response.end();
    return true;
  };
}

/** A percentile of `count` values, of which only those over `MIN_REPORTED_MS` are reported. */
function percentile(count: number, reported: readonly number[], share: number): number {
  const sorted = reported.toSorted((a, b) => b - a);
  return sorted[Math.floor(count * (1 - share))] ?? MIN_REPORTED_MS;
}

/** Runs in the page. */
function watchInteractions(durationThreshold: number): void {
  const waits = new Map<number, number>();
  const before = (performance as unknown as {interactionCount: number}).interactionCount;
  Object.assign(globalThis, {benchWaits: waits, benchBefore: before});
  new PerformanceObserver((list) => {
    for (const {interactionId, duration} of list.getEntries() as (PerformanceEntry & {
      interactionId: number;
    })[])
      if (interactionId) waits.set(interactionId, Math.max(waits.get(interactionId) ?? 0, duration));
  }).observe({type: 'event', durationThreshold} as PerformanceObserverInit);
}

/** Runs in the page. */
function readInteractions(): {count: number; waits: number[]} {
  const {benchWaits, benchBefore} = globalThis as unknown as {
    benchWaits: Map<number, number>;
    benchBefore: number;
  };
  const {interactionCount} = performance as unknown as {interactionCount: number};
  return {count: interactionCount - benchBefore, waits: [...benchWaits.values()]};
}
