import {spawn} from 'node:child_process';
import {cp, mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {preparedFolder} from './prepared-folder.js';
import {SHORT_LIVED} from './short-lived-node.js';

const SERVE = fileURLToPath(new URL('../../demo/serve.mjs', import.meta.url));

/** The demo as `npm start` serves it. */
export interface Demo {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts the demo on a free port, with its own comments, unless given a port and the folder of an earlier one. An empty
 * folder is filled first, which takes ten seconds or more; without one it gets a copy of a folder filled once for all files.
 */
export async function startDemo({port = '0', data}: {port?: string; data?: string} = {}): Promise<Demo> {
  if (data !== undefined) return open(port, data);
  const folder = await mkdtemp(join(tmpdir(), 'parley-demo-'));
  await cp(await newsroomFolder(), folder, {recursive: true});
  const demo = await open(port, folder);
  return {
    url: demo.url,
    async close() {
      await demo.close();
      await rm(folder, {recursive: true, force: true});
    },
  };
}

/** A folder with the newsroom's database and its first comments, to copy from. */
export function newsroomFolder(): Promise<string> {
  return preparedFolder('newsroom', makeNewsroom);
}

/** Fills the newsroom's database with its first comments. */
async function makeNewsroom(folder: string): Promise<void> {
  await (await open('0', folder)).close();
}

async function open(port: string, folder: string): Promise<Demo> {
  const server = spawn(process.execPath, [...SHORT_LIVED, SERVE, '--port', port, '--data', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = new Promise<void>((resolve) => server.once('close', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    let printed = '';
    server.stdout.on('data', (chunk: Buffer) => {
      printed += String(chunk);
      const found = /http:\/\/[\d.:]+/.exec(printed);
      if (found) resolve(found[0]);
    });
    server.once('close', () => reject(new Error(`The demo ended before it had started: ${printed}`)));
  });
  return {
    url,
    async close() {
      server.kill('SIGTERM');
      await closed;
    },
  };
}
