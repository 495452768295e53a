import {format, resolveConfig} from 'prettier';
import {describe, expect, it} from 'vitest';
import {openapi} from '../../../src/server/http/openapi.js';
import {operations} from '../../../src/server/http/routes/operations.js';
import {schemaFault} from '../../support/server/answers.js';

interface Document {
  paths: Record<string, Record<string, {operationId: string; responses: Record<string, unknown>}>>;
  components: Record<string, Record<string, unknown>>;
}

const document = JSON.parse(JSON.stringify(openapi)) as Document;

describe('the OpenAPI document', () => {
  it('describes every operation and no other', () => {
    const described = Object.entries(document.paths).flatMap(([path, of]) =>
      Object.keys(of).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const served = operations.map(({method, path}) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
    expect(described.sort()).toEqual(served.sort());
  });

  it('names each operation once', () => {
    const names = Object.values(document.paths).flatMap((of) =>
      Object.values(of).map(({operationId}) => operationId),
    );
    expect(new Set(names).size).toBe(names.length);
  });

  it('has no broken reference and no unused component', () => {
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"\$ref":"#\/components\/(\w+)\/([\w-]+)"/g)];
    expect(references.length).toBeGreaterThan(100);
    expect(text.match(/"\$ref"/g)).toHaveLength(references.length);
    const missing = references.filter(([, kind = '', name = '']) => !document.components[kind]?.[name]);
    expect(missing).toEqual([]);
    const schemas = references.filter(([, kind]) => kind === 'schemas').map(([, , name]) => name);
    expect(Object.keys(document.components['schemas'] ?? {}).sort()).toEqual([...new Set(schemas)].sort());
  });

  it('has schemas that a validator takes, strictly', () => {
    for (const name of Object.keys(document.components['schemas'] ?? {})) {
      expect(() => schemaFault(name, {})).not.toThrow();
    }
  });

  it('is what docs/openapi.json holds', async () => {
    const style = await resolveConfig(new URL(import.meta.url));
    const text = await format(JSON.stringify(openapi), {...style, parser: 'json'});
    await expect(text).toMatchFileSnapshot('../../../docs/openapi.json');
  });
});
