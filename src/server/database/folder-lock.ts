import {randomUUID} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {open, readFile, rename, rm, stat, utimes} from 'node:fs/promises';
import {hostname} from 'node:os';
import {join} from 'node:path';
import {SetupError} from './setup-error.js';

/** A folder that this process alone uses until it releases it, or ends. */
export interface FolderLock {
  release(): Promise<void>;
}

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When the process began, as the system counts it: a later process may have the same number. */
  readonly began: string | null;
  /** Tells the locks of one process apart. */
  readonly id: string;
}

const FILE = 'parley.lock';
const PULSE_MS = 5_000;

/** A lock of another machine, whose processes cannot be looked up, is left behind when it was not renewed for so long. */
const LEFT_BEHIND_MS = 30_000;

/** Locks this process holds; their ids. */
const held = new Set<string>();

/**
 * Takes a folder for this process. A lock that a process left behind when it was killed is taken over. Throws
 * `SetupError` when the folder is in use.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const file = join(folder, FILE);
  const holder: Holder = {
    pid: process.pid,
    host: hostname(),
    began: beginningOf(process.pid),
    id: randomUUID(),
  };
  for (let attempt = 0; !(await create(file, holder)); attempt++) {
    if (attempt > 10 || !(await removeIfLeftBehind(file))) throw inUse(folder, file);
  }
  held.add(holder.id);
  const pulse = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => undefined);
  }, PULSE_MS);
  pulse.unref();
  return {
    async release() {
      if (!held.delete(holder.id)) return;
      clearInterval(pulse);
      await rm(file, {force: true});
    },
  };
}

async function create(file: string, holder: Holder): Promise<boolean> {
  // Written aside and linked would need a second file; a reader of an empty lock takes it for one in use.
  try {
    const handle = await open(file, 'wx');
    await handle.writeFile(JSON.stringify(holder));
    await handle.close();
    return true;
  } catch (reason) {
    if ((reason as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw new SetupError(`The folder cannot be written to: ${(reason as Error).message}`);
  }
}

/** Gives whether the way is free. */
async function removeIfLeftBehind(file: string): Promise<boolean> {
  const found = await readFile(file, 'utf8').catch(() => null);
  if (found === null) return true;
  if (!(await isLeftBehind(file, found))) return false;
  // Of several processes that find it, one moves it away; who moved another's fresh lock puts that back.
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch {
    return true;
  }
  if ((await readFile(aside, 'utf8')) === found) await rm(aside);
  else await rename(aside, file);
  return true;
}

async function isLeftBehind(file: string, text: string): Promise<boolean> {
  const holder = read(text);
  const here = holder?.host === hostname();
  if (holder && here) {
    if (holder.pid === process.pid && holder.began === beginningOf(process.pid)) return !held.has(holder.id);
    return !isRunning(holder);
  }
  const renewed = await stat(file).then(
    ({mtimeMs}) => mtimeMs,
    () => 0,
  );
  return Date.now() - renewed > LEFT_BEHIND_MS;
}

function isRunning({pid, began}: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (reason) {
    // Somebody else's process may not be signalled, but is there.
    if ((reason as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return began === beginningOf(pid);
}

/** Field 22 of `/proc/PID/stat` (proc_pid_stat(5)); null where there is no such file. */
function beginningOf(pid: number): string | null {
  try {
    const text = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    // The name, in parentheses, may hold anything.
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function read(text: string): Holder | null {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return null;
  }
}

function inUse(folder: string, file: string): SetupError {
  return new SetupError(
    `The data folder ${folder} is in use by another server. An embedded database serves one process: ` +
      `stop the other one, name another folder, or use --database postgres://… for several. ` +
      `(If no server runs, remove ${file}.)`,
  );
}
