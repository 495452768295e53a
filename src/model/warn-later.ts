import type * as Warnings from './warnings.js';

/** Loads `warnings.ts` and calls one of its functions. Does nothing if it cannot be loaded. */
export function warnLater(warn: (warnings: typeof Warnings) => void): void {
  import('./warnings.js').then(warn, () => undefined);
}
