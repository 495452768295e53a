import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import ts from 'typescript';
import {describe, expect, it} from 'vitest';
import {root} from '../../scripts/paths.mjs';
import {problemsOf} from '../support/compile.js';

/** What TypeScript has against a component. */
function compile(code: string, jsxImportSource?: string): string[] {
  const options: ts.CompilerOptions = {
    skipLibCheck: true,
    ...(jsxImportSource && {
      jsx: jsxImportSource === 'solid-js' ? ts.JsxEmit.Preserve : ts.JsxEmit.ReactJSX,
      jsxImportSource,
    }),
  };
  return problemsOf(new Map([[join(root, jsxImportSource ? 'app.tsx' : 'app.ts'), code]]), options);
}

interface Item {
  readonly name: string;
}
const {modules} = JSON.parse(readFileSync(join(root, 'custom-elements.json'), 'utf8')) as {
  modules: {declarations: {tagName?: string; attributes?: Item[]}[]}[];
};
/** `parley-thread backend`, for all attributes that the manifest lists. */
const attributes = modules.flatMap(({declarations}) =>
  declarations.flatMap(({tagName, attributes: of = []}) => of.map(({name}) => [tagName, name] as const)),
);

const JSX = [
  {framework: 'React', entry: 'jsx', source: 'react', on: 'on'},
  {framework: 'Preact', entry: 'jsx/preact', source: 'preact', on: 'on'},
  {framework: 'Solid', entry: 'jsx/solid', source: 'solid-js', on: 'on:'},
];

describe.each(JSX)('the JSX of $framework', ({entry, source, on}) => {
  const start = `
    import type {} from 'parley-comments/${entry}';
    import {MemoryAdapter} from 'parley-comments/adapters/memory.js';
    const adapter = new MemoryAdapter();
  `;

  it('has the elements with their attributes, properties, events and children', () => {
    const code = `${start}
      export const page = (
        <main>
          <parley-comment-count adapter={adapter} number-only />
          <parley-thread pageId="a" page-size="20" headingLevel={3} live theme="dark" adapter={adapter} id="comments"
            checks={(defaults) => defaults.slice(1)} ${on}parley-posted={({comment}) => comment.author.name.trim()}>
            <parley-policy-notice slot="policy"><p>Be kind.</p></parley-policy-notice>
          </parley-thread>
        </main>
      );`;
    expect(compile(code, source)).toEqual([]);
  });

  it('reports wrong values, unknown properties and listeners of other events', () => {
    const code = `${start}
      // @ts-expect-error: one of three themes.
      export const theme = <parley-thread theme="pink" />;
      // @ts-expect-error: not an adapter.
      export const backend = <parley-thread adapter={12} />;
      // @ts-expect-error: no such property.
      export const unknown = <parley-thread pageIdentity="a" />;
      // @ts-expect-error: no mouse posts a comment.
      export const listener = <parley-thread ${on}parley-posted={(event: MouseEvent) => event.clientX} />;
    `;
    expect(compile(code, source)).toEqual([]);
  });
});

it('every attribute of the manifest is in the types', () => {
  const checks = attributes.map(
    ([tag, name]) => `export type _${`${tag}_${name}`.replaceAll('-', '_')} = Props<'${tag}', '${name}'>;`,
  );
  const code = `
    import type {} from 'parley-comments/jsx';
    import type {JSX} from 'react';
    type Props<Tag extends keyof JSX.IntrinsicElements, Name extends keyof JSX.IntrinsicElements[Tag]> = Name;
    ${checks.join('\n')}
  `;
  expect(checks.length).toBeGreaterThan(30);
  expect(compile(code, 'react')).toEqual([]);
});

it('the refs of React are those of the element classes', () => {
  const code = `
    import type {} from 'parley-comments/jsx';
    import type {ThreadElement} from 'parley-comments';
    import {useRef} from 'react';
    export function Discussion() {
      const thread = useRef<ThreadElement>(null);
      return <parley-thread ref={thread} key="a" className="wide" />;
    }
    export const wrong = () => {
      const form = useRef<HTMLFormElement>(null);
      // @ts-expect-error: another element.
      return <parley-thread ref={form} />;
    };
  `;
  expect(compile(code, 'react')).toEqual([]);
});

it('the templates of Vue have the elements', () => {
  const code = `
    import type {} from 'parley-comments/vue';
    import type {GlobalComponents} from 'vue';
    type Thread = InstanceType<GlobalComponents['parley-thread']>;
    const props: Thread['$props'] = {pageId: 'a', 'page-size': '20', theme: 'dark', class: 'wide'};
    export const listen = (thread: Thread, emit: Thread['$emit']) => {
      thread.reload();
      // @ts-expect-error: not our event.
      emit('parley-poste', null as never);
    };
    // @ts-expect-error: one of three themes.
    const wrong: Thread['$props'] = {theme: 'pink'};
    export {props, wrong};
  `;
  expect(compile(code)).toEqual([]);
});

it('the markup of Svelte has the elements', () => {
  const code = `
    import type {} from 'parley-comments/svelte';
    import type {SvelteHTMLElements} from 'svelte/elements';
    type Thread = SvelteHTMLElements['parley-thread'];
    export const props: Thread = {
      pageId: 'a',
      'page-size': '20',
      class: 'wide',
      'onparley-posted': ({comment}) => comment.author.name.trim(),
    };
    // @ts-expect-error: one of three themes.
    export const wrong: Thread = {theme: 'pink'};
  `;
  expect(compile(code)).toEqual([]);
});
