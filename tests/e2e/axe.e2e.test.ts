import {afterAll, afterEach, beforeAll, describe, expect, it} from 'vitest';
import {isLeftOut, openWindow, type EngineWindow} from '../support/engine-window.js';
import {AUDIT_ENGINES, AUDIT_LOOKS, type AuditLook} from '../support/extent.mjs';
import {serveGallery} from '../support/states.js';

interface Look {
  readonly look: AuditLook;
  readonly query: Readonly<Record<string, string>>;
  readonly forcedColors?: boolean;
}

const LOOKS: readonly Look[] = [
  {look: 'by day', query: {scheme: 'light'}},
  {look: 'by night', query: {scheme: 'dark'}},
  {look: 'from right to left', query: {lang: 'ar', scheme: 'light'}},
  {look: 'in forced colours', query: {}, forcedColors: true},
];

let gallery: Awaited<ReturnType<typeof serveGallery>>;

beforeAll(async () => {
  gallery = await serveGallery();
});

afterAll(() => gallery.close());

/** How many threads the gallery shows, each in its state, and in which colours. */
function settled(opened: EngineWindow): Promise<{threads: number; forced: boolean; night: boolean}> {
  return opened.evaluate(async () => {
    const page = document.documentElement;
    await new Promise<void>((resolve, reject) => {
      const look = (): void => {
        if ('settled' in page.dataset) resolve();
        if ('failed' in page.dataset) reject(new Error(page.dataset['failed']));
      };
      new MutationObserver(look).observe(page, {attributes: true});
      look();
    });
    return {
      threads: document.querySelectorAll('parley-thread').length,
      forced: matchMedia('(forced-colors: active)').matches,
      night: getComputedStyle(page).colorScheme === 'dark',
    };
  });
}

/** What axe finds on the whole page, readable. */
function violations(opened: EngineWindow): Promise<string[]> {
  return opened.evaluate(async () => {
    const script = document.createElement('script');
    script.src = '/node_modules/axe-core/axe.min.js';
    document.head.append(script);
    await new Promise((resolve) => {
      script.onload = resolve;
    });
    const found = await window.axe.run(document, {resultTypes: ['violations']});
    return found.violations.flatMap(({id, nodes}) =>
      nodes.map(
        ({html, target, failureSummary}) =>
          `${id} in ${JSON.stringify(target)}: ${html} ${failureSummary ?? ''}`,
      ),
    );
  });
}

describe.each(AUDIT_ENGINES.filter((engine) => !isLeftOut(engine)))(
  'every state of a thread, in %s',
  (engine) => {
    let opened: EngineWindow | undefined;

    afterEach(async () => {
      await opened?.close();
      opened = undefined;
    });

    // WebKitGTK knows no forced colours.
    const looks = LOOKS.filter(
      ({look, forcedColors}) => AUDIT_LOOKS.includes(look) && (!forcedColors || engine !== 'webkit'),
    );

    it.each(looks)('has nothing that axe finds, $look', async ({query, forcedColors = false}) => {
      opened = await openWindow(engine, {forcedColors});
      await opened.goto(`${gallery.url}/states/?${new URLSearchParams(query).toString()}`);
      const {threads, forced, night} = await settled(opened);
      expect(threads).toBeGreaterThan(25);
      expect({forced, night}).toEqual({forced: forcedColors, night: query['scheme'] === 'dark'});
      expect(await violations(opened)).toEqual([]);
    });
  },
);
