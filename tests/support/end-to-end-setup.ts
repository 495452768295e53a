import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {TestProject} from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder for what test files make once for all: `preparedFolder`. */
    prepared: string;
  }
}

/** Once for all end-to-end tests. The folder is empty until a file needs something of it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-prepared-'));
  project.provide('prepared', folder);
  return () => rm(folder, {recursive: true, force: true});
}
