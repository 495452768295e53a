import {spawn} from 'node:child_process';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

const SERVE = fileURLToPath(new URL('../../demo/serve.mjs', import.meta.url));

/** The demo newsroom as `npm start` opens it. */
export interface Demo {
  readonly url: string;
  close(): Promise<void>;
}

/** Opens it on a free port, with letters of its own, unless a port and a folder of an earlier one are given. */
export async function startDemo({port = '0', data}: {port?: string; data?: string} = {}): Promise<Demo> {
  const folder = data ?? (await mkdtemp(join(tmpdir(), 'parley-demo-')));
  const server = spawn(process.execPath, [SERVE, '--port', port, '--data', folder], {
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
    server.once('close', () => reject(new Error(`The demo ended before it was open: ${printed}`)));
  });
  return {
    url,
    async close() {
      server.kill('SIGTERM');
      await closed;
      if (data === undefined) await rm(folder, {recursive: true, force: true});
    },
  };
}
