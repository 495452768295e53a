import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {dist, root} from '../../scripts/paths.mjs';

interface Manifest {
  peerDependencies: Record<string, string>;
  peerDependenciesMeta: Record<string, {optional: boolean}>;
  devDependencies: Record<string, string>;
}

const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Manifest;
const peers = Object.keys(manifest.peerDependencies);

/** Every package that a file's types name, with all that they import of this package. */
async function packagesOf(types: string, seen = new Set<string>()): Promise<Set<string>> {
  const packages = new Set<string>();
  if (seen.has(types)) return packages;
  seen.add(types);
  const text = await readFile(types, 'utf8');
  for (const [, specifier = ''] of text.matchAll(/(?:from |import\()['"]([^'"]+)['"]/g)) {
    if (!specifier.startsWith('.')) packages.add(specifier);
    else {
      const next = join(types, '..', specifier.replace(/\.js$/, '.d.ts'));
      for (const name of await packagesOf(next, seen)) packages.add(name);
    }
  }
  return packages;
}

describe('the server’s packages', () => {
  it('are optional, so that a front end downloads none', () => {
    expect(peers.length).toBeGreaterThan(0);
    for (const name of peers) expect(manifest.peerDependenciesMeta[name]).toEqual({optional: true});
  });

  it('are tested in a version that the package admits', () => {
    for (const name of peers) {
      const [tested = '', admitted = ''] = [manifest.devDependencies[name], manifest.peerDependencies[name]];
      expect(admitted).toBe(`^${tested}`);
    }
  });

  it('are not needed to compile against it', async () => {
    const seen = new Set<string>();
    const packages = await packagesOf(join(dist, 'server/index.d.ts'), seen);
    expect(seen.size).toBeGreaterThan(10);
    expect([...packages]).toEqual([]);
  });
});
