import {readFileSync} from 'node:fs';
import {join, relative, sep} from 'node:path';
import ts from 'typescript';
import {describe, expect, it} from 'vitest';
import {dist, root} from '../../scripts/paths.mjs';
import {STRICT} from '../support/compile.js';

interface Manifest {
  exports: Record<string, string | {types: string}>;
}

const {exports} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
const entries = Object.values(exports).flatMap((target) =>
  typeof target === 'string' ? [] : [join(root, target.types)],
);
const program = ts.createProgram(entries, STRICT);
const checker = program.getTypeChecker();

describe('the types of the package', () => {
  it('compile, also when a project checks the types of its packages', () => {
    const problems = ts
      .getPreEmitDiagnostics(program)
      .map(({messageText}) => ts.flattenDiagnosticMessageText(messageText, ' '));
    expect(problems).toEqual([]);
  });

  it('export every name that a promised signature mentions', () => {
    const exported = new Set(entries.flatMap(exportsOf));
    const missing = new Set<string>();
    for (const symbol of exported)
      for (const declaration of symbol.declarations ?? [])
        for (const mentioned of namesIn(declaration))
          if (isOwn(mentioned) && !exported.has(mentioned))
            missing.add(`${mentioned.name} of ${fileOf(mentioned)}, in ${symbol.name}`);
    expect(exported.size).toBeGreaterThan(100);
    expect([...missing].sort()).toEqual([]);
  });
});

/** What a module exports, each as the symbol that declares it. */
function exportsOf(entry: string): ts.Symbol[] {
  const module = checker.getSymbolAtLocation(program.getSourceFile(entry)!);
  return module ? checker.getExportsOfModule(module).map(declared) : [];
}

/** The types that a declaration names where its users see them. */
function namesIn(declaration: ts.Node): ts.Symbol[] {
  const names: ts.Symbol[] = [];
  const visit = (node: ts.Node): void => {
    if (isHidden(node)) return;
    if (ts.isTypeReferenceNode(node)) add(node.typeName);
    else if (ts.isExpressionWithTypeArguments(node)) add(node.expression);
    else if (ts.isImportTypeNode(node) && node.qualifier) add(node.qualifier);
    ts.forEachChild(node, visit);
  };
  const add = (name: ts.Node): void => {
    const symbol = checker.getSymbolAtLocation(name);
    if (symbol && !(symbol.flags & ts.SymbolFlags.TypeParameter)) names.push(declared(symbol));
  };
  visit(declaration);
  return names;
}

/** Private, for our own code, what an element is made of, or what a class promises only to us. */
function isHidden(node: ts.Node): boolean {
  if (ts.isHeritageClause(node) && ts.isClassDeclaration(node.parent)) return true;
  if (ts.isClassElement(node) && node.name?.getText() === 'properties') return true;
  return (
    ts.getJSDocTags(node).some(({tagName}) => tagName.text === 'internal') ||
    (ts.canHaveModifiers(node) &&
      (ts.getModifiers(node) ?? []).some(({kind}) => kind === ts.SyntaxKind.PrivateKeyword))
  );
}

function declared(symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function isOwn(symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).some((node) =>
    node.getSourceFile().fileName.startsWith(toSlashes(dist)),
  );
}

function fileOf(symbol: ts.Symbol): string {
  const [declaration] = symbol.declarations ?? [];
  return declaration ? relative(dist, declaration.getSourceFile().fileName) : '';
}

function toSlashes(path: string): string {
  return path.split(sep).join('/');
}
