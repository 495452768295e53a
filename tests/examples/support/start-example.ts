import {execFile, spawn} from 'node:child_process';
import {cp, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {inject} from 'vitest';
import {root} from '../../../scripts/paths.mjs';
import {freePort} from '../../support/free-port.mjs';
import {startServe, type Served} from '../../support/server/command.js';

/** The site and the page whose discussion every example shows, and the comment that is in it before. */
export const SITE = 'packet';
export const PAGE = 'ferry';
export const FIRST_COMMENT = 'I took the nine-forty for six years.';

/** How an example is started: as for readers, or as for its developer, where frameworks also report what differs while hydrating. */
export type Script = 'start' | 'dev';

/** An example that is installed and built, with a Parley server. */
export interface Example {
  /** Runs a script of the example on its port; the last one is ended. Resolves with its address when it answers. */
  run(script: Script): Promise<string>;
  /** Of the Parley server, as `PARLEY_ENDPOINT` is for the example. */
  readonly endpoint: string;
  close(): Promise<void>;
}

interface Manifest {
  dependencies: Record<string, string>;
  scripts: Partial<Record<string, string>>;
}

/**
 * Copies `examples/NAME/` to a folder of its own, installs it with the packed package, and builds it if it has a script `build`.
 * Its scripts get `PORT` and `PARLEY_ENDPOINT`, the address of a Parley server that has `FIRST_COMMENT`.
 */
export async function prepareExample(name: string): Promise<Example> {
  const directory = await mkdtemp(join(tmpdir(), `parley-example-${name}-`));
  const port = await freePort();
  const url = `http://127.0.0.1:${String(port)}`;
  const server = await startServe(
    ['--database', join(directory, 'database'), '--site', SITE, '--origins', url],
    {},
  );
  const clear = async (): Promise<void> => {
    await server.stop('SIGTERM');
    await rm(directory, {recursive: true, force: true, maxRetries: 5});
  };

  const folder = join(directory, name);
  await cp(join(root, 'examples', name), folder, {recursive: true});
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;
  manifest.dependencies['parley-comments'] = `file:${inject('tarball')}`;
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
  const env = {...environment(), PORT: String(port), PARLEY_ENDPOINT: server.url};
  try {
    await postFirstComment(server, url);
    // What was installed before is in the cache. No package's script needs to run.
    await npm(folder, env, 'install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund');
    if (manifest.scripts['build']) await npm(folder, env, 'run', 'build');
  } catch (reason) {
    await clear();
    throw reason;
  }

  let end = (): Promise<void> => Promise.resolve();
  return {
    endpoint: server.url,
    async run(script) {
      await end();
      const started = start(folder, env, script);
      end = started.end;
      await answering(url, started.ended);
      return url;
    },
    async close() {
      await end();
      await clear();
    },
  };
}

/** Without what Vitest sets for itself, which frameworks would read. */
function environment(): NodeJS.ProcessEnv {
  const {NODE_ENV: _mode, VITEST: _runner, ...others} = process.env;
  return {
    ...others,
    NEXT_TELEMETRY_DISABLED: '1',
    NUXT_TELEMETRY_DISABLED: '1',
    ASTRO_TELEMETRY_DISABLED: '1',
  };
}

async function npm(cwd: string, env: NodeJS.ProcessEnv, ...args: string[]): Promise<void> {
  await promisify(execFile)('npm', args, {cwd, env, shell: process.platform === 'win32', maxBuffer: 1e8});
}

function start(
  cwd: string,
  env: NodeJS.ProcessEnv,
  script: Script,
): {ended: Promise<string>; end(): Promise<void>} {
  // Its own process group: npm's child is the server.
  const child = spawn('npm', ['run', script], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    shell: process.platform === 'win32',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => (output += text.toString()));
  const ended = new Promise<string>((resolve) => child.once('close', () => resolve(output)));
  return {
    ended,
    async end() {
      if (child.pid && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
      await ended;
    },
  };
}

/** Waits until the address is answered; rejects with the output of a server that ends before. */
async function answering(url: string, ended: Promise<string>): Promise<void> {
  let failure: Error | null = null;
  void ended.then((output) => (failure = new Error(`The example has ended. ${output}`)));
  for (;;) {
    if (failure) throw failure as Error;
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function postFirstComment({url}: Served, origin: string): Promise<void> {
  const answer = await fetch(`${url}/v1/comments`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
      'parley-guest': crypto.randomUUID(),
    },
    body: JSON.stringify({
      thread: {site: SITE, pageId: PAGE, url: `${origin}/`, title: 'The ferry'},
      parentId: null,
      body: {format: 'text', value: FIRST_COMMENT},
      guest: {name: 'Ada Quill'},
    }),
  });
  if (answer.status !== 201) throw new Error(`Posting failed: ${await answer.text()}`);
}
