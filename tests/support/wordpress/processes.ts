import {spawn, type ChildProcess} from 'node:child_process';
import {openSync} from 'node:fs';
import {connect} from 'node:net';

/** A program that runs until it is stopped, or until this process ends. */
export interface Running {
  /** Ends it and all that it started, whatever becomes of its data. */
  stop(): Promise<void>;
  /** Ends it as its operator does: it tidies up before. */
  finish(): Promise<void>;
}

/** How long a server may take to answer on a busy machine. */
const PATIENCE_MS = 30_000;

/**
 * Starts a server with its output in a file, and waits until something answers at `answersAt` (a port, or the path
 * of a socket). Rejects when it ends before that.
 */
export async function startServer(
  command: string,
  args: readonly string[],
  {output, answersAt, env}: {output: string; answersAt: number | string; env?: NodeJS.ProcessEnv},
): Promise<Running> {
  const file = openSync(output, 'a');
  // A group of its own, so that PHP's workers end with it.
  const child = spawn(command, args, {stdio: ['ignore', file, file], detached: true, env});
  const endGroup = (): void => endProcessGroup(child);
  const endBoth = (): void => process.exit(1);
  process.once('exit', endGroup);
  // A test runner that ends its workers by a signal gives them no `exit`.
  process.once('SIGTERM', endBoth);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const failed = new Promise<never>((_resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status) =>
      reject(new Error(`${command} ended with ${String(status)}: see ${output}`)),
    );
  });
  failed.catch(() => undefined);
  const over = async (): Promise<void> => {
    await ended;
    process.off('exit', endGroup);
    process.off('SIGTERM', endBoth);
  };
  const running: Running = {
    async stop() {
      endGroup();
      await over();
    },
    async finish() {
      child.kill('SIGTERM');
      await over();
    },
  };
  try {
    await Promise.race([answer(answersAt), failed]);
  } catch (reason) {
    await running.stop();
    throw reason;
  }
  return running;
}

function endProcessGroup({pid, exitCode, signalCode}: ChildProcess): void {
  if (pid === undefined || exitCode !== null || signalCode !== null) return;
  try {
    // Nothing of a test's database is worth writing down.
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended in this moment.
  }
}

async function answer(address: number | string): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end) {
    if (await accepts(address)) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`Nothing answers at ${String(address)}`);
}

function accepts(address: number | string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = typeof address === 'number' ? connect(address, '127.0.0.1') : connect(address);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
