import {execFile} from 'node:child_process';
import {mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {root} from '../../scripts/paths.mjs';

const execute = promisify(execFile);

interface Manifest {
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
  peerDependenciesMeta: Record<string, {optional?: boolean}>;
}

const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Manifest;

let directory: string;
let installed: string[];
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'parley-front-end-'));
  const {stdout} = await npm(root, 'pack', '--json', '--ignore-scripts', '--pack-destination', directory);
  const [packed] = JSON.parse(stdout) as [{filename: string}];
  const project = {private: true, dependencies: {'parley-comments': `file:./${packed.filename}`}};
  await writeFile(join(directory, 'package.json'), JSON.stringify(project));
  // What the repository itself was installed with is in the cache.
  await npm(directory, 'install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund');
  installed = await packagesIn(join(directory, 'node_modules'));
});
afterAll(() => rm(directory, {recursive: true, force: true}));

describe('a front end that installs the package', () => {
  it('gets it with its dependencies', () => {
    expect(installed).toEqual(
      expect.arrayContaining(['parley-comments', ...Object.keys(manifest.dependencies)]),
    );
  });

  it('installs nothing that only the server needs', () => {
    const peers = Object.keys(manifest.peerDependencies);
    expect(peers.filter((name) => !manifest.peerDependenciesMeta[name]?.optional)).toEqual([]);
    expect(peers.length).toBeGreaterThan(0);
    expect(installed.filter((name) => peers.includes(name))).toEqual([]);
  });

  it('gets ten packages in all', () => {
    // A new one is a decision: every newsroom's build has to trust it.
    expect(installed.sort()).toEqual([
      '@lit-labs/ssr-dom-shim',
      '@lit/context',
      '@lit/reactive-element',
      '@types/trusted-types',
      'dompurify',
      'idb',
      'lit',
      'lit-element',
      'lit-html',
      'parley-comments',
    ]);
  });
});

async function packagesIn(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.'));
  const all = names.map(async (name) =>
    name.startsWith('@') ? (await readdir(join(folder, name))).map((below) => `${name}/${below}`) : [name],
  );
  return (await Promise.all(all)).flat();
}

function npm(cwd: string, ...args: string[]) {
  return execute('npm', args, {cwd, shell: process.platform === 'win32'});
}
