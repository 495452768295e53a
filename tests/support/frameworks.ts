import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import commonjs from '@rollup/plugin-commonjs';
import {nodeResolve} from '@rollup/plugin-node-resolve';
import {rollup, type Plugin} from 'rollup';
import {compile} from 'svelte/compiler';
import {startStaticServer} from '../../scripts/static-server.mjs';

/** Those whose pages are in `frameworks/`: each renders a thread, a policy notice and a count with all their properties. */
export const FRAMEWORKS = ['react', 'vue', 'svelte'] as const;

/** Bundles a page for each framework as a publisher's build would, with the built package, and serves them as `/NAME.html`. */
export async function serveFrameworks(): Promise<{url: string; close(): Promise<void>}> {
  const directory = await mkdtemp(join(tmpdir(), 'parley-frameworks-'));
  const bundle = await rollup({
    input: Object.fromEntries(
      FRAMEWORKS.map((name) => [name, fileURLToPath(new URL(`frameworks/${name}.js`, import.meta.url))]),
    ),
    plugins: [
      forBrowsers(),
      nodeResolve({browser: true, exportConditions: ['production', 'browser']}),
      // Its types are those of a CommonJS module.
      (commonjs as unknown as () => Plugin)(),
    ],
    onwarn: () => undefined,
  });
  await bundle.write({dir: directory, format: 'es'});
  await bundle.close();
  for (const name of FRAMEWORKS)
    await writeFile(
      join(directory, `${name}.html`),
      `<!doctype html><html lang="en"><title>${name}</title><main></main><script type="module" src="/${name}.js"></script>`,
    );
  const server = await startStaticServer({roots: [{prefix: '/', directory}]});
  return {
    url: server.url,
    async close() {
      await server.close();
      await rm(directory, {recursive: true, force: true});
    },
  };
}

/** Svelte's pages are compiled; React asks in which mode it runs. */
function forBrowsers(): Plugin {
  return {
    name: 'for-browsers',
    transform(code, id) {
      if (id.endsWith('.svelte'))
        return {code: compile(code, {generate: 'client', filename: id}).js.code, map: null};
      return code.includes('process.env.NODE_ENV')
        ? {code: code.replaceAll('process.env.NODE_ENV', '"production"'), map: null}
        : null;
    },
  };
}
