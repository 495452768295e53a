import {expect} from '@open-wc/testing';
import '../../../src/define.js';

interface Field {
  readonly kind: string;
  readonly name: string;
  readonly privacy?: string;
  readonly static?: boolean;
  readonly readonly?: boolean;
  readonly attribute?: string;
}

interface Declaration {
  readonly tagName?: string;
  readonly members?: readonly Field[];
}

const TAGS = [
  'parley-thread',
  'parley-comment-list',
  'parley-comment-form',
  'parley-policy-notice',
  'parley-comment-count',
] as const;

/** What `custom-elements.json` says of each element: its documented fields. */
async function documented(tag: string): Promise<readonly Field[]> {
  const manifest = (await (await fetch('/custom-elements.json')).json()) as {
    readonly modules: readonly {readonly declarations?: readonly Declaration[]}[];
  };
  const element = manifest.modules
    .flatMap(({declarations = []}) => declarations)
    .find(({tagName}) => tagName === tag);
  return (element?.members ?? []).filter(
    ({kind, privacy, static: isStatic}) => kind === 'field' && privacy !== 'private' && !isStatic,
  );
}

function accessorOf(element: Element, name: string): PropertyDescriptor | undefined {
  for (let at: object | null = element; at; at = Object.getPrototypeOf(at) as object | null) {
    const found = Object.getOwnPropertyDescriptor(at, name);
    if (found) return found;
  }
  return undefined;
}

/** Properties that hold what no attribute can: the ones that frameworks must find. */
const OF_OBJECTS: Readonly<Record<(typeof TAGS)[number], readonly string[]>> = {
  'parley-thread': ['adapter', 'policy', 'viewer', 'getToken', 'checks', 'strings', 'formatDate'],
  'parley-comment-list': [],
  'parley-comment-form': [],
  'parley-policy-notice': ['policy'],
  'parley-comment-count': ['adapter', 'strings'],
};

for (const tag of TAGS)
  describe(`the documented properties of <${tag}>`, () => {
    it('are accessors of a fresh element, where frameworks look for them', async () => {
      const fields = await documented(tag);
      const names = fields.map(({name}) => name);
      expect(names).to.include.members([...OF_OBJECTS[tag]]);
      const fresh = document.createElement(tag);
      for (const {name, readonly} of fields) {
        expect(name in fresh, `"${name}" in <${tag}>`).to.equal(true);
        const accessor = accessorOf(fresh, name);
        expect(accessor?.get, `${name} can be read`).to.be.a('function');
        if (!readonly) expect(accessor?.set, `${name} can be set`).to.be.a('function');
        expect(Object.hasOwn(fresh, name), `${name} hides the accessor`).to.equal(false);
      }
    });

    it('have the value that was set before the element was defined', async () => {
      const late = `late-${tag}`;
      const element = document.createElement(late) as HTMLElement &
        Record<string, unknown> & {readonly updateComplete: Promise<boolean>};
      const values = new Map(
        (await documented(tag))
          .filter(({readonly}) => !readonly)
          .map(({name, attribute}) => [
            name,
            attribute === undefined && OF_OBJECTS[tag].includes(name) ? () => null : `the ${name}`,
          ]),
      );
      // Nothing is to be opened or fetched here.
      values.delete('loading');
      for (const [name, value] of values) (element as Record<string, unknown>)[name] = value;
      const Defined = customElements.get(tag) as CustomElementConstructor;
      customElements.define(late, class extends Defined {});
      const holder = document.createElement('div');
      holder.hidden = true;
      document.body.append(holder);
      holder.append(element);
      await element.updateComplete.catch(() => undefined);
      for (const [name, value] of values) {
        expect(element[name], name).to.equal(value);
        expect(Object.hasOwn(element, name), `${name} hides the accessor`).to.equal(false);
      }
      holder.remove();
    });
  });
