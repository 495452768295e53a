import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {TestProject} from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder for what `startDemo` makes once for all files: the newsroom's database with its first comments. */
    newsroom: string;
  }
}

/** Once for all end-to-end tests. The folder is empty until a file opens the demo. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-newsroom-'));
  project.provide('newsroom', folder);
  return () => rm(folder, {recursive: true, force: true});
}
