import {relative, sep} from 'node:path';
import {wrongImport} from './arrows.mjs';
import {src} from './paths.mjs';

/** ESLint rule: an import in src follows the arrows of arrows.mjs, be it static, dynamic or of types. */
export default {
  meta: {type: 'problem', schema: []},
  create(context) {
    const from = relative(src, context.filename).split(sep).join('/');
    if (from.startsWith('..')) return {};

    const check = (source, kind) => {
      if (typeof source?.value !== 'string') return;
      const message = wrongImport({from, specifier: source.value, kind});
      if (message) context.report({node: source, message: `${message} (scripts/arrows.mjs).`});
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
