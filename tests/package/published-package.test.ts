import {nodeResolve} from '@rollup/plugin-node-resolve';
import {execFile} from 'node:child_process';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {formatMessage} from 'publint/utils';
import {publint} from 'publint';
import {rollup} from 'rollup';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {root} from '../../scripts/paths.mjs';

const execute = promisify(execFile);

interface Manifest {
  name: string;
  exports: Record<string, string | {types: string; default: string}>;
}

const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Manifest;
const modules = Object.entries(manifest.exports).flatMap(([subpath, target]) =>
  typeof target === 'string' ? [] : [{subpath, ...target, specifier: manifest.name + subpath.slice(1)}],
);

const styles = Object.keys(manifest.exports).filter((subpath) => subpath.endsWith('.css'));

let packed: {filename: string; files: {path: string}[]};
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'parley-pack-'));
  const {stdout} = await npm('pack', '--json', '--ignore-scripts', '--pack-destination', directory);
  [packed] = JSON.parse(stdout) as [typeof packed];
});

afterAll(() => rm(directory, {recursive: true, force: true}));

describe('the published package', () => {
  it('contains dist, the manifests and the documents, and nothing else', () => {
    const papers = ['CHANGELOG.md', 'LICENSE', 'README.md', 'custom-elements.json', 'package.json'];
    const others = packed.files.map(({path}) => path).filter((path) => !path.startsWith('dist/'));
    expect(papers).toEqual(expect.arrayContaining(others));
    expect(others).toEqual(expect.arrayContaining(['LICENSE', 'custom-elements.json', 'package.json']));
  });

  it('holds modules, types and themes in dist, neither sources nor tests', () => {
    const odd = packed.files
      .map(({path}) => path)
      .filter(
        (path) =>
          path.startsWith('dist/') &&
          !/(\.js|\.d\.ts|\/LICENSES\.txt|(?:\/themes\/\w+|dist\/static)\.css|dist\/(?:(?:html|css)\.custom-data|web-types)\.json|dist\/embed\/(?:integrity|import-map)\.json)$/.test(
            path,
          ),
      );
    expect(odd).toEqual([]);
  });

  it('holds every file that an export or the element manifest names', async () => {
    const elements = JSON.parse(await readFile(join(root, 'custom-elements.json'), 'utf8')) as {
      modules: {path: string}[];
    };
    const named = [
      ...modules.flatMap((module) => [module.types, module.default].map((path) => path.slice(2))),
      ...elements.modules.map(({path}) => path),
      ...Object.values(manifest.exports)
        .filter((target) => typeof target === 'string')
        .map((path) => path.slice(2)),
    ];
    const present = new Set(packed.files.map(({path}) => path));
    expect(named.filter((path) => !present.has(path))).toEqual([]);
  });

  it('satisfies publint', async () => {
    const {messages} = await publint({pkgDir: root, strict: true});
    expect(messages.map((message) => formatMessage(message, manifest))).toEqual([]);
  });

  it('has types that every modern resolver finds', async () => {
    const archive = join(directory, packed.filename);
    // It tells problems by its exit status, which rejects; the report is then what to read.
    const problems = await npx(
      'attw',
      archive,
      '--profile',
      'esm-only',
      '--no-color',
      '--exclude-entrypoints',
      ...styles,
    ).then(
      () => '',
      (error: {stdout: string}) => error.stdout,
    );
    expect(problems).toBe('');
  });
});

describe('in a bundler', () => {
  it('registration is not removed although nothing is imported from it by name', async () => {
    const code = await bundle(`import './dist/define.js';`);
    const registered = [...code.matchAll(/(\w+Element)\.define\(\)/g)].map(([, name]) => name);
    expect(registered.sort()).toEqual([
      'CommentCountElement',
      'CommentFormElement',
      'CommentListElement',
      'PolicyNoticeElement',
      'ThreadElement',
    ]);
  });

  it('unused code is removed, including Lit', async () => {
    const code = await bundle(`import {CommentsError} from './dist/index.js'; console.log(CommentsError);`);
    expect(code).not.toContain('LitElement');
    expect(code).not.toContain('customElements');
  });
});

describe('in plain Node', () => {
  it.each(modules)(
    'importing $specifier throws nothing, prints nothing and registers no element',
    async ({specifier}) => {
      const {stdout, stderr} = await execute(
        process.execPath,
        ['--input-type=module', '--eval', `${RECORD_DEFINITIONS}; await import('${specifier}'); report();`],
        {cwd: root},
      );
      expect(stderr).toBe('');
      expect(stdout).toBe('defined: \n');
    },
  );
});

/** Lit brings a registry of its own to Node, unless there is one: this one tells what came in. */
const RECORD_DEFINITIONS = `
  const defined = [];
  globalThis.customElements = {define: (name) => defined.push(name), get: () => undefined};
  const report = () => console.log('defined: ' + defined.join(' '));
`;

/** As a developer's bundler would, going by the package's `sideEffects`. */
async function bundle(source: string): Promise<string> {
  const entry = join(root, 'entry.js');
  const build = await rollup({
    input: entry,
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? id : null),
        load: (id) => (id === entry ? source : null),
      },
      nodeResolve({browser: true, exportConditions: ['production']}),
    ],
    onwarn: () => undefined,
  });
  const {output} = await build.generate({format: 'es', inlineDynamicImports: true});
  return output[0].code;
}

function npm(...args: string[]) {
  return execute('npm', args, {cwd: root, shell: process.platform === 'win32'});
}

function npx(...args: string[]) {
  return execute('npx', ['--no-install', ...args], {cwd: root, shell: process.platform === 'win32'});
}
