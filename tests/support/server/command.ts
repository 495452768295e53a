import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {root} from '../../../scripts/paths.mjs';
import {SHORT_LIVED} from '../short-lived-node.js';
import {OPEN_ENVIRONMENT} from './open-settings.mjs';

const COMMAND = join(root, 'dist/server/command/command.js');

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A line of the server's log. */
export type LogLine = Readonly<Record<string, unknown>> & {readonly msg: string};

/** A `parley-comments serve` that runs. */
export interface Served {
  readonly url: string;
  readonly process: ChildProcess;
  readonly log: readonly LogLine[];
  /** The first line of the log, written already or not, of which this is true. */
  logged(wanted: (line: LogLine) => boolean): Promise<LogLine>;
  /** Sends the signal, and waits for the end. */
  stop(signal: NodeJS.Signals): Promise<Ended>;
  readonly ended: Promise<Ended>;
}

/** Runs the built command to its end. */
export async function runCommand(args: readonly string[], environment: object = {}): Promise<Ended> {
  return ending(launch(args, environment));
}

/**
 * Starts the built server on a free port, and waits until it listens, or, by default, is ready. Unless `environment` says
 * otherwise, its sites publish comments at once.
 */
export async function startServe(
  args: readonly string[],
  environment: object = {},
  until: 'listening' | 'ready' = 'ready',
): Promise<Served> {
  const child = launch(['serve', '--port', '0', ...args], {...OPEN_ENVIRONMENT, ...environment});
  const ended = ending(child);
  const log: LogLine[] = [];
  const waiting = new Set<() => void>();
  if (!child.stdout) throw new Error('The server has no output.');
  createInterface({input: child.stdout}).on('line', (line) => {
    log.push(JSON.parse(line) as LogLine);
    for (const look of waiting) look();
  });

  const logged = (wanted: (line: LogLine) => boolean): Promise<LogLine> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const line = log.find(wanted);
        if (!line) return;
        waiting.delete(look);
        resolve(line);
      };
      waiting.add(look);
      look();
      void ended.then(({stderr}) => reject(new Error(`The server has ended. ${stderr}`)));
    });

  const {port} = await logged(({msg}) => msg.startsWith('Listening'));
  if (until === 'ready') await logged(({msg}) => msg === 'Ready.');
  return {
    url: `http://127.0.0.1:${String(port)}`,
    process: child,
    log,
    logged,
    ended,
    stop(signal) {
      child.kill(signal);
      return ended;
    },
  };
}

/** A `parley-comments serve` that may have been refused. */
export interface Tried {
  /** Where it serves; null when it ended before it was ready. */
  readonly url: string | null;
  /** What it said when it was refused. */
  readonly stderr: string;
  stop(): Promise<unknown>;
}

/** Starts the built server on a free port by way of `wrapper`, a command that runs a command, and waits until it is ready or ends. */
export async function tryServe(args: readonly string[], wrapper: readonly string[]): Promise<Tried> {
  const child = launch(['serve', '--port', '0', ...args], {}, wrapper);
  const ended = ending(child);
  let url: string | null = null;
  const ready = new Promise<void>((resolve) => {
    if (!child.stdout) throw new Error('The server has no output.');
    createInterface({input: child.stdout}).on('line', (line) => {
      const {msg, address} = JSON.parse(line) as LogLine;
      if (msg === 'Ready.') url = String(address);
      if (msg === 'Ready.') resolve();
    });
  });
  // The port in the address is the one that it took.
  await Promise.race([ready, ended]);
  return {
    url,
    stderr: url === null ? (await ended).stderr : '',
    stop() {
      // unshare(1) hands no other signal on, and this one only with --kill-child.
      child.kill('SIGKILL');
      return ended;
    },
  };
}

function launch(args: readonly string[], environment: object, wrapper: readonly string[] = []): ChildProcess {
  // Nothing of this machine's own settings.
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('PARLEY_'));
  const [program = '', ...rest] = [...wrapper, process.execPath, ...SHORT_LIVED, COMMAND, ...args];
  return spawn(program, rest, {
    env: {...Object.fromEntries(inherited), ...environment},
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function ending(child: ChildProcess): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return {code, signal, stdout, stderr};
}
