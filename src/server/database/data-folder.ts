import {chmod, lstat, mkdir, readdir, stat} from 'node:fs/promises';
import {join} from 'node:path';
import type {Log} from '../log.js';
import {LOCK_FOLDER, OLD_LOCK_FILE} from './folder-lock.js';
import {SetupError} from './setup-error.js';

/** The folder of the embedded PostgreSQL's files within a data folder. */
export const POSTGRES_FOLDER = 'postgres';

/** The file in a data folder that holds the key of its digests. */
export const SECRET_FILE = 'secret';

/** The file that holds the next key while the old one is being replaced. */
export const NEXT_SECRET_FILE = 'secret.next';

/** All that a data folder holds, and what a file system of its own has beside. */
const OURS: readonly string[] = [
  POSTGRES_FOLDER,
  SECRET_FILE,
  NEXT_SECRET_FILE,
  LOCK_FOLDER,
  OLD_LOCK_FILE,
  'lost+found',
];

/** Permission bits of group and others. */
const OTHERS = 0o077;

/** Windows has no such modes; its folders are closed where the account's own are. */
const HAS_MODES = process.platform !== 'win32';

/**
 * Makes a data folder for its owner alone (mode 0700), with the folders above it that are missing. One that is there and
 * open to others is closed, with a line in the log, unless it holds other things too, which may be meant for others: then
 * `POSTGRES_FOLDER` is what has to be closed. Throws `SetupError` when it cannot be made.
 */
export async function makeDataFolder(path: string, log: Log): Promise<void> {
  try {
    await mkdir(path, {recursive: true, mode: 0o700});
    if ((await readdir(path)).some((name) => !OURS.includes(name))) return;
  } catch (error) {
    throw new SetupError(`The data folder ${path} cannot be used: ${(error as Error).message}`);
  }
  await closeToOthers(path, log);
}

/** Restricts a file or folder to its owner. Logs what was accessible, and what could not be restricted. */
export async function closeToOthers(path: string, log: Log): Promise<void> {
  if (!HAS_MODES) return;
  const {mode} = await stat(path);
  if ((mode & OTHERS) === 0) return;
  const fields = {path, mode: (mode & 0o777).toString(8)};
  try {
    await chmod(path, mode & 0o700);
    log.warn(fields, 'Other accounts of this machine had access; their access was removed.');
  } catch (error) {
    log.warn(
      {...fields, code: (error as NodeJS.ErrnoException).code},
      'This is open to other accounts of the machine, and could not be closed to them.',
    );
  }
}

/** The same for all that is in a folder, without a word: a copy of it is to be as closed as the folder is. */
export async function closeContents(folder: string): Promise<void> {
  if (!HAS_MODES) return;
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const found = await lstat(path);
    if (found.isSymbolicLink()) continue;
    // What belongs to another account was not made by the database.
    if ((found.mode & OTHERS) !== 0) await chmod(path, found.mode & 0o700).catch(() => undefined);
    if (found.isDirectory()) await closeContents(path);
  }
}
