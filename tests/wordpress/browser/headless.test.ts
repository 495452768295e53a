import {readFile} from 'node:fs/promises';
import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {fileURLToPath} from 'node:url';
import type {Browser} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {launchChromium} from '../../support/chromium.mjs';
import {setPlugin} from '../../support/wordpress/people.js';
import {startWordPress} from '../../support/wordpress/start-wordpress.js';
import {commentWith, openDiscussion, visit, writeComment} from '../../support/wordpress/visits.js';
import type {WordPressSite} from '../../support/wordpress/wordpress-site.js';

const embed = fileURLToPath(new URL('../../../dist/embed/', import.meta.url));

/** A front end of its own: articles by the id of their post, and the script. */
async function startFront(site: WordPressSite): Promise<Server> {
  const server = createServer((request, response) => {
    const {pathname} = new URL(request.url ?? '/', 'http://front.example');
    if (pathname.startsWith('/parley/')) {
      response.setHeader('Content-Type', 'text/javascript');
      void readFile(embed + pathname.slice('/parley/'.length)).then((file) => response.end(file));
      return;
    }
    response.setHeader('Content-Type', 'text/html');
    response.end(`<!doctype html><html lang="en"><title>The last boat home</title><link rel="icon" href="data:,">
      <parley-thread backend="wordpress" endpoint="${site.origin}/wp-json/" page-id="${pathname.slice(1)}"></parley-thread>
      <script type="module" src="/parley/parley.js"></script>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

describe.each([
  ['with the plugin', {plugin: true}, 5],
  ['without the plugin', {allowAnonymousRest: true}, 3],
])('a front end on another origin, %s', (_way, options, most) => {
  let site: WordPressSite;
  let browser: Browser;
  let server: Server;
  let front: string;

  beforeAll(async () => {
    [site, browser] = await Promise.all([startWordPress(options), launchChromium()]);
    server = await startFront(site);
    front = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    if ('plugin' in options) await setPlugin(site, {origins: [front]});
  });

  afterAll(async () => {
    await browser.close();
    server.close();
    await site.assertQuietLog();
    await site.stop();
  });

  it('reads, and counts from the headers that WordPress lets it see', async () => {
    const post = await site.createPost();
    const [root = 0] = await site.createComments([{post: post.id, content: 'A root.'}]);
    await site.createComment({post: post.id, parent: root, content: 'A reply.'});
    const {page, requests, problems} = await visit(browser, site, `${front}/${String(post.id)}`);
    await openDiscussion(page);
    await commentWith(page, 'A reply.').last().waitFor();
    expect(await page.locator('[part=count]').innerText()).toBe('2 comments');
    expect(requests.filter((request) => !request.startsWith('OPTIONS')).length).toBe(most);
    const permalink = commentWith(page, 'A root.').first().locator('a[href*="#comment-"]').first();
    expect(await permalink.getAttribute('href')).toBe(`${front}/${String(post.id)}#comment-${String(root)}`);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('takes a guest’s comment, which waits after a reload too', async () => {
    const post = await site.createPost();
    const {page, problems} = await visit(browser, site, `${front}/${String(post.id)}`);
    await openDiscussion(page);
    const form = page.locator('parley-thread parley-comment-form').first();
    await writeComment(form, {text: 'From elsewhere.', name: 'Ana', email: 'ana@reader.example'});
    await expect.poll(() => form.locator('textarea').inputValue()).toBe('');
    await page.reload();
    await openDiscussion(page);
    await commentWith(page, 'From elsewhere.').getByText('Waiting for review.').waitFor();
    expect(problems).toEqual([]);
    await page.context().close();
  });
});
