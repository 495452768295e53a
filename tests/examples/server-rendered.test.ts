import type {Browser} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {launchChromium} from '../support/chromium.mjs';
import {FIRST_COMMENT, prepareExample, type Example} from './support/start-example.js';
import {expectDiscussion, visit} from './support/visit.js';

// Frameworks that render on a server: the comments are in the HTML, inserted as a string.

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

describe.each(['next', 'nuxt', 'sveltekit', 'astro'])('the example for %s', (name) => {
  let example: Example;
  beforeAll(async () => {
    example = await prepareExample(name);
    return () => example.close();
  });

  it('has the first comment in its HTML', async () => {
    const html = await (await fetch(await example.run('start'))).text();
    expect(html.replace(/<script[^]*?<\/script>/g, '')).toContain(FIRST_COMMENT);
  });

  it('becomes live without a request for its comments, and takes a comment', async () => {
    const visited = await visit(browser, await example.run('start'), example.endpoint);
    expect(visited.requests).not.toContain('GET /v1/thread');
    await expectDiscussion(visited);
    await visited.page.context().close();
  });

  it('is hydrated without a warning where its developer would see one', async () => {
    const visited = await visit(browser, await example.run('dev'), example.endpoint);
    await expectDiscussion(visited);
    await visited.page.context().close();
  });
});
