import {mkdir, readdir, rm, stat} from 'node:fs/promises';
import {join} from 'node:path';
import {makeClaim, type Claim} from './lock-claim.js';
import {askClaim, kernelOf, shortPath, THIS_KERNEL} from './lock-socket.js';
import {SetupError} from './setup-error.js';

/** A folder that this process alone uses until it releases it, or ends. */
export interface FolderLock {
  release(): Promise<void>;
}

/** Where the claims of all processes are, within the folder. */
export const LOCK_FOLDER = 'lock';

/** The lock of versions that trusted process ids. It is renewed like a claim. */
export const OLD_LOCK_FILE = 'parley.lock';

/** A claim without a socket is abandoned when it was not renewed for so long: three times the interval. */
const WATCH_MS = 15_000;
const POLL_MS = 250;

/** How long to wait for others that have not decided; watching one takes a part of that. */
const TIMEOUT_MS = 30_000;
const RETRY_MS = 25;

/**
 * Takes a folder for this process. Throws `SetupError` if another process uses it, also in another container, and if
 * the folder cannot be written to. The lock of a killed process does not count.
 *
 * Each process puts a claim into the folder: a listening socket with a unique name. Then it connects to all other
 * claims. Because all do it in this order, of two processes at least one finds the other's claim. The kernel closes a
 * socket with its process and connects across containers, so a claim that refuses connections is that of a dead
 * process. Of two undecided processes the one with the greater name yields, and takes nothing until it has tried again.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const claims = join(folder, LOCK_FOLDER);
  try {
    await mkdir(claims, {recursive: true, mode: 0o700});
  } catch (reason) {
    throw notWritable(reason);
  }
  const socketFolder = await shortPath(claims);
  try {
    const claim = await makeClaim(claims, socketFolder.path).catch((reason: unknown) => {
      throw notWritable(reason);
    });
    try {
      await acquire(folder, claims, socketFolder.path, claim);
    } catch (reason) {
      await claim.release();
      throw reason;
    }
    return claim;
  } finally {
    await socketFolder.release();
  }
}

async function acquire(folder: string, claims: string, socketFolder: string, claim: Claim): Promise<void> {
  const end = performance.now() + TIMEOUT_MS;
  for (;;) {
    const yielded = claim.timesYielded;
    const others = (await readdir(claims)).filter((name) => !name.startsWith('.') && name !== claim.name);
    const answers = await Promise.all([
      isInUseByOldVersion(join(folder, OLD_LOCK_FILE)),
      ...others.map((name) => isInUse(claims, socketFolder, name, claim)),
    ]);
    if (answers.includes(true) || performance.now() > end) throw inUse(folder, claims);
    // Synchronous, so that no other claim is answered in between.
    if (!answers.includes(null) && claim.timesYielded === yielded) {
      claim.hold();
      return;
    }
    await delay(RETRY_MS);
  }
}

/** Whether another claim excludes this process; `null` if that is not decided yet. */
async function isInUse(
  claims: string,
  socketFolder: string,
  name: string,
  claim: Claim,
): Promise<boolean | null> {
  const answer = await askClaim(join(socketFolder, name), claim.name);
  if (answer === 'held') return true;
  if (answer === 'yields') return false;
  if (answer === 'undecided') return null;
  const path = join(claims, name);
  // A dead socket of this kernel is a dead process; one of another kernel cannot be reached from here.
  if (kernelOf(name) !== THIS_KERNEL && (await isRenewed(path))) return true;
  await rm(path, {force: true});
  return false;
}

async function isInUseByOldVersion(path: string): Promise<boolean> {
  if (await isRenewed(path)) return true;
  await rm(path, {force: true});
  return false;
}

/** Whether a process still writes to a file, by any clock. Takes as long as needed to be sure. */
async function isRenewed(path: string): Promise<boolean> {
  const first = await modified(path);
  const end = performance.now() + WATCH_MS;
  while (first !== null && performance.now() < end) {
    await delay(POLL_MS);
    const now = await modified(path);
    if (now === null) return false;
    if (now !== first) return true;
  }
  return false;
}

function modified(path: string): Promise<number | null> {
  return stat(path).then(
    ({mtimeMs}) => mtimeMs,
    () => null,
  );
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function notWritable(reason: unknown): SetupError {
  return new SetupError(`The data folder cannot be written to: ${(reason as Error).message}`);
}

function inUse(folder: string, claims: string): SetupError {
  return new SetupError(
    `The data folder ${folder} is in use by another server. An embedded database serves one process: ` +
      `stop the other one, name another folder, or use --database postgres://… for several. ` +
      `(If no server runs, on no machine that shares the folder, remove ${claims}.)`,
  );
}
