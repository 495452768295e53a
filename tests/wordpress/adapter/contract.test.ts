import {beforeAll, describe, it} from 'vitest';
import {adapterContract} from '../../../src/testing/index.js';
import {wordPressHarness} from '../../support/wordpress/adapter-harness.js';
import {siteForAll} from '../../support/wordpress/site-for-all.js';

const site = siteForAll({allowAnonymousRest: true});

beforeAll(async () => {
  // Every letter is published at once.
  await site.setOptions({comment_moderation: 0, comment_previously_approved: 0});
});

describe('WordPressAdapter: the contract, without the plugin', () => {
  for (const {name, run} of adapterContract(wordPressHarness(() => site))) it(name, run);
});
