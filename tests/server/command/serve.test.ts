import {readFile, mkdtemp, rm, stat} from 'node:fs/promises';
import {connect} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {root} from '../../../scripts/paths.mjs';
import {runCommand, startServe, type Served} from '../../support/server/command.js';
import {guestKey, postBody, threadQuery, SITE} from '../../support/server/http-fixture.js';
import {
  DATABASE_KINDS,
  emptyDatabaseFolder,
  makeDatabase,
  type DatabaseKind,
} from '../../support/server/test-database.js';

const SECRET = 'the secret of the server in these tests';

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'parley-serve-'));
});

afterAll(() => rm(directory, {recursive: true, force: true}));

/** A prepared database that nobody has open, to be served. */
async function databaseToServe(kind: DatabaseKind) {
  const test = await makeDatabase(kind);
  await test.database.close();
  return {
    args: ['--database', test.name, '--site', SITE],
    environment: {PARLEY_SECRET: SECRET},
    drop: () => test.drop(),
  };
}

async function post({url}: Served, value: string): Promise<Response> {
  return fetch(`${url}/v1/comments`, {
    method: 'POST',
    headers: {'content-type': 'application/json', 'parley-guest': guestKey(), 'idempotency-key': guestKey()},
    body: JSON.stringify(postBody('served', value)),
  });
}

describe('the command', () => {
  it('prints its version and usage', async () => {
    const {version} = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {version: string};
    expect(await runCommand(['--version'])).toMatchObject({code: 0, stdout: `${version}\n`, stderr: ''});
    expect(await runCommand(['--help'])).toMatchObject({code: 0, stdout: expect.stringContaining('serve')});
    expect(await runCommand([])).toMatchObject({code: 0, stdout: expect.stringContaining('serve')});
    expect((await runCommand(['serve', '--help'])).stdout).toContain('--origins');
  });

  it('can be run as it is installed', async () => {
    expect((await stat(join(root, 'dist/server/command/command.js'))).mode & 0o111).toBe(0o111);
  });

  it.each([
    [['srve'], 2, /There is no command "srve"/],
    [['serve', '--prot', '1'], 2, /--prot/],
    [['serve', '--origins', 'paper.example'], 2, /"paper.example" is no origin/],
    [['serve', '--jwt-secret', 'short'], 2, /secret of tokens needs at least/],
    [['serve', '--database', 'postgres://127.0.0.1:1/none', '--port', '0'], 1, /PARLEY_SECRET/],
    [
      ['serve', '--database', 'postgres://u:hidden@127.0.0.1:1/none', '--secret', SECRET, '--port', '0'],
      1,
      /cannot be used/,
    ],
    [['serve', '--host', '203.0.113.1', '--port', '0'], 1, /203.0.113.1: it is not an address/],
  ])('rejects with a plain message: %j', async (args, code, message) => {
    const ended = await runCommand(args);
    expect(ended).toMatchObject({code, stderr: expect.stringMatching(message)});
    expect(ended.stderr).not.toMatch(/\n\s+at |hidden/);
  });

  it('prints what to install, and nothing else', async () => {
    // Looks like a machine on which two of the packages are missing.
    const hook = `data:text/javascript,${encodeURIComponent(`
      import {register} from 'node:module';
      register('data:text/javascript,' + encodeURIComponent(
        "export async function resolve(name, context, next) {" +
        "  if (name === 'hono' || name === 'pino') throw Object.assign(new Error('gone'), {code: 'ERR_MODULE_NOT_FOUND'});" +
        "  return next(name, context);" +
        "}"));
    `)}`;
    const ended = await runCommand(['serve', '--port', '0'], {NODE_OPTIONS: `--import=${hook}`});
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('npm install hono pino\n');
  });
});

