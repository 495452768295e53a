import {spawn} from 'node:child_process';
import {fileURLToPath} from 'node:url';

const SERVE = fileURLToPath(new URL('../../demo/serve.mjs', import.meta.url));

/** The demo newsroom as `npm start` opens it, on a free port. */
export interface Demo {
  readonly url: string;
  close(): Promise<void>;
}

export async function startDemo(): Promise<Demo> {
  const server = spawn(process.execPath, [SERVE, '--port', '0'], {stdio: ['ignore', 'pipe', 'inherit']});
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
    close: () => {
      server.kill('SIGTERM');
      return closed;
    },
  };
}
