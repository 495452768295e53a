import {execFile} from 'node:child_process';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import type {TestProject} from 'vitest/node';
import {root} from '../../../scripts/paths.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** The path of the packed package, which every example installs. */
    tarball: string;
  }
}

/** Packs the package once for all examples. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'parley-packed-'));
  const {stdout} = await promisify(execFile)(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--pack-destination', directory],
    {cwd: root, shell: process.platform === 'win32'},
  );
  const [{filename}] = JSON.parse(stdout) as [{filename: string}];
  project.provide('tarball', join(directory, filename));
  return () => rm(directory, {recursive: true, force: true});
}