describe('serve where no code may be made of strings, as on some platforms', () => {
  it('takes and refuses the same', async () => {
    const folder = await emptyDatabaseFolder();
    const environment = {NODE_OPTIONS: '--disallow-code-generation-from-strings'};
    const served = await startServe(['--database', folder, '--site', SITE], environment);
    expect((await post(served, 'Taken')).status).toBe(201);
    const headers = {'content-type': 'application/json', 'idempotency-key': guestKey()};
    const body = JSON.stringify({...postBody('served', 'Refused'), parentId: 7});
    const refused = await fetch(`${served.url}/v1/comments`, {method: 'POST', headers, body});
    expect(await refused.json()).toMatchObject({
      status: 400,
      detail: 'body.parentId must be a string or null.',
    });
    await served.stop('SIGTERM');
    await rm(folder, {recursive: true});
  });
});

describe('serve without anything said', () => {
  it('makes its folder and a secret for the owner alone, and starts again with the same', async () => {
    const folder = join(directory, 'fresh/data');
    const first = await startServe(['--database', folder, '--site', SITE], {}, 'listening');
    // The port is open before the database is: a start takes seconds.
    expect((await fetch(`${first.url}/healthz`)).status).toBe(200);
    const early = await fetch(`${first.url}/readyz`);
    expect([200, 503]).toContain(early.status);
    await first.logged(({msg}) => msg === 'Ready.');
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
    expect((await post(first, 'Kept')).status).toBe(201);
    const secret = await readFile(join(folder, 'secret'), 'utf8');
    expect(secret).toMatch(/^[\da-f]{64}$/);
    expect((await stat(join(folder, 'secret'))).mode & 0o777).toBe(0o600);
    const second = await runCommand(['serve', '--port', '0', '--database', folder]);
    expect(second).toMatchObject({code: 1, stderr: expect.stringContaining('in use')});
    expect((await first.stop('SIGTERM')).code).toBe(0);
    const again = await startServe(['--database', folder, '--site', SITE]);
    const page = await fetch(`${again.url}/v1/thread?${threadQuery('served')}`);
    expect(await page.json()).toMatchObject({comments: [{body: {value: 'Kept'}}]});
    expect(await readFile(join(folder, 'secret'), 'utf8')).toBe(secret);
    await again.stop('SIGINT');
  });
});

describe('serve without moderators', () => {
  it('holds first comments nevertheless, and logs how they can be published', async () => {
    const folder = await emptyDatabaseFolder();
    const args = ['--database', folder, '--site', SITE];
    const held = await startServe(args, {PARLEY_FIRST_COMMENT: undefined});
    const warning = await held.logged(({msg}) => msg.includes('--first-comment publish'));
    expect(warning).toMatchObject({level: 40, sites: [SITE]});
    expect(await (await post(held, 'My first')).json()).toMatchObject({status: 'held'});
    await held.stop('SIGTERM');
    const open = await startServe([...args, '--first-comment', 'publish']);
    expect(await (await post(open, 'My second')).json()).toMatchObject({status: 'published'});
    expect(open.log.some(({msg}) => msg.includes('--first-comment'))).toBe(false);
    await open.stop('SIGTERM');
    await rm(folder, {recursive: true});
  });
});

