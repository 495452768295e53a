import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {mkdtemp, rm, symlink} from 'node:fs/promises';
import {connect} from 'node:net';
import {hostname, tmpdir} from 'node:os';
import {join} from 'node:path';

/**
 * What a claim's process answers: that it has the folder, that it has not decided and lets the asker go first, or that it
 * has not decided and goes first itself. `dead` is what the kernel says when there is no process.
 */
export type ClaimAnswer = 'held' | 'yields' | 'undecided' | 'dead';

/** Part of the name of a claim that is a file because the file system has no sockets: it belongs to no kernel. */
export const NO_KERNEL = 'file';

/** Names the kernel that this process runs on: the same in all containers of a machine, another after each start of it. */
export const THIS_KERNEL = createHash('sha256').update(bootId()).digest('hex').slice(0, 8);

/** A process that accepts connections and sends nothing for so long is stopped or busy, and so alive. */
const ANSWER_MS = 3_000;

/** `sun_path` has 104 bytes on macOS and 108 on Linux (unix(4), unix(7)), with a zero at the end. */
const MAX_PATH_BYTES = 103;

/** As long as the longest name of a claim, with its slash. */
const NAME_LENGTH = 32;

/** `KERNEL-ID`: which kernel can tell whether it is alive. */
export function kernelOf(name: string): string {
  return name.split('-', 1)[0] ?? '';
}

/** Asks the process of the claim at `path`, for the claim `name`. */
export function askClaim(path: string, name: string): Promise<ClaimAnswer> {
  return new Promise((resolve) => {
    const socket = connect(path);
    let text = '';
    const finish = (answer: ClaimAnswer): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    const timer = setTimeout(() => {
      finish('held');
    }, ANSWER_MS);
    socket.setEncoding('utf8');
    socket.on('connect', () => socket.write(`${name}\n`));
    socket.on('data', (chunk: string) => (text += chunk));
    // Without an answer it ends in this moment, or lets go of the folder.
    socket.on('close', () => {
      finish(text === 'held' || text === 'yields' ? text : 'undecided');
    });
    socket.on('error', ({code}: NodeJS.ErrnoException) => {
      // Also of what is no socket: ECONNREFUSED on Linux, ENOTSOCK on macOS, on Windows whatever is no pipe.
      if (
        code === 'ECONNREFUSED' ||
        code === 'ENOENT' ||
        code === 'ENOTSOCK' ||
        process.platform === 'win32'
      ) {
        finish('dead');
      } else finish(code === 'ECONNRESET' || code === 'EPIPE' || code === 'EAGAIN' ? 'undecided' : 'held');
    });
  });
}

/** A path to a folder that is short enough for the sockets in it, as long as it is needed. */
export async function shortPath(
  folder: string,
): Promise<{readonly path: string; readonly release: () => Promise<void>}> {
  if (Buffer.byteLength(folder) + NAME_LENGTH <= MAX_PATH_BYTES) {
    return {path: folder, release: async () => undefined};
  }
  const own = await mkdtemp(join(tmpdir(), 'parley-'));
  const path = join(own, 'lock');
  await symlink(folder, path);
  return {path, release: () => rm(own, {recursive: true, force: true})};
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8');
  } catch {
    return hostname();
  }
}
