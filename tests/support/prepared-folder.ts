import {existsSync} from 'node:fs';
import {mkdtemp, rename} from 'node:fs/promises';
import {join} from 'node:path';
import {inject} from 'vitest';

/**
 * A folder of the end-to-end tests to copy from, such as one with an embedded database, which takes seconds to make and a
 * tenth to copy. The first test file that asks for it by `name` has `make` fill it; nobody changes it after that.
 *
 * @returns its path
 */
export async function preparedFolder(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const parent = inject('prepared');
  const filled = join(parent, name);
  if (existsSync(filled)) return filled;
  const folder = await mkdtemp(join(parent, 'making-'));
  await make(folder);
  await rename(folder, filled);
  return filled;
}
