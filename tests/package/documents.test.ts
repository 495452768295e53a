import {readdirSync, readFileSync} from 'node:fs';
import {access} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import ts from 'typescript';
import {afterEach, describe, expect, it, vi} from 'vitest';
import {parse as parseVue} from 'vue/compiler-sfc';
import * as warnings from '../../src/model/warnings.js';
import {attributeName, ATTRIBUTES} from '../../src/model/thread-attributes.js';
import {root} from '../../scripts/paths.mjs';
import {problemsOf} from '../support/compile.js';

interface CustomElements {
  modules: {declarations: {tagName?: string; attributes?: {name: string}[]}[]}[];
}

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const markdownIn = (folder: string): string[] =>
  readdirSync(join(root, folder)).flatMap((name) => (name.endsWith('.md') ? [join(folder, name)] : []));

const pages = [...markdownIn('.'), ...markdownIn('docs'), ...markdownIn('docs/decisions')];

/** The fenced blocks of a page in one language. */
function snippets(page: string, language: string): string[] {
  const blocks = read(page).matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'));
  return [...blocks].map(([, code = '']) => code);
}

/** The attributes of each element, from `custom-elements.json`. */
const attributes = new Map(
  (JSON.parse(read('custom-elements.json')) as CustomElements).modules
    .flatMap(({declarations}) => declarations)
    .map(({tagName, attributes = []}) => [tagName, attributes.map(({name}) => name)]),
);
const threadAttributes = attributes.get('parley-thread') ?? [];

describe('the JavaScript in the documents', () => {
  /** What snippets use of the page around them. */
  const around = `
    declare const thread: import('parley-comments').ThreadElement;
    declare const session: {token(options: object): Promise<string | null>};
    declare const harness: import('parley-comments/testing.js').ContractHarness;
    declare const it: (name: string, run: () => unknown) => void;
    declare const process: {env: Record<string, string>};
    declare const reader: {id: string; name: string; email: string; isEditor: boolean};
    declare const request: Request;
  `;

  it('has the types that the package promises', () => {
    const files = new Map([[join(root, 'around.d.ts'), around]]);
    for (const page of pages)
      for (const [index, code] of snippets(page, 'js').entries()) {
        // A module of its own: a name that it declares hides the one that is declared around it.
        const name = join(root, `${page.replaceAll('/', '-')}-${index}.ts`);
        files.set(name, `${code}\nexport {};\n`);
      }
    expect(files.size).toBeGreaterThan(10);
    // Only parameters have no types in JavaScript.
    expect(problemsOf(files, {noImplicitAny: false})).toEqual([]);
  });

  it('is valid in JSX and in Vue components', () => {
    const jsx = pages.flatMap((page) => snippets(page, 'jsx'));
    const vue = pages.flatMap((page) => snippets(page, 'vue'));
    expect(jsx.length && vue.length).toBeGreaterThan(0);
    for (const code of jsx) {
      const {diagnostics} = ts.transpileModule(code, {
        reportDiagnostics: true,
        compilerOptions: {jsx: ts.JsxEmit.ReactJSX, allowJs: true},
        fileName: 'snippet.jsx',
      });
      expect(diagnostics).toEqual([]);
    }
    for (const code of vue) expect(parseVue(code).errors).toEqual([]);
  });
});

