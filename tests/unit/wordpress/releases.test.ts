import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {releasesToTest, versionOf} from '../../support/wordpress/releases.mjs';
import {findWordPress} from '../../support/wordpress/requirements.mjs';

let folder: string;
let release: string;
let other: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-releases-'));
  const unpack = async (name: string, version: string): Promise<string> => {
    const path = join(folder, name);
    await mkdir(join(path, 'wp-includes'), {recursive: true});
    await writeFile(join(path, 'wp-settings.php'), '<?php');
    await writeFile(
      join(path, 'wp-includes/version.php'),
      `<?php\n/** @global string $wp_version */\n$wp_version = '${version}';\n`,
    );
    return path;
  };
  release = await unpack('latest', '7.1');
  other = await unpack('security', '6.9.7');
});

afterAll(() => rm(folder, {recursive: true}));

describe('the releases that the tests run on', () => {
  it('are the machine’s own and one from npm by default', () => {
    expect(releasesToTest([], undefined)).toEqual({folders: [], versions: ['6.5'], own: true, tests: []});
  });

  it('are every unpacked release that is named, and the versions, apart from the tests', () => {
    expect(releasesToTest([other, '6.4', 'tests/wordpress/plugin'], release)).toEqual({
      folders: [release, other],
      versions: ['6.4'],
      own: false,
      tests: ['tests/wordpress/plugin'],
    });
  });

  it('are identified by the version that they report', () => {
    expect([release, other].map(versionOf)).toEqual(['7.1', '6.9.7']);
    expect(() => versionOf(folder)).toThrow(/is no unpacked WordPress/);
  });

  it('are never quietly others than WORDPRESS_PATH names', () => {
    expect(() => releasesToTest([], folder)).toThrow(/WORDPRESS_PATH is no unpacked WordPress/);
    const before = process.env.WORDPRESS_PATH;
    process.env.WORDPRESS_PATH = folder;
    try {
      expect(findWordPress()).toEqual({missing: expect.arrayContaining(['wordpress']) as string[]});
    } finally {
      if (before === undefined) delete process.env.WORDPRESS_PATH;
      else process.env.WORDPRESS_PATH = before;
    }
  });
});
