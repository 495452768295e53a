import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import ts from 'typescript';
import {describe, expect, it} from 'vitest';
import {root, src} from '../../scripts/paths.mjs';

// What developers may rely on. A name that is added here is a promise; one that is removed breaks it.

const SUBPATHS = [
  '.',
  './define.js',
  './define/count.js',
  './define/form.js',
  './define/list.js',
  './define/policy-notice.js',
  './define/thread.js',
  './embed/parley.js',
  './adapters/memory.js',
  './adapters/local.js',
  './adapters/rest.js',
  './adapters/wordpress.js',
  './locale/languages.js',
  ...['ar', 'de', 'en', 'es', 'fr', 'he', 'hy', 'hyw', 'ru', 'tr'].map((tag) => `./locale/${tag}.js`),
  './jsx',
  './jsx/preact',
  './jsx/solid',
  './svelte',
  './vue',
  './server.js',
  './static.js',
  './static.css',
  './testing.js',
  './themes/card.css',
  './themes/compact.css',
  './themes/newspaper.css',
  './custom-elements.json',
  './package.json',
];

const ELEMENTS = [
  'CommentCountElement',
  'CommentFormElement',
  'CommentListElement',
  'PolicyNoticeElement',
  'ThreadElement',
];

const EVENTS = [
  'ParleyBeforePostEvent',
  'ParleyCountChangedEvent',
  'ParleyEditedEvent',
  'ParleyEditRequestEvent',
  'ParleyFailedEvent',
  'ParleyHeldEvent',
  'ParleyLoginRequestEvent',
  'ParleyMoreRequestEvent',
  'ParleyPostedEvent',
  'ParleyPostRequestEvent',
  'ParleyReadyEvent',
  'ParleyReloadRequestEvent',
  'ParleyRemovedEvent',
  'ParleyRemoveRequestEvent',
  'ParleyReportedEvent',
  'ParleyReportRequestEvent',
  'ParleySortRequestEvent',
  'ParleyVotedEvent',
  'ParleyVoteRequestEvent',
];

const CHECKS = [
  'BUILT_IN_CHECKS',
  'contactDetails',
  'DEFAULT_CHECKS',
  'personalAttacks',
  'profanity',
  'publishersWords',
  'remoteCheck',
  'repeatedCharacters',
  'runChecks',
  'shouting',
  'tooLong',
  'tooManyLinks',
  'tooShort',
  'wordList',
];

const ERRORS = ['COMMENTS_ERROR_CODES', 'CommentsError', 'isAbort'];

const SANITIZER = ['prepareSanitizer', 'sanitize'];

const FOR_ADAPTERS = [
  'normaliseComment',
  'normaliseComments',
  'normaliseFacts',
  'normalisePolicy',
  'SORTS',
  'threadKey',
];

const TYPES = [
  'StringOverrides',
  'NamedCheck',
  'FailedOperation',
  'Counter',
  'ChecksOption',
  'Blocked',
  'Author',
  'Body',
  'BodyFormat',
  'Change',
  'Check',
  'CheckContext',
  'CheckRun',
  'ClosedCount',
  'Comment',
  'CommentId',
  'CommentPage',
  'CommentsAdapter',
  'CommentsErrorCode',
  'CommentsErrorOptions',
  'CommentStatus',
  'Cursor',
  'Delivery',
  'DraftField',
  'Featured',
  'FieldRule',
  'Finding',
  'GetToken',
  'Guest',
  'GuestField',
  'Intent',
  'MessageOverrides',
  'Messages',
  'NewComment',
  'Normalised',
  'NormalisedList',
  'OpenQuery',
  'ParleyEventMap',
  'Policy',
  'PolicyRule',
  'ProfanityOptions',
  'ReadingMessages',
  'RemoteCheckOptions',
  'Replies',
  'Report',
  'Rights',
  'RuleSeverity',
  'SanitizerEngine',
  'Score',
  'Sort',
  'ThreadFacts',
  'ThreadPage',
  'ThreadRef',
  'Viewer',
  'WordLanguage',
  'WordSource',
];

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  exports: Record<string, unknown>;
};

describe('public names', () => {
  it('are imported by these paths', () => {
    expect(Object.keys(manifest.exports).sort()).toEqual(SUBPATHS.toSorted());
  });

  it('of the package root are elements, events, checks, errors, the sanitizer and helpers for adapters', () => {
    expect(exportedNames('value')).toEqual(
      [...ELEMENTS, ...EVENTS, ...CHECKS, ...ERRORS, ...SANITIZER, ...FOR_ADAPTERS].sort(),
    );
  });

  it('of the package root have these types', () => {
    expect(exportedNames('type')).toEqual(TYPES.toSorted());
  });
});

/** The names that src/index.ts exports. An `export *` is reported as `*`. */
function exportedNames(kind: 'value' | 'type'): readonly string[] {
  const file = ts.createSourceFile(
    'index.ts',
    readFileSync(join(src, 'index.ts'), 'utf8'),
    ts.ScriptTarget.Latest,
  );
  return file.statements
    .filter(ts.isExportDeclaration)
    .filter(({isTypeOnly}) => isTypeOnly === (kind === 'type'))
    .flatMap(({exportClause}) =>
      exportClause && ts.isNamedExports(exportClause)
        ? exportClause.elements.map(({name}) => name.text)
        : ['*'],
    )
    .sort();
}
