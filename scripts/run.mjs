import {spawn} from 'node:child_process';
import {root} from './paths.mjs';

/**
 * Runs a command in the repository's root with its output shown as it comes. Gives the exit status; a command
 * ended by a signal counts as status 1.
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

/** As `run`, but a status other than 0 ends this process with that status: the command has said why. */
export async function runOrExit(command, args, options) {
  const status = await run(command, args, options);
  if (status !== 0) process.exit(status);
}
