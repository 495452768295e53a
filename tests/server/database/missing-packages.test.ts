import {execFile} from 'node:child_process';
import {cp, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';

const built = fileURLToPath(new URL('../../../dist/server/', import.meta.url));

/** The built modules where no package is installed, as after an install for the front end alone. */
describe('without the optional packages', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parley-bare-'));
    await cp(join(built, 'database'), join(folder, 'database'), {recursive: true});
    await cp(join(built, 'log.js'), join(folder, 'log.js'));
    await writeFile(join(folder, 'package.json'), '{"type": "module"}');
    await writeFile(
      join(folder, 'database/open.js'),
      `import {openDatabase} from './open-database.js';
       await openDatabase(process.argv[2]).catch(({name, message}) => console.log(name + ': ' + message));`,
    );
  });
  afterAll(() => rm(folder, {recursive: true, force: true}));

  it.each([
    ['postgres://127.0.0.1/parley', 'pg'],
    ['data', '@electric-sql/pglite'],
    ['memory:', '@electric-sql/pglite'],
  ])('%s asks to install %s', async (database, packageName) => {
    const {stdout} = await promisify(execFile)(process.execPath, ['database/open.js', database], {
      cwd: folder,
    });
    expect(stdout.trim()).toBe(
      `SetupError: This database needs the package ${packageName}: npm install ${packageName}`,
    );
  });
});
