import addFormats from 'ajv-formats';
import {Ajv2020, type ValidateFunction} from 'ajv/dist/2020.js';
import {openapi} from '../../../src/server/http/openapi.js';

export type JsonSchema = Readonly<Record<string, unknown>>;

export interface DescribedAnswer {
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, {readonly schema: JsonSchema}>>;
}

export interface DescribedParameter {
  readonly name: string;
  readonly in: 'query' | 'header' | 'path';
  readonly required?: boolean;
  readonly allowEmptyValue?: boolean;
  readonly schema: JsonSchema;
}

export interface DescribedOperation {
  readonly operationId: string;
  readonly parameters?: readonly DescribedParameter[];
  readonly requestBody?: {readonly content: Readonly<Record<string, {readonly schema: JsonSchema}>>};
  readonly responses: Readonly<Record<string, DescribedAnswer | Readonly<Record<'$ref', string>>>>;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly responses: Readonly<Record<string, DescribedAnswer>>;
  };
}

/**
 * The OpenAPI document as clients get it: JSON. What it says is judged by Ajv, another validator than the server's own, so
 * that the two cannot be wrong in the same way.
 */
export const described = JSON.parse(JSON.stringify(openapi)) as Document;

const OPEN = 'parley-open';

/** A validator of JSON Schema 2020-12 over the document's schemas, found at `id`, as `change` makes them. */
export function schemasOf(id: string, change: (schema: unknown) => unknown = (schema) => schema): Ajv2020 {
  const ajv = new Ajv2020({strict: true, allowUnionTypes: true, allErrors: true});
  addFormats.default(ajv);
  ajv.addSchema({$id: id, $defs: change(withReferences(described.components.schemas, id)) as object});
  return ajv;
}

/** The same schema with its references to components as references into the validator at `id`. */
export function withReferences(schema: unknown, id: string): unknown {
  if (Array.isArray(schema)) return schema.map((item) => withReferences(item, id));
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      key === '$ref'
        ? String(value).replace('#/components/schemas/', `${id}#/$defs/`)
        : withReferences(value, id),
    ]),
  );
}

const open = schemasOf(OPEN);
const validators = new Map<JsonSchema, ValidateFunction>();

/** What of a value is not as a schema of the document has it, fields that it does not name being allowed; empty if it is right. */
export function valueFault(schema: JsonSchema, value: unknown, name = 'value'): string {
  let validate = validators.get(schema);
  if (!validate)
    validators.set(schema, (validate = open.compile(withReferences(schema, OPEN) as JsonSchema)));
  return validate(value) ? '' : open.errorsText(validate.errors, {dataVar: name});
}

/** The operation that a request is for, by the document; null for none. */
export function operationFor(method: string, pathname: string): DescribedOperation | null {
  for (const [path, operations] of Object.entries(described.paths)) {
    const pattern = new RegExp(`^${path.replace(/\./g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`);
    const operation = operations[method.toLowerCase().replace('head', 'get')];
    if (pattern.test(pathname) && operation) return operation;
  }
  return null;
}

/** The schema of the body of a request, null where it has none. */
export function bodySchema(operation: DescribedOperation): JsonSchema | null {
  const {content = {}} = operation.requestBody ?? {};
  return (content['application/json'] ?? content['application/x-www-form-urlencoded'])?.schema ?? null;
}

/** What of a body is not as the document has it. */
export function bodyFault(operation: DescribedOperation, body: unknown): string {
  const schema = bodySchema(operation);
  return schema === null ? '' : valueFault(schema, body, 'body');
}

/** What of a query or of headers is not as the document has it. */
export function parametersFault(
  operation: DescribedOperation,
  query: URLSearchParams,
  headers: Headers,
): string {
  const faults = (operation.parameters ?? []).map((parameter) => {
    if (parameter.in === 'path') return '';
    const given =
      parameter.in === 'query' ? query.getAll(parameter.name) : listOf(headers.get(parameter.name));
    return parameterFault(parameter, given);
  });
  return faults.filter((fault) => fault !== '').join(', ');
}

function listOf(value: string | null): readonly string[] {
  return value === null ? [] : [value];
}

function parameterFault(
  {name, required, allowEmptyValue, schema}: DescribedParameter,
  given: readonly string[],
): string {
  if (schema.type === 'array') {
    // A name that is given twice counts once.
    return given.length === 0 && !required ? '' : valueFault(schema, [...new Set(given)], name);
  }
  if (given.length > 1) return `${name} is given ${String(given.length)} times`;
  const [text] = given;
  if (text === undefined || (text === '' && allowEmptyValue)) return required ? `${name} is missing` : '';
  const value = schema.type === 'integer' && /^\d+$/.test(text) ? Number(text) : text;
  return valueFault(schema, value, name);
}
