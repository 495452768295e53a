import {readFile} from 'node:fs/promises';
import {expect, it} from 'vitest';
import {options, page} from '../../../demo/server/archive.mjs';
import {fromRoot} from '../../../scripts/paths.mjs';
import {renderThread} from '../../../src/static.js';

it('the demo’s page from the archive has its comments as renderThread writes them', async () => {
  const file = await readFile(fromRoot('demo/archive.html'), 'utf8');
  expect(file).toContain(renderThread(page as never, options as never));
});
