import {readdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {beforeAll, describe, expect, it} from 'vitest';

// What the plugin directory of WordPress reads of a plugin: developer.wordpress.org/plugins/wordpress-org.

const plugin = fileURLToPath(new URL('../../../integrations/wordpress/parley-comments/', import.meta.url));
const docs = fileURLToPath(new URL('../../../docs/wordpress-plugin.md', import.meta.url));

let readme: string;
let main: string;
let headers: Map<string, string>;
let description: string;
let sections: Map<string, string>;

beforeAll(async () => {
  [readme, main] = await Promise.all([
    readFile(join(plugin, 'readme.txt'), 'utf8'),
    readFile(join(plugin, 'parley-comments.php'), 'utf8'),
  ]);
  const [head = '', ...rest] = readme.split(/^== (?=\w)/m);
  const [lines = '', ...paragraphs] = head.split('\n\n');
  headers = new Map(
    [...lines.matchAll(/^([\w ]+): (.+)$/gm)].map(([, name = '', value = '']) => [name, value]),
  );
  description = paragraphs.join('\n\n').trim();
  sections = new Map(
    rest.map((part) => [part.split(' ==\n')[0] ?? '', part.split(' ==\n')[1]?.trim() ?? '']),
  );
});

/** A header of the plugin's main file. */
const header = (name: string): string | undefined => new RegExp(`^ \\* ${name}: +(.+)$`, 'm').exec(main)?.[1];

describe('readme.txt', () => {
  it('has a short description of at most 150 characters, without markup', () => {
    expect(description.length).toBeGreaterThan(30);
    expect(description.length).toBeLessThanOrEqual(150);
    expect(description).not.toMatch(/[<>`*\n]/);
  });

  it('has at most five tags, and is no longer than 10 kB', () => {
    expect(headers.get('Tags')?.split(', ').length).toBeLessThanOrEqual(5);
    expect(Buffer.byteLength(readme)).toBeLessThan(10_000);
  });

  it('agrees with the plugin’s main file', () => {
    expect(headers.get('Stable tag')).toBe(header('Version'));
    expect(main).toContain(`const VERSION = '${String(header('Version'))}';`);
    for (const name of ['Requires at least', 'Requires PHP', 'License', 'License URI'])
      expect([name, headers.get(name)]).toEqual([name, header(name)]);
    expect(header('Text Domain')).toBe('parley-comments');
    expect(/^=== (.+) ===$/m.exec(readme)?.[1]).toBe(header('Plugin Name'));
  });

  it('names the WordPress that it was tried on last, without a third number', () => {
    const [, major, minor] = /^(\d+)\.(\d+)$/.exec(headers.get('Tested up to') ?? '') ?? [];
    expect(Number(major) * 100 + Number(minor)).toBeGreaterThanOrEqual(701);
  });

  it('has the sections that the directory shows, and no empty one', () => {
    expect([...sections.keys()]).toEqual([
      'Description',
      'Installation',
      'Frequently Asked Questions',
      'Changelog',
      'Upgrade Notice',
    ]);
    for (const [name, text] of sections) expect([name, text !== '']).toEqual([name, true]);
    for (const name of ['Changelog', 'Upgrade Notice'])
      expect(sections.get(name)).toContain(`= ${String(headers.get('Stable tag'))} =`);
  });

  it('names the source of minified files', () => {
    expect(sections.get('Description')).toMatch(/= Source =\n\n.*`source`/);
  });
});

it('every filter and action of the plugin is in its documentation', async () => {
  const files = (await readdir(plugin, {recursive: true})).filter((file) => file.endsWith('.php'));
  const code = (await Promise.all(files.map((file) => readFile(join(plugin, file), 'utf8')))).join('\n');
  const hooks = [...code.matchAll(/(?:apply_filters|do_action)\( '(parley_\w+)'/g)].map(
    ([, name]) => name ?? '',
  );
  expect(hooks.length).toBeGreaterThan(5);
  const documented = await readFile(docs, 'utf8');
  for (const hook of hooks) {
    expect([hook, readme.includes(`\`${hook}\``)]).toEqual([hook, true]);
    expect([hook, documented.includes(`\`${hook}\``)]).toEqual([hook, true]);
  }
});
