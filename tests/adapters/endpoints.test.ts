import {expect} from '@open-wc/testing';
import {RestAdapter} from '../../src/adapters/rest.js';
import {WordPressAdapter} from '../../src/adapters/wordpress.js';
import type {CommentsAdapter} from '../../src/model/adapter.js';
import type {CommentsError} from '../../src/model/errors.js';

const THREAD = {site: 'packet', pageId: 'ferry', url: 'https://packet.example/ferry', title: 'Ferry'};
const {signal} = new AbortController();

const ADAPTERS: Readonly<Record<string, (endpoint: string) => CommentsAdapter>> = {
  rest: (endpoint) => new RestAdapter({endpoint}),
  wordpress: (endpoint) => new WordPressAdapter({endpoint}),
};

/** In a page every one of these but the last five could be resolved against its address, and would be asked. */
const NO_ADDRESSES: readonly unknown[] = [
  '[object Object]',
  'undefined',
  'null',
  '() => "https://comments.packet.example"',
  'comments/api',
  'javascript:alert(1)',
  'data:application/json,{}',
  'blob:https://packet.example/1',
  {},
  () => '/',
];

describe('an endpoint', () => {
  const {fetch: realFetch} = window;
  const {warn} = console;
  let requests: string[] = [];

  beforeEach(() => {
    requests = [];
    console.warn = () => undefined;
    window.fetch = (input) => {
      requests.push(String(input instanceof Request ? input.url : input));
      return Promise.resolve(Response.json({comments: [], next: null, total: 0}));
    };
  });

  afterEach(() => {
    window.fetch = realFetch;
    console.warn = warn;
  });

  for (const [name, create] of Object.entries(ADAPTERS)) {
    for (const endpoint of NO_ADDRESSES) {
      it(`of ${name} is not ${String(endpoint)}: no request is sent, and the error says what is allowed`, async () => {
        let error: CommentsError | undefined;
        try {
          await create(endpoint as string).open(THREAD, {sort: 'newest', limit: 5}, signal);
        } catch (reason) {
          error = reason as CommentsError;
        }
        expect(requests).to.deep.equal([]);
        expect(error?.code).to.equal('unsupported');
        expect(error?.message).to.contain('https:, http: or /');
      });
    }

    for (const endpoint of [
      'https://comments.packet.example',
      ' HTTP://comments.packet.example/',
      '/comments',
      '//comments.packet.example',
    ])
      it(`of ${name} may be ${endpoint}`, async () => {
        await create(endpoint)
          .open(THREAD, {sort: 'newest', limit: 5}, signal)
          .catch(() => undefined);
        expect(requests).not.to.deep.equal([]);
      });
  }
});
