import type {Browser} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {launchChromium} from '../support/chromium.mjs';
import {prepareExample, type Example} from './support/start-example.js';
import {expectDiscussion, visit} from './support/visit.js';

// Pages that are rendered in the browser. `npm run build` checks the types of the package in a strict project.

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

describe.each(['vite', 'react', 'vue'])('the example for %s', (name) => {
  let example: Example;
  beforeAll(async () => {
    example = await prepareExample(name);
    return () => example.close();
  });

  it('shows the comments, and takes one', async () => {
    const visited = await visit(browser, await example.run('start'), example.endpoint);
    expect(visited.requests).toContain('GET /v1/thread');
    await expectDiscussion(visited);
    await visited.page.context().close();
  });
});
