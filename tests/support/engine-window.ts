import puppeteer from 'puppeteer-core';
import {engines, findBrowser, findWebKit} from './browsers.mjs';
import {launchChromium} from './chromium.mjs';
import {openWebKit} from './webkit-launcher.mjs';

export type Engine = keyof typeof engines;

/** What a test needs of a browser's window, whichever engine it is. */
export interface EngineWindow {
  goto(url: string): Promise<unknown>;
  /** Runs it in the page, and waits for what it gives. */
  evaluate<Result>(act: () => Result | Promise<Result>): Promise<Result>;
  /** What is on screen, as PNG. */
  screenshot(): Promise<Buffer>;
  close(): Promise<void>;
}

/** Whether a test of this engine can be left out here: it is missing, and nobody has asked for all of them. */
export function isLeftOut(engine: Engine): boolean {
  if (findBrowser(engine) !== null || process.env['CI']) return false;
  console.log(`Not tested here. ${engines[engine].title} not found: ${engines[engine].hint}.`);
  return true;
}

/** Opens a window, by default 1200 px wide; WebKitGTK has no forced colours, and no window narrower than 447 px. */
export async function openWindow(
  engine: Engine,
  {forcedColors = false, width = 1200} = {},
): Promise<EngineWindow> {
  const viewport = {width, height: 900};
  if (engine === 'chromium') {
    const browser = await launchChromium();
    const page = await browser.newPage({viewport, forcedColors: forcedColors ? 'active' : 'none'});
    return {
      goto: (url) => page.goto(url),
      evaluate: (act) => page.evaluate(act),
      screenshot: () => page.screenshot(),
      close: () => browser.close(),
    };
  }
  if (engine === 'firefox') {
    const executablePath = findBrowser('firefox');
    if (executablePath === null) throw new Error(`Firefox not found: ${engines.firefox.hint}.`);
    const browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath,
      defaultViewport: viewport,
      // "Always" of the reader's own choice of colours, which is what a high-contrast theme sets.
      extraPrefsFirefox: forcedColors ? {'browser.display.document_color_use': 2} : {},
    });
    const page = await browser.newPage();
    return {
      goto: (url) => page.goto(url),
      evaluate: (act) => page.evaluate(act),
      screenshot: async () => Buffer.from(await page.screenshot()),
      close: () => browser.close(),
    };
  }
  const programs = findWebKit();
  if (!programs) throw new Error(`WebKitGTK not found: ${engines.webkit.hint}.`);
  const page = await openWebKit(programs);
  await page.setViewport(viewport);
  return {
    goto: (url) => page.goto(url),
    evaluate: <Result>(act: () => Result | Promise<Result>) => page.evaluate(act) as Promise<Result>,
    screenshot: () => page.screenshot(),
    close: () => page.close(),
  };
}
