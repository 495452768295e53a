import {afterAll, beforeAll, describe, it} from 'vitest';
import {adapterContract} from '../../../src/testing/index.js';
import {wordPressHarness} from '../../support/wordpress/adapter-harness.js';
import {startWordPress} from '../../support/wordpress/start-wordpress.js';
import type {WordPressSite} from '../../support/wordpress/wordpress-site.js';

let site: WordPressSite;

beforeAll(async () => {
  site = await startWordPress({allowAnonymousRest: true});
  // Every letter is published at once.
  await site.setOptions({comment_moderation: 0, comment_previously_approved: 0});
});

afterAll(async () => {
  await site.assertQuietLog();
  await site.stop();
});

describe('WordPressAdapter: the contract, without the plugin', () => {
  for (const {name, run} of adapterContract(wordPressHarness(() => site))) it(name, run);
});
