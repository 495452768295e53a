import {beforeAll, describe, expect, it} from 'vitest';
import type {WordPressAdapterOptions} from '../../../src/adapters/wordpress.js';
import {adapterContract} from '../../../src/testing/index.js';
import {runsByForm} from '../../support/extent.mjs';
import {wordPressHarness} from '../../support/wordpress/adapter-harness.js';
import {setPlugin} from '../../support/wordpress/people.js';
import {siteForAll} from '../../support/wordpress/site-for-all.js';

const site = siteForAll({plugin: true});

beforeAll(async () => {
  await setPlugin(site);
  // Every letter is published at once.
  await site.setOptions({comment_moderation: 0, comment_previously_approved: 0});
});

const harnessOf = (
  options: () => Partial<WordPressAdapterOptions>,
  only: Partial<ReturnType<typeof wordPressHarness>> = {},
) => {
  const plain = wordPressHarness(() => site, {}, options);
  return wordPressHarness(
    () => site,
    {
      async start(setup) {
        const backend = await plain.start(setup);
        // The first answer tells that the plugin is there, and so what the adapter can do.
        await backend.adapter.open(backend.thread, {sort: 'newest', limit: 1}, new AbortController().signal);
        return backend;
      },
      methods: ['post', 'findPosted', 'edit', 'remove', 'vote', 'report', 'watch', 'counts'],
      sorts: ['newest', 'oldest', 'top'],
      async change(_backend, id, text) {
        await site.run(
          'wp_update_comment(array("comment_ID" => (int) $given[0], "comment_content" => $given[1]));',
          [id, text],
        );
      },
      async takeAway(_backend, id) {
        await site.setCommentStatus(id, 'trash');
      },
      ...only,
    },
    options,
  );
};
const harness = harnessOf(() => ({}));

it('gives the address of the feed of a post', async () => {
  const backend = await harness.start({comments: []});
  const {facts} = await backend.adapter.open(
    backend.thread,
    {sort: 'newest', limit: 1},
    new AbortController().signal,
  );
  const answer = await fetch(facts.feedUrl ?? '');
  expect(answer.headers.get('content-type')).toContain('application/rss+xml');
  await harness.stop?.(backend);
});

describe('WordPressAdapter: the contract, with the plugin, by REST', () => {
  for (const {name, run} of adapterContract(harness)) it(name, run);
});

describe('WordPressAdapter: the contract, with the plugin, through the site’s form', () => {
  // What has to do with writing: the rest is the same.
  const byForm = harnessOf(() => ({formUrl: `${site.origin}/wp-comments-post.php`}), {
    methods: ['post', 'findPosted', 'edit', 'remove'],
    sorts: ['newest'],
  });
  for (const {name, run} of adapterContract(byForm)) if (runsByForm(name)) it(name, run);
});
