import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {Browser} from 'playwright-core';
import {afterAll, beforeAll, beforeEach, expect, it} from 'vitest';
import {launchChromium} from '../../support/chromium.mjs';
import {guest, setPlugin} from '../../support/wordpress/people.js';
import {startWordPress} from '../../support/wordpress/start-wordpress.js';
import {visit} from '../../support/wordpress/visits.js';
import type {WordPressSite} from '../../support/wordpress/wordpress-site.js';

let site: WordPressSite;
let browser: Browser;
let elsewhere: Server;
let post: number;
let comment: number;

beforeAll(async () => {
  [site, browser] = await Promise.all([startWordPress({plugin: true}), launchChromium()]);
  elsewhere = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end('<!doctype html><html lang="en"><title>Elsewhere</title><link rel="icon" href="data:,">');
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, resolve));
});

afterAll(async () => {
  await browser.close();
  elsewhere.close();
  await site.assertQuietLog();
  await site.stop();
});

beforeEach(async () => {
  await setPlugin(site, {guests_by_rest: true});
  await site.setOptions({comment_previously_approved: ''});
  post = (await site.createPost()).id;
  comment = await site.createComment({post, content: 'Written earlier.'});
});

/** Votes, reports and comments that the site has. */
const stored = (): Promise<number[]> =>
  site.run<number[]>(
    `global $wpdb;
    return array(
      (int) $wpdb->get_var('SELECT COUNT(*) FROM ' . Parley\\Tables\\name('votes')),
      (int) $wpdb->get_var('SELECT COUNT(*) FROM ' . Parley\\Tables\\name('reports')),
      (int) $wpdb->get_var("SELECT COUNT(*) FROM $wpdb->comments WHERE comment_post_ID = " . (int) $given),
    );`,
    post,
  );

it.each([null, 'reader'] as const)(
  'a page of another site writes nothing as its visitor (%s)',
  async (as) => {
    // Another host name of this machine is another site to the browser.
    const address = `http://localhost:${String((elsewhere.address() as AddressInfo).port)}/`;
    const {page} = await visit(browser, site, address, as ? {as} : {});
    const routes = [
      `parley/v1/comments/${String(comment)}/vote?up=1`,
      `parley/v1/comments/${String(comment)}/report?rule=spam`,
      `wp/v2/comments?post=${String(post)}&content=Spam&author_name=Ana&author_email=ana@reader.example`,
    ].map((route) => `${site.origin}/wp-json/${route}`);
    await page.evaluate(async (addresses: readonly string[]) => {
      const settled = (element: HTMLElement, start: () => void): Promise<void> =>
        new Promise((resolve) => {
          element.onload = element.onerror = () => resolve();
          start();
        });
      for (const url of addresses) {
        const overridden = `${url}&_method=POST`;
        const image = new Image();
        await settled(image, () => (image.src = overridden));
        const script = document.createElement('script');
        await settled(script, () => {
          script.src = `${overridden}&_jsonp=take`;
          document.head.append(script);
        });
        const frame = document.createElement('iframe');
        frame.name = url;
        document.body.append(frame);
        for (const enctype of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data']) {
          const form = document.createElement('form');
          Object.assign(form, {method: 'POST', action: url, target: url, enctype});
          document.body.append(form);
          await settled(frame, () => form.submit());
        }
        for (const init of [
          {method: 'POST', body: new Blob(['{}'])},
          {method: 'POST', body: '{}'},
          {method: 'POST', body: new URLSearchParams({_method: 'POST'})},
          {method: 'POST', referrerPolicy: 'no-referrer'},
          {method: 'GET'},
        ] as const)
          await fetch(init.method === 'GET' ? overridden : url, {
            mode: 'no-cors',
            credentials: 'include',
            ...init,
          }).catch(() => undefined);
      }
    }, routes);
    expect(await stored()).toEqual([0, 0, 1]);
    await page.context().close();
  },
);

it('a page of the site that sends no referrer writes all the same', async () => {
  const {page} = await visit(browser, site, `${site.origin}/?p=${String(post)}`);
  const status = await page.evaluate(
    async (url) => {
      const {status} = await fetch(url, {
        method: 'POST',
        referrerPolicy: 'no-referrer',
        headers: {'Content-Type': 'application/json'},
        body: JSON.stringify({up: true}),
      });
      return status;
    },
    `${site.origin}/wp-json/parley/v1/comments/${String(comment)}/vote`,
  );
  expect(status).toBe(200);
  const {body} = await guest(site).get<{parley: {votes: number}}>(`wp/v2/comments/${String(comment)}`);
  expect(body.parley.votes).toBe(1);
  await page.context().close();
});
