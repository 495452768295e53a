import type {Engine} from '../../../src/content/engine.js';
import {createPlatformSanitizer} from '../../../src/content/platform-sanitizer.js';
import {createPurifier} from '../../../src/content/purify.js';

export const platform = createPlatformSanitizer();
export const purifier = createPurifier();

/** Every engine that this browser has. Chromium and Firefox have both, WebKitGTK only DOMPurify. */
export const engines: readonly (readonly [name: string, engine: Engine])[] = [
  ...(platform ? [['the platform', platform] as const] : []),
  ...(purifier ? [['DOMPurify', purifier] as const] : []),
];

export const isWebKit = !/Chrome|Firefox/.test(navigator.userAgent);
