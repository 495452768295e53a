import type * as Warnings from './warnings.js';

/** Has a developer warned of something, in words that are fetched for it. Where they cannot be had nobody is. */
export function warnLater(warn: (warnings: typeof Warnings) => void): void {
  import('./warnings.js').then(warn, () => undefined);
}
