import {relative, sep} from 'node:path';
import {wrongImport} from './import-rules.mjs';
import {src} from './paths.mjs';

/** ESLint rule: every import in src, static, dynamic or of types, follows import-rules.mjs. */
export default {
  meta: {type: 'problem', schema: []},
  create(context) {
    const from = relative(src, context.filename).split(sep).join('/');
    if (from.startsWith('..')) return {};

    const check = (source, kind) => {
      if (typeof source?.value !== 'string') return;
      const message = wrongImport({from, specifier: source.value, kind});
      if (message) context.report({node: source, message: `${message} (scripts/import-rules.mjs).`});
    };
    return {
      ImportDeclaration: ({source, importKind}) => check(source, importKind === 'type' ? 'type' : 'value'),
      ExportNamedDeclaration: ({source, exportKind}) =>
        check(source, exportKind === 'type' ? 'type' : 'value'),
      ExportAllDeclaration: ({source, exportKind}) => check(source, exportKind === 'type' ? 'type' : 'value'),
      ImportExpression: ({source}) => check(source, 'lazy'),
      TSImportType: ({source}) => check(source, 'type'),
    };
  },
};
