import {execFileSync, spawn} from 'node:child_process';
import {once} from 'node:events';
import {readdirSync, readFileSync} from 'node:fs';
import {root} from './paths.mjs';

/** How long a process may take to end after SIGTERM before it is killed. */
const GRACE_MS = 10_000;

/** The running processes, which are ended with this one. */
const running = new Set();

/**
 * Runs a command in the repository's root. Ends it, with all its descendants, when it takes longer than `limitMs` or
 * prints nothing for `silenceMs`.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{env?: NodeJS.ProcessEnv, limitMs: number, silenceMs: number, print(text: Buffer): void}} options `print` receives
 *   stdout and stderr
 * @returns {Promise<{status: number, hung: string}>} the exit status, 1 if a signal ended the command; `hung` says
 *   which limit was exceeded, or is ''
 */
export async function runLimited(command, args, {env = process.env, limitMs, silenceMs, print}) {
  // Its own process group, so that what it leaves behind can be ended.
  const child = spawn(command, args, {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    shell: process.platform === 'win32',
  });
  running.add(child);
  let hung = '';
  const giveUp = (reason) => {
    hung ||= reason;
    void endTree(child, GRACE_MS);
  };
  const limit = setTimeout(giveUp, limitMs, `it ran longer than ${minutes(limitMs)}`);
  const silence = setTimeout(giveUp, silenceMs, `it printed nothing for ${minutes(silenceMs)}`);
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => {
      silence.refresh();
      print(text);
    });
  try {
    // Not `close`: descendants that outlive the command may keep its outputs open.
    const [status] = await once(child, 'exit');
    await drained(child);
    return {status: hung ? 1 : (status ?? 1), hung};
  } finally {
    clearTimeout(limit);
    clearTimeout(silence);
    running.delete(child);
    signal(-child.pid, 'SIGKILL');
  }
}

/**
 * Ends all commands that `runLimited` is running, for example when this process is interrupted.
 *
 * @param {number} [graceMs] how long a process may take before it is killed
 */
export async function endAll(graceMs = GRACE_MS) {
  await Promise.all([...running].map((child) => endTree(child, graceMs)));
}

/** Waits for the last output, which arrives right after the command's end. */
async function drained({stdout, stderr}) {
  const ended = [stdout, stderr].map((stream) => (stream.closed ? null : once(stream, 'close')));
  await Promise.race([Promise.all(ended), new Promise((resolve) => setTimeout(resolve, 1_000))]);
}

/** Servers and browsers have their own groups: they are found as descendants, before their parents end. */
async function endTree(child, graceMs) {
  if (process.platform === 'win32') {
    execFileSync('taskkill', ['/pid', String(child.pid), '/T', '/F']);
    return;
  }
  const tree = descendants(child.pid);
  for (const pid of tree) signal(pid, 'SIGTERM');
  const isOver = () => tree.every((pid) => !signal(pid, 0));
  for (let waited = 0; waited < graceMs && !isOver(); waited += 100)
    await new Promise((resolve) => setTimeout(resolve, 100));
  for (const pid of tree) signal(pid, 'SIGKILL');
}

function descendants(pid) {
  const parents = process.platform === 'linux' ? parentsFromProc() : parentsFromPs();
  const found = [pid];
  // The list grows during the iteration.
  for (const parent of found) found.push(...parents.filter(([, of]) => of === parent).map(([own]) => own));
  return found;
}

/** Each process with its parent. A small Linux has no `ps`. */
function parentsFromProc() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // PID (NAME) STATE PARENT ..., where the name may hold anything.
        const [, parent] = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1).split(' ');
        return [[Number(name), Number(parent)]];
      } catch {
        return [];
      }
    });
}

function parentsFromPs() {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], {encoding: 'utf8'}).trim().split('\n');
  return lines.map((line) => line.trim().split(/\s+/).map(Number));
}

/** Whether the process exists. */
function signal(pid, name) {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

function minutes(ms) {
  return ms < 60_000 ? `${ms / 1000} seconds` : `${ms / 60_000} minutes`;
}
