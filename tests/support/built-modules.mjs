import {posix} from 'node:path';

/**
 * Plugin for @web/test-runner: an import of a module in `src/` gets what the compiler made of it in `build/`, so that
 * what is tested is what is published.
 */
export function builtModules() {
  return {
    name: 'built-modules',
    resolveImport({source, context}) {
      if (!source.startsWith('.')) return undefined;
      const path = posix.join(posix.dirname(context.path), source);
      return path.startsWith('/src/') ? path.replace('/src/', '/build/') : undefined;
    },
  };
}