describe.each(DATABASE_KINDS)('serve (%s)', (kind) => {
  let database: Awaited<ReturnType<typeof databaseToServe>>;
  let served: Served;

  beforeAll(async () => {
    database = await databaseToServe(kind);
    served = await startServe(database.args, database.environment);
  });

  afterAll(async () => {
    await served.stop('SIGTERM');
    await database.drop();
  });

  it('answers what is no HTTP with a problem document too', async () => {
    const {port} = new URL(served.url);
    const answers = await Promise.all(
      [
        'NONSENSE\r\n\r\n',
        `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
        'GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n',
      ].map((text) => rawAnswer(Number(port), text)),
    );
    expect(answers.map((answer) => answer.split('\r\n')[0])).toEqual([
      'HTTP/1.1 400 Bad Request',
      'HTTP/1.1 431 Request Header Fields Too Large',
      'HTTP/1.1 400 Bad Request',
    ]);
    for (const answer of answers) expect(answer).toContain('application/problem+json');
  });

  it('cuts a body off that is too large, without Content-Length', async () => {
    const {port} = new URL(served.url);
    const chunk = `${(65_536).toString(16)}\r\n${' '.repeat(65_536)}\r\n`;
    const answer = await rawAnswer(
      Number(port),
      'POST /v1/comments HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nIdempotency-Key: k\r\n' +
        `Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(20)}0\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1.1 413 /);
  });

  it('logs requests as JSON, without a query, a key or an address', async () => {
    const key = guestKey();
    await fetch(`${served.url}/v1/viewer?${threadQuery('private-page')}`, {headers: {'parley-guest': key}});
    const line = await served.logged(({path}) => path === '/v1/viewer');
    expect(line).toMatchObject({
      method: 'GET',
      status: 200,
      requestId: expect.any(String),
      ms: expect.any(Number),
    });
    expect(JSON.stringify(served.log)).not.toMatch(
      new RegExp(`${key}|private-page|127\\.0\\.0\\.1"[^,]*remote`),
    );
  });

  it('sends live readers what another has written', async () => {
    const controller = new AbortController();
    const stream = await fetch(`${served.url}/v1/stream?${threadQuery('served')}`, {
      signal: controller.signal,
    });
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes('id: ')) text += (await reader?.read())?.value ?? '';
    const {id} = (await (await post(served, `Live ${guestKey()}`)).json()) as {id: string};
    while (!text.includes('event: added')) text += (await reader?.read())?.value ?? '';
    expect(text).toContain(`"id":"${id}"`);
    controller.abort();
  });

  it('prints that its port is in use', async () => {
    const {port} = new URL(served.url);
    const ended = await runCommand(['serve', '--port', port, '--database', join(directory, 'unused')]);
    expect(ended).toMatchObject({code: 1, stderr: expect.stringContaining(`Cannot listen on port ${port}`)});
  });
});

describe.each(DATABASE_KINDS)('a server that is stopped (%s)', (kind) => {
  it('ends its streams, answers what it was asked, and is gone', async () => {
    const database = await databaseToServe(kind);
    const served = await startServe(database.args, database.environment);
    const stream = await fetch(`${served.url}/v1/stream?${threadQuery('served')}`);
    const ended = stream.text();
    const {port} = new URL(served.url);
    // A request of which the body is still on its way when the signal comes.
    const body = JSON.stringify(postBody('served', 'Just in time'));
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(
      'POST /v1/comments HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n' +
        `Idempotency-Key: k\r\nParley-Guest: ${guestKey()}\r\nContent-Length: ${String(Buffer.byteLength(body))}\r\n\r\n`,
    );
    socket.write(body.slice(0, 10));
    await fetch(`${served.url}/healthz`);
    served.process.kill('SIGTERM');
    await served.logged(({msg}) => msg === 'Shutting down.');
    expect(await ended).toMatch(/^retry: /);
    const answer = readAll(socket);
    socket.write(body.slice(10));
    expect(await answer).toMatch(/^HTTP\/1.1 201 /);
    expect(await served.ended).toMatchObject({code: 0, stderr: ''});
    await database.drop();
  });

  it('exits at once on a second signal', async () => {
    const database = await databaseToServe(kind);
    const served = await startServe(database.args, database.environment);
    const {port} = new URL(served.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(
      'POST /v1/comments HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nIdempotency-Key: k\r\nContent-Length: 9\r\n\r\n{',
    );
    await fetch(`${served.url}/healthz`);
    served.process.kill('SIGTERM');
    await served.logged(({msg}) => msg === 'Shutting down.');
    expect(await served.stop('SIGINT')).toMatchObject({code: 1});
    await database.drop();
  });
});

function rawAnswer(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(text);
  return readAll(socket);
}

async function readAll(socket: ReturnType<typeof connect>): Promise<string> {
  let text = '';
  try {
    for await (const chunk of socket) text += String(chunk);
  } catch {
    // Cut off after its answer.
  }
  return text;
}
