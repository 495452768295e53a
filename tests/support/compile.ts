import {relative} from 'node:path';
import ts from 'typescript';
import {root} from '../../scripts/paths.mjs';

/** As a project that is as strict as can be, with this package and the browser's types and no others. */
export const STRICT: ts.CompilerOptions = {
  noEmit: true,
  strict: true,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2023,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts', 'lib.dom.asynciterable.d.ts'],
  types: [],
};

/**
 * What TypeScript has against these files, each as `path:line message`. They exist in memory alone; below the root of the
 * repository they find the package by its own name.
 */
export function problemsOf(files: ReadonlyMap<string, string>, options: ts.CompilerOptions = {}): string[] {
  const allOptions = {...STRICT, ...options};
  const host = ts.createCompilerHost(allOptions);
  const {getSourceFile, fileExists, readFile} = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => files.get(name) ?? readFile(name);
  host.getSourceFile = (name, target, ...rest) => {
    const text = files.get(name);
    return text === undefined
      ? getSourceFile(name, target, ...rest)
      : ts.createSourceFile(name, text, target, true);
  };
  const program = ts.createProgram([...files.keys()], allOptions, host);
  return ts.getPreEmitDiagnostics(program).map(({file, start, messageText}) => {
    const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
    return `${file ? relative(root, file.fileName) : ''}:${line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}
