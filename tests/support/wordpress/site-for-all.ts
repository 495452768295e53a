import {afterAll, beforeAll} from 'vitest';
import {startWordPress, type WordPressOptions} from './start-wordpress.js';
import type {WordPressSite} from './wordpress-site.js';

/**
 * Registers the hooks of a suite with one WordPress for all its tests, which at the end must have logged no error. Gives the
 * running suite's site, for use in tests and hooks only.
 */
export function siteForAll(options?: WordPressOptions): WordPressSite {
  let running: WordPressSite;

  beforeAll(async () => {
    running = await startWordPress(options);
  });
  afterAll(async () => {
    await running.assertQuietLog();
    await running.stop();
  });

  return new Proxy({} as WordPressSite, {
    get(_target, name) {
      const value: unknown = Reflect.get(running, name, running);
      return typeof value === 'function' ? (value.bind(running) as unknown) : value;
    },
  });
}
