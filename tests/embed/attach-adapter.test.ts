import {expect} from '@open-wc/testing';
import {attachAdapter, type ParleyElement} from '../../src/embed/attach-adapter.js';
import {fetchOrReuse, storePrefetched} from '../../src/embed/prefetched-pages.js';
import type {CommentsAdapter} from '../../src/model/adapter.js';

let made = 0;

const adapter = (): CommentsAdapter => ({
  open: () => Promise.reject(new Error('not asked here')),
  more: () => Promise.reject(new Error('not asked here')),
});

/** Settings of a backend that no other test has named. */
const settings = () => ({backend: 'test', endpoint: String(made++), site: 's'});

const element = (tag: string): ParleyElement => document.createElement(tag);

/** An address that no other test has asked, and what was answered to it ahead. */
function prefetched(query: string): {href: string; response: Promise<Response>} {
  return {
    href: `/asked-ahead-${String(made++)}/v1/thread?${query}`,
    response: Promise.resolve(new Response('ahead')),
  };
}

const absolute = (href: string): string => new URL(href, location.href).href;

describe('an element that gets its adapter', () => {
  it('shares it with all that name the same backend', () => {
    const same = settings();
    const [first, second, other] = [
      element('parley-thread'),
      element('parley-comment-count'),
      element('parley-thread'),
    ];
    attachAdapter(first, same, adapter);
    attachAdapter(second, same, adapter);
    attachAdapter(other, settings(), adapter);
    expect(second.adapter).to.equal(first.adapter);
    expect(other.adapter).not.to.equal(first.adapter);
  });
});

describe('what was asked ahead', () => {
  it('is used by the first caller, and requested again for the next one', async () => {
    const first = prefetched('page=a&around=%C3%A9');
    storePrefetched(first);
    const adopted = await fetchOrReuse(absolute(first.href), {cache: 'no-cache'});
    expect(await adopted.text()).to.equal('ahead');
    expect(await (await fetchOrReuse(absolute(first.href))).text()).not.to.equal('ahead');
  });

  it('is known by its address however that is escaped', async () => {
    const first = prefetched('page=a%20b&around=caf%C3%A9(1)');
    storePrefetched(first);
    const url = new URL(first.href.split('?')[0] ?? '', location.href);
    url.searchParams.append('page', 'a b');
    url.searchParams.append('around', 'café(1)');
    expect(await (await fetchOrReuse(url.href)).text()).to.equal('ahead');
  });

  it('is not used for a request that writes, or that names the reader', async () => {
    const first = prefetched('page=b');
    storePrefetched(first);
    const href = absolute(first.href);
    for (const init of [{method: 'POST'}, {headers: {authorization: 'Bearer x'}}])
      expect(await (await fetchOrReuse(href, init)).text()).not.to.equal('ahead');
    expect(await (await fetchOrReuse(href)).text()).to.equal('ahead');
  });

  it('rejects for its caller', async () => {
    const response = Promise.reject<Response>(new TypeError('no connection'));
    const {href} = prefetched('page=c');
    storePrefetched({href, response});
    const failure = await fetchOrReuse(absolute(href)).catch((reason: unknown) => reason);
    expect((failure as Error).message).to.equal('no connection');
  });
});