describe('the HTML in the documents', () => {
  /** Attributes that are not an element's own: of every element, or of the script tag alone. */
  const common = ['id', 'lang', 'dir', 'class', 'slot', 'style'];
  const ofScriptTag = ['target', 'lang', 'parley-count', 'parley-page'];
  const ofCarriedPage = ['made', 'max-age', 'sort', 'page-size'];

  it.each(pages)('has only attributes that the elements have: %s', (page) => {
    const unknown: string[] = [];
    for (const code of snippets(page, 'html')) {
      for (const [, tag = '', list = ''] of code.matchAll(/<(parley-[\w-]+)([^>]*)>/g))
        for (const [, name = ''] of list.replace(/"[^"]*"/g, '').matchAll(/\s([\w-]+)(?==|\s|$)/g))
          if (![...common, ...(attributes.get(tag) ?? [])].includes(name)) unknown.push(`${tag} ${name}`);
      for (const [, name = ''] of code.matchAll(/\sdata-([\w-]+)=/g))
        if (![...ofScriptTag, ...ofCarriedPage, ...threadAttributes].includes(name))
          unknown.push(`data-${name}`);
    }
    expect(unknown).toEqual([]);
  });

  it('of the README lists every attribute of a thread, and no other', () => {
    const [, table = ''] = /### Attributes of `<parley-thread>`([\s\S]*?)\n###/.exec(read('README.md')) ?? [];
    const told = [...table.matchAll(/^\| `([\w-]+)`/gm)].map(([, name]) => name);
    expect(told.sort()).toEqual([...threadAttributes].sort());
  });

  it.each(Object.entries(ATTRIBUTES))('of the README tells what %s may be', (property, rule) => {
    const name = attributeName(property);
    const row = new RegExp(`^\\| \`${name}\` .*$`, 'm').exec(read('README.md'))?.[0];
    const values = 'values' in rule ? rule.values.filter(Boolean).map((value) => `\`${value}\``) : [];
    const range = 'range' in rule ? [rule.range.join(' to ')] : [];
    const type = 'type' in rule && rule.type === Boolean ? ['boolean'] : [];
    const standard =
      'type' in rule && rule.type === Boolean ? 'off' : 'default' in rule ? String(rule.default || '') : '';
    for (const told of [...values, ...range, ...type, standard]) expect(row).toContain(told);
  });
});

describe('the warnings in the README', () => {
  const rows = [...read('README.md').matchAll(/^\| `Parley \((.+?)\): (.+?)` +\|/gm)].map(
    ([, code = '', text = '']) => ({
      text: `Parley (${code}): ${text}`,
      pattern: new RegExp(`^${`Parley (${code}): ${text}`.split('…').map(escaped).join('[\\s\\S]*')}$`),
    }),
  );

  afterEach(() => {
    vi.restoreAllMocks();
  });

  /** Each function of `warnings.ts`, called as the code calls it. */
  const calls: {[Name in keyof typeof warnings]: Parameters<(typeof warnings)[Name]>} = {
    unknownValue: ['sort', 'x', ['newest', 'oldest', 'top'], 'newest'],
    outOfRange: ['page-size', 1, 100, 50],
    invalidAddress: ['endpoint', 'paper'],
    propertyAsAttribute: ['adapter', 'adapter'],
    noAdapter: ['local'],
    guessedPage: ['https://paper.example/ferry'],
    invalidComment: [],
    shownAsText: ['html', 'reason'],
    noSanitizer: [],
    languageFailed: ['fr', 'reason'],
    renderedPartially: ['reason'],
    preparationFailed: ['reason'],
    droppedComments: [[{reason: 'It has no id.'}]],
    viewerFailed: ['reason'],
    unknownPage: ['7'],
    tagAlreadyDefined: ['parley-thread'],
    unknownTarget: ['#c'],
    unknownBackend: ['x', ['rest', 'local']],
    malformedCarriedPage: [],
    chunkFailed: ['reason'],
  };

  it.each(Object.entries(calls))('tell the text of %s as the console shows it', (name, given) => {
    const console = vi.spyOn(globalThis.console, 'warn').mockReturnValue();
    (warnings[name as keyof typeof warnings] as (...values: unknown[]) => void)(...given);
    const shown = console.mock.calls.map(([text]) => text as string);
    expect(shown).toHaveLength(1);
    expect(rows.filter(({pattern}) => pattern.test(shown[0] ?? ''))).not.toEqual([]);
  });

  it('are all in the code', () => {
    const code = sources('src').map(read).join('\n');
    const missing = rows.flatMap(({text}) =>
      text
        .replace(/^Parley \(.+?\): /, '')
        .split(/…|"|adapter|sort|endpoint|page-size|https:, http: or \/|newest|oldest|top/)
        .filter((piece) => piece.length > 8 && !code.replaceAll("\\'", "'").includes(piece)),
    );
    expect(rows.length).toBeGreaterThan(15);
    expect(missing).toEqual([]);
  });
});

describe('the links and paths in the documents', () => {
  it.each(pages)('lead to something: %s', async (page) => {
    const broken: string[] = [];
    for (const [, target = ''] of prose(page).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target)) continue;
      const [path = '', anchor] = target.split('#');
      const file = path ? join(dirname(page), path) : page;
      const isThere = await access(join(root, file)).then(
        () => true,
        () => false,
      );
      if (!isThere || (anchor && file.endsWith('.md') && !anchors(file).has(anchor))) broken.push(target);
    }
    expect(broken).toEqual([]);
  });

  // A superseded decision speaks of files that have gone.
  const current = pages.filter((page) => page !== 'CHANGELOG.md' && !/^Superseded/m.test(read(page)));

  it.each(current)('name sources and tests that exist: %s', async (page) => {
    const missing: string[] = [];
    for (const [, path = ''] of prose(page).matchAll(
      /`((?:src|tests|scripts|demo|bench|integrations)\/[^`\s*{…]+)`/g,
    ))
      await access(join(root, path)).catch(() => missing.push(path));
    expect(missing).toEqual([]);
  });
});

/** A page without its code blocks. */
function prose(page: string): string {
  return read(page).replace(/^```[\s\S]*?^```$/gm, '');
}

/** The anchors of a page's headings, as GitHub makes them. */
function anchors(page: string): Set<string> {
  const headings = [...prose(page).matchAll(/^#+ (.+)$/gm)].map(([, text = '']) => text);
  return new Set(
    headings.map((text) =>
      text
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), {recursive: true, encoding: 'utf8'})
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
