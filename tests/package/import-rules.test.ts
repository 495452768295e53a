import {readdirSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import ts from 'typescript';
import {describe, expect, it} from 'vitest';
import {elementFiles, importRules, wrongImport} from '../../scripts/import-rules.mjs';
import {src} from '../../scripts/paths.mjs';

interface Import {
  specifier: string;
  kind: 'value' | 'type' | 'lazy';
}

const files = readdirSync(src, {recursive: true, encoding: 'utf8'})
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts'));

const read = (file: string) => readFileSync(join(src, file), 'utf8');

describe('import rules', () => {
  it.each(files)('%s imports only what its part may import', (file) => {
    const wrong = importsOf(file, read(file)).map((found) => wrongImport({from: file, ...found}));
    expect(wrong.filter(Boolean)).toEqual([]);
  });

  it('name parts that exist, without a cycle', () => {
    const visit = (part: string, path: string[]): void => {
      expect(path, `cycle: ${[...path, part].join(' -> ')}`).not.toContain(part);
      const {parts, lazily = []} = table[part] ?? {parts: []};
      for (const next of [...parts, ...lazily]) {
        expect(Object.keys(table)).toContain(next);
        visit(next, [...path, part]);
      }
    };
    const table: Record<string, {parts: string[]; lazily?: string[]}> = importRules;
    for (const part of Object.keys(table)) visit(part, []);
  });

  it('lead in no circle from file to file, types and late imports included', () => {
    const circles: string[] = [];
    const done = new Set<string>();
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' > '));
      if (done.has(file) || path.includes(file)) return;
      for (const {specifier} of importsOf(file, read(file))) {
        if (!specifier.startsWith('.')) continue;
        const imported = join(dirname(file), specifier).replaceAll('\\', '/').replace(/\.js$/, '.ts');
        if (files.includes(imported)) visit(imported, [...path, file]);
      }
      done.add(file);
    };
    for (const file of files) visit(file, []);
    expect(circles).toEqual([]);
  });

  it('list every element class', () => {
    const classes = files
      .filter(
        (file) =>
          file.startsWith('elements/') && /class \w+ extends (?:Lit|Parley)Element\b/.test(read(file)),
      )
      // The shared base class is not an element.
      .filter((file) => !file.startsWith('elements/base/'))
      .map((file) => file.slice('elements/'.length).replace(/\.ts$/, ''));
    expect(elementFiles).toEqual(expect.arrayContaining(classes));
  });
});

describe('an import that breaks a rule', () => {
  it.each<[string, string]>([
    ['model/comment.ts', `import {x} from '../store/state.js'`],
    ['model/comment.ts', `import {x} from 'lit'`],
    ['policy/links.ts', `import {x} from 'obscenity'`],
    ['adapters/local.ts', `import {x} from './memory.js'`],
    ['adapters/local.ts', `import type {X} from '../elements/thread/thread.js'`],
    ['adapters/shared/http.ts', `import {x} from '../local.js'`],
    ['adapters/wordpress/read.ts', `import {x} from '../../adapters/rest.js'`],
    ['store/state.ts', `export {x} from '../content/html.js'`],
    ['store/state.ts', `type X = import('../elements/thread/thread.js').ThreadElement`],
    ['elements/thread/thread.ts', `import {x} from '../comment-list/comment-list.js'`],
    ['elements/thread/thread.ts', `import {type CommentListElement} from '../comment-list/comment-list.js'`],
    ['elements/thread/thread.ts', `void import('../comment-form/comment-form.js')`],
    ['elements/thread/slices.ts', `import {x} from '../comment-list/comment-list.js'`],
    ['elements/thread/thread.ts', `import {x} from '../../index.js'`],
    ['elements/thread/thread.ts', `import '../../define.js'`],
    ['elements/thread/thread.ts', `import {x} from '../../adapters/local.js'`],
    ['index.ts', `export {x} from './adapters/local.js'`],
    ['embed/parley.ts', `import {x} from '../adapters/local.js'`],
    ['embed/parley.ts', `import {x} from '../elements/thread/thread.js'`],
    ['unknown/file.ts', `import {x} from '../model/comment.js'`],
    ['model/comment.ts', `import {x} from 'node:fs'`],
    ['server/database/files.ts', `import {x} from 'express'`],
    ['server/database/files.ts', `import {x} from '../../adapters/local.js'`],
  ])('is reported in %s: %s', (file, source) => {
    expect(messagesFor(file, source)).toHaveLength(1);
  });

  it.each<[string, string]>([
    ['policy/words/obscenity.ts', `export {x} from 'obscenity'`],
    ['adapters/local.ts', `import {x} from './shared/http.js'`],
    ['adapters/wordpress/read.ts', `import {x} from './wire.js'`],
    ['elements/thread/thread.ts', `import type {CommentListElement} from '../comment-list.js'`],
    ['elements/thread/thread.ts', `import {property} from 'lit/decorators.js'`],
    ['embed/parley.ts', `void import('../adapters/local.js')`],
    ['embed/parley.ts', `import type {X} from '../adapters/local.js'`],
    ['server/database/files.ts', `import {x} from 'node:fs/promises'`],
  ])('is not reported in %s: %s', (file, source) => {
    expect(messagesFor(file, source)).toEqual([]);
  });
});

function messagesFor(file: string, source: string): string[] {
  return importsOf(file, source).flatMap((found) => wrongImport({from: file, ...found}) ?? []);
}

/** Every import of a source text: static, re-exporting, `import()`, and `import('...')` in a type. */
function importsOf(file: string, source: string): Import[] {
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, kind: Import['kind']) => {
    if (specifier && ts.isStringLiteral(specifier)) found.push({specifier: specifier.text, kind});
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      // Unlike `import type {A}`, `import {type A}` still loads the module.
      const isOfTypes = node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
      add(node.moduleSpecifier, isOfTypes ? 'type' : 'value');
    } else if (ts.isExportDeclaration(node)) {
      add(node.moduleSpecifier, node.isTypeOnly ? 'type' : 'value');
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], 'lazy');
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal, 'type');
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest));
  return found;
}
