import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {validateCem, type CemValidatorOptions} from '@wc-toolkit/cem-validator';
import ts from 'typescript';
import {describe, expect, it} from 'vitest';
import {root, src} from '../../scripts/paths.mjs';
import {EXPORTED_PARTS} from '../../src/elements/parts.js';
import {attributeName, ATTRIBUTES, type Attribute} from '../../src/model/thread-attributes.js';

interface Item {
  readonly name: string;
  readonly description?: string;
  readonly kind?: string;
  readonly privacy?: string;
  readonly type?: {readonly text: string};
}

interface Element {
  readonly name: string;
  readonly tagName?: string;
  readonly events?: readonly Item[];
  readonly attributes?: readonly Item[];
  readonly members?: readonly Item[];
  readonly cssParts?: readonly Item[];
  readonly cssProperties?: readonly Item[];
  readonly cssStates?: readonly Item[];
  readonly slots?: readonly Item[];
}

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const manifest = JSON.parse(read('custom-elements.json')) as {
  modules: {declarations: Element[]}[];
};
const elements = manifest.modules
  .flatMap(({declarations}) => declarations)
  .filter(({tagName}) => tagName !== undefined);
const thread = elements.find(({tagName}) => tagName === 'parley-thread')!;
const namesOf = (items: readonly Item[] = []): string[] => items.map(({name}) => name).sort();

describe('custom-elements.json', () => {
  it('satisfies the validator', async () => {
    const options: CemValidatorOptions = {
      packageJsonPath: join(root, 'package.json'),
      // The root of the package exports them (tests/types/exported-types.test.ts), not the module of each element.
      rules: {
        manifest: {exportTypes: 'off', schemaVersion: 'error', definitionPath: 'error', modulePath: 'error'},
      },
    };
    await expect(validateCem(manifest, options)).resolves.toBeUndefined();
  });

  it('describes everything that it lists', () => {
    const silent = elements.flatMap(({tagName, ...kinds}) =>
      (
        ['events', 'attributes', 'members', 'cssParts', 'cssProperties', 'cssStates', 'slots'] as const
      ).flatMap((kind) =>
        (kinds[kind] ?? [])
          .filter(({description}) => !description)
          .map(({name}) => `${tagName} ${kind} ${name}`),
      ),
    );
    expect(silent).toEqual([]);
  });

  it('has each event that elements dispatch, with its class', () => {
    const told = new Map(
      elements.flatMap(({events = []}) => events.map(({name, type}) => [name, type?.text])),
    );
    expect(told).toEqual(eventMap());
  });

  it('has no private member', () => {
    const hidden = elements.flatMap(({members = []}) =>
      members.filter(({name, privacy}) => name.startsWith('#') || privacy === 'private'),
    );
    expect(hidden).toEqual([]);
  });

  it.each(Object.entries<Attribute>(ATTRIBUTES).filter(([, {values}]) => values))(
    'lists the values of %s',
    (property, {values = []}) => {
      const attribute = thread.attributes?.find(({name}) => name === attributeName(property));
      expect(attribute?.type?.text).toBe(
        values
          .filter(Boolean)
          .map((value) => `'${value}'`)
          .join(' | '),
      );
    },
  );

  it('has a type for every attribute and property', () => {
    const untyped = elements.flatMap(({tagName, attributes = [], members = []}) =>
      [...attributes, ...members.filter(({kind}) => kind === 'field')]
        .filter(({type}) => !type)
        .map(({name}) => `${tagName} ${name}`),
    );
    expect(untyped).toEqual([]);
  });

  it('has the parts of list and forms on the thread, which exports them', () => {
    expect(namesOf(thread.cssParts)).toEqual(expect.arrayContaining(EXPORTED_PARTS.split(', ')));
  });

  it('has on the thread the tokens that styles use, and those of the table in docs/theming.md', () => {
    const used = new Set(
      readdirSync(src, {recursive: true, encoding: 'utf8'})
        .filter((path) => /^(styles|elements)[/\\].*\.ts$/.test(path))
        .flatMap(
          (path) => readFileSync(join(src, path), 'utf8').match(/(?<=var\(\s*)--parley-[a-z-]+/g) ?? [],
        ),
    );
    const inTable = [...read('docs/theming.md').matchAll(/^\| `(--parley-[a-z-]+)`/gm)].map(
      ([, name]) => name,
    );
    expect(namesOf(thread.cssProperties)).toEqual([...used].sort());
    expect(inTable.sort()).toEqual([...used].sort());
  });
});

/** The class of each event, from the interface `ParleyEventMap`. */
function eventMap(): ReadonlyMap<string, string> {
  const file = ts.createSourceFile('events.ts', read('src/elements/events.ts'), ts.ScriptTarget.Latest, true);
  const map = file.statements
    .filter(ts.isInterfaceDeclaration)
    .find(({name}) => name.text === 'ParleyEventMap')!;
  return new Map(
    map.members
      .filter(ts.isPropertySignature)
      .map(({name, type}) => [(name as ts.StringLiteral).text, type!.getText()]),
  );
}
