import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {src} from '../../../scripts/paths.mjs';
import {STORED_FAMILIES} from '../../../src/storage/families.js';

it('the privacy page lists what is stored as the code does, neither more nor less', () => {
  const page = readFileSync(new URL('../../../docs/privacy.md', import.meta.url), 'utf8');
  const rows = page
    .split('\n')
    .filter((line) => line.startsWith('| `parley'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const listed = STORED_FAMILIES.map(({key, where, what, personal, writtenWhen, maxAge}) => [
    `\`${key}\``,
    where,
    what,
    personal,
    writtenWhen,
    maxAge,
  ]);
  expect(rows).toEqual(listed);
});

it('only the storage module and the local backend’s database access the device’s storage', () => {
  // The loader may import nothing, and reads the chosen order.
  const allowed = ['storage/', 'adapters/local/database.ts', 'server/', 'embed/parley.ts'];
  const files = readdirSync(src, {recursive: true, encoding: 'utf8'}).filter((path) => path.endsWith('.ts'));
  const others = files.filter((file) => {
    if (allowed.some((start) => file.startsWith(start))) return false;
    const code = readFileSync(join(src, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
    return /\b(?:localStorage|sessionStorage|indexedDB)\s*[.?[]|document\.cookie/.test(code);
  });
  expect(others).toEqual([]);
  expect(readFileSync(join(src, 'embed/parley.ts'), 'utf8').match(/localStorage.*?\]/g)).toEqual([
    'localStorage[`parley:sort:${site}`]',
  ]);
});
