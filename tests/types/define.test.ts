import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {root} from '../../scripts/paths.mjs';
import {problemsOf} from '../support/compile.js';

/** What TypeScript has against a module of a strict project. */
const compile = (code: string): string[] => problemsOf(new Map([[join(root, 'app.ts'), code]]));

describe('with no other import than define.js', () => {
  it('the elements have their types', () => {
    const code = `
      import 'parley-comments/define.js';
      const thread = document.querySelector('parley-thread');
      if (thread) thread.pageId = 'ferry';
      const count: boolean | undefined = document.querySelector('parley-comment-count')?.numberOnly;
      document.createElement('parley-comment-form').replyTo = 'Ida Marl';
      document.createElement('parley-policy-notice').policy = {rules: [{id: 'kind', text: 'Be kind.'}]};
      document.createElement('parley-comment-list').remove();
      // @ts-expect-error: one of three themes.
      document.createElement('parley-thread').theme = 'pink';
      export {count};
    `;
    expect(compile(code)).toEqual([]);
  });

  it.each(['thread', 'document', 'window', 'document.body'])(
    'the events have their types on %s',
    (target) => {
      const code = `
      import 'parley-comments/define.js';
      const thread = document.createElement('parley-thread');
      ${target}.addEventListener('parley-posted', ({comment}) => comment.author.name.trim());
      ${target}.addEventListener('parley-before-post', (event) => event.waitUntil(Promise.resolve()));
      // @ts-expect-error: a notice is no number.
      ${target}.addEventListener('parley-failed', ({error}) => error.code * 2);
      export {thread};
    `;
      expect(compile(code)).toEqual([]);
    },
  );
});
