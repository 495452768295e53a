import js from '@eslint/js';
import {configs as litConfigs} from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import regexp from 'eslint-plugin-regexp';
import {configs as wcConfigs} from 'eslint-plugin-wc';
import {defineConfig, globalIgnores} from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import importRules from './scripts/eslint-rule-imports.mjs';

const NODE_FILES = [
  '*.mjs',
  '*.config.ts',
  'scripts/**',
  'tests/**/*.mjs',
  'bench/**/*.mjs',
  'demo/**/*.mjs',
];

/** TypeScript only as types: what the compiler can erase. And names that a reader can follow. */
const PLAIN_MODULES = [
  {selector: 'TSEnumDeclaration', message: 'No enum: a union of literals, or an object `as const`.'},
  {selector: 'TSModuleDeclaration[kind="namespace"]', message: 'No namespace: a module is one.'},
  {selector: 'TSParameterProperty', message: 'No parameter property: declare the field.'},
  {selector: 'ExportDefaultDeclaration', message: 'Named exports only.'},
  {selector: 'ExportAllDeclaration', message: 'No `export *`: list each name.'},
];

const SINK_NAMES =
  '/^(innerHTML|outerHTML|insertAdjacentHTML|setHTML|setHTMLUnsafe|parseHTML|parseHTMLUnsafe|createContextualFragment|srcdoc)$/';
const SINK_MESSAGE = 'Strings become DOM only in src/content.';

/** Every way from a string to markup. */
const HTML_SINKS = [
  {selector: `MemberExpression[property.name=${SINK_NAMES}]`, message: SINK_MESSAGE},
  {selector: `MemberExpression[property.value=${SINK_NAMES}]`, message: SINK_MESSAGE},
  {selector: 'Identifier[name=/^(DOMParser|unsafeHTML|unsafeSVG|unsafeStatic)$/]', message: SINK_MESSAGE},
  {
    selector: 'CallExpression[callee.object.name="document"][callee.property.name=/^write(ln)?$/]',
    message: SINK_MESSAGE,
  },
  // `<p .innerHTML=${text}>` in a template of Lit.
  {selector: 'TemplateElement[value.raw=/[.](innerHTML|outerHTML|srcdoc)=$/i]', message: SINK_MESSAGE},
  {selector: 'TemplateElement[value.raw=/\\ssrcdoc=/i]', message: SINK_MESSAGE},
];

/** What any element of the page may shadow by its name. Methods may be shadowed too, but not where Lit still runs. */
const DOCUMENT_PROPERTIES = [
  {
    selector:
      'MemberExpression[object.name="document"]:not([property.name=/^(create|query|getElement|importNode|(add|remove)EventListener|readyState)/])',
    message: 'The page can shadow it (`<form name="title">`): documentProperty() of src/model.',
  },
];

export default defineConfig([
  globalIgnores(['build/', 'dist/', 'dist-wordpress/', 'coverage/', 'tests/security/hostile/']),
  {linterOptions: {reportUnusedDisableDirectives: 'error'}},
  js.configs.recommended,

  {
    files: ['src/**/*.ts', 'tests/**/*.ts', 'bench/**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        // It has every file: the sources are not checked once more for each of the other projects.
        project: 'tsconfig.tests.json',
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', {fixStyle: 'inline-type-imports'}],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-unused-vars': ['error', {argsIgnorePattern: '^_', varsIgnorePattern: '^_'}],
      // Declaring an event map into the DOM's own takes an empty interface that extends it.
      '@typescript-eslint/no-empty-object-type': ['error', {allowInterfaces: 'with-single-extends'}],
      // An adapter's method answers with a promise whether it has to wait or not.
      '@typescript-eslint/require-await': 'off',
    },
  },

  {
    files: ['src/**/*.ts'],
    extends: [litConfigs['flat/recommended'], wcConfigs['flat/best-practice']],
    plugins: {'lit-a11y': litA11y, regexp, parley: {rules: {'import-rules': importRules}}},
    rules: {
      ...litA11y.configs.recommended.rules,
      // Safari takes a list without bullets for none, unless it is told the role that it has anyway.
      'lit-a11y/no-redundant-role': 'off',
      'parley/import-rules': 'error',
      // Whoever writes a comment chooses what patterns meet; tests/security/linear-time.node.test.ts measures the rest.
      'regexp/no-super-linear-backtracking': ['error', {report: 'potential'}],
      'regexp/no-super-linear-move': ['error', {report: 'potential'}],
      'no-restricted-syntax': ['error', ...PLAIN_MODULES, ...HTML_SINKS, ...DOCUMENT_PROPERTIES],
      'no-console': ['error', {allow: ['warn']}],
      'no-eval': 'error',
      '@typescript-eslint/no-implied-eval': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', {considerDefaultExhaustiveForUnions: true}],
    },
  },
  {
    files: ['src/content/**/*.ts'],
    rules: {'no-restricted-syntax': ['error', ...PLAIN_MODULES, ...DOCUMENT_PROPERTIES]},
  },

  {
    // Frameworks look for the types of elements in their own namespaces.
    files: ['src/frameworks/**/*.ts'],
    rules: {'no-restricted-syntax': 'off', '@typescript-eslint/no-namespace': 'off'},
  },

  {
    files: ['tests/**/*.ts', 'bench/**/*.ts'],
    languageOptions: {globals: {...globals.browser, ...globals.mocha}},
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@open-wc/testing',
              importNames: ['waitUntil'],
              message:
                'It gives up after one second: tests/support/wait-until.ts waits as long as a busy machine takes.',
            },
          ],
        },
      ],
      // A test reads answers and page state whose shape it is about to assert.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
      // A plugin of Chai types `equal` as if it had to be awaited.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {allowForKnownSafeCalls: [{from: 'package', name: 'Equal', package: '@open-wc/semantic-dom-diff'}]},
      ],
      // Chai asserts by reading a property, and a test may say that something is there.
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },

  {files: ['tests/support/wait-until.ts'], rules: {'no-restricted-imports': 'off'}},

  {files: NODE_FILES, languageOptions: {globals: globals.node}},
  {files: ['*.config.ts'], extends: [tseslint.configs.recommended]},
  {
    files: ['examples/**/*.{js,mjs}'],
    languageOptions: {globals: {...globals.node, ...globals.browser}},
  },
  {
    files: ['examples/nuxt/server/**/*.js'],
    // Nuxt imports them by itself.
    languageOptions: {globals: {defineEventHandler: 'readonly', renderComments: 'readonly'}},
  },
  {files: ['demo/**/*.{js,mjs}', 'bench/naive.js'], languageOptions: {globals: globals.browser}},
]);
