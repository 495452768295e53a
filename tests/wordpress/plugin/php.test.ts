import {execFile} from 'node:child_process';
import {readdir} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {expect, it} from 'vitest';
import {findWordPress} from '../../support/wordpress/requirements.mjs';

const plugin = fileURLToPath(new URL('../../../integrations/wordpress/parley-comments/', import.meta.url));

it('every file of the plugin is PHP without an error', async () => {
  const found = findWordPress();
  if ('missing' in found) throw new Error('There is no PHP.');
  const files = (await readdir(plugin, {recursive: true})).filter((file) => file.endsWith('.php'));
  expect(files.length).toBeGreaterThan(40);
  // From PHP 8.3 on it takes many files at once; older ones look at the first alone.
  for (const file of files) {
    await promisify(execFile)(found.php, ['-l', '-d', 'error_reporting=-1', join(plugin, file)]);
  }
});
