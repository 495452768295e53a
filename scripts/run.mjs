import {spawn} from 'node:child_process';
import {root} from './paths.mjs';

/**
 * Runs a command in the repository's root and prints its output live. Resolves to the exit status; 1 for a command ended
 * by a signal.
 */
export function run(command, args, {env = process.env} = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    child.once('error', reject);
    child.once('exit', (status) => resolve(status ?? 1));
  });
}

/** Like `run`, but ends this process with the command's status if that is not 0. */
export async function runOrExit(command, args, options) {
  const status = await run(command, args, options);
  if (status !== 0) process.exit(status);
}
