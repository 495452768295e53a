import {mkdir, mkdtemp, rm, symlink, writeFile} from 'node:fs/promises';
import {request} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {startStaticServer} from '../../scripts/static-server.mjs';

let directory: string;
let server: Awaited<ReturnType<typeof startStaticServer>>;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'parley-static-'));
  await mkdir(join(directory, 'site/sub'), {recursive: true});
  await mkdir(join(directory, 'site-secret'));
  await writeFile(join(directory, 'secret.txt'), 'secret');
  await writeFile(join(directory, 'site-secret/index.html'), 'secret');
  await writeFile(join(directory, 'site/index.html'), '<p>home</p>');
  await writeFile(join(directory, 'site/module.js'), 'export {};');
  await writeFile(join(directory, 'site/sub/index.html'), '<p>sub</p>');
  await symlink(join(directory, 'secret.txt'), join(directory, 'site/link.txt'));
  server = await startStaticServer({
    roots: [
      {prefix: '/', directory: join(directory, 'site')},
      {prefix: '/other/', directory: join(directory, 'site/sub')},
    ],
    cors: true,
    headers: (path) => ({'content-security-policy': `default-src 'self'; report-uri ${path}`}),
  });
});

afterAll(async () => {
  await server.close();
  await rm(directory, {recursive: true, force: true});
});

describe('the static server', () => {
  it('serves a file with its type and the headers asked for', async () => {
    const response = await fetch(`${server.url}/module.js?x#y`);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('export {};');
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('content-security-policy')).toContain('report-uri /module.js');
  });

  it('serves the page of a directory, at its address with a slash', async () => {
    expect(await (await fetch(server.url)).text()).toBe('<p>home</p>');
    const redirected = await fetch(`${server.url}/sub`);
    expect(redirected.url).toBe(`${server.url}/sub/`);
    expect(await redirected.text()).toBe('<p>sub</p>');
  });

  it('takes the longest prefix that fits', async () => {
    expect(await (await fetch(`${server.url}/other/`)).text()).toBe('<p>sub</p>');
  });

  it('answers HEAD without a body, and no other method than GET', async () => {
    expect((await fetch(`${server.url}/module.js`, {method: 'HEAD'})).status).toBe(200);
    expect((await fetch(`${server.url}/module.js`, {method: 'POST'})).status).toBe(405);
  });

  it.each([
    ['/missing.js', 404],
    ['/module.js/more', 404],
    ['/link.txt', 404],
    ['/../secret.txt', 404],
    ['/%2e%2e/secret.txt', 404],
    ['/sub/..%2f..%2fsecret.txt', 404],
    ['/..%5csecret.txt', 400],
    ['/../site-secret/', 404],
    ['/%00', 400],
    ['/%', 400],
    ['//example.org/%2e%2e/sub', 301],
  ])('never leaves its directories: %s is %i', async (path, status) => {
    const answer = await rawGet(path);
    expect(answer.status).toBe(status);
    expect(answer.location ?? '/').toMatch(/^\/(?!\/)/);
  });
});

/** As it stands: `fetch` would clean the path up first. */
function rawGet(path: string): Promise<{status: number | undefined; location: string | undefined}> {
  return new Promise((resolve, reject) => {
    request({host: '127.0.0.1', port: server.port, path}, (response) => {
      response.resume();
      resolve({status: response.statusCode, location: response.headers.location});
    })
      .once('error', reject)
      .end();
  });
}
