import addFormats from 'ajv-formats';
import {Ajv2020} from 'ajv/dist/2020.js';
import {openapi} from '../../../src/server/openapi/document.js';

interface Answer {
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, {readonly schema: Readonly<Record<string, unknown>>}>>;
}

type Reference = Readonly<Record<'$ref', string>>;

interface Document {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, {responses: Readonly<Record<string, Answer | Reference>>}>>>
  >;
  readonly components: {
    readonly schemas: Readonly<Record<string, object>>;
    readonly responses: Readonly<Record<string, Answer>>;
  };
}

const document = openapi as unknown as Document;
const ajv = new Ajv2020({strict: true, allowUnionTypes: true, allErrors: true});
addFormats.default(ajv);
ajv.addSchema({$id: 'parley', $defs: closed(document.components.schemas) as object});

/** What of a value is not as a schema of the OpenAPI document has it: a field too many is wrong too. Empty if it is right. */
export function schemaFault(name: string, value: unknown): string {
  const validate = ajv.getSchema(`parley#/$defs/${name}`);
  if (!validate) throw new Error(`The OpenAPI document has no schema ${name}.`);
  return validate(value) ? '' : ajv.errorsText(validate.errors, {dataVar: name});
}

/**
 * What of an answer is not as the OpenAPI document has it for this request: status, type, headers and body. Empty if it
 * is right. Takes a clone: the answer itself can still be read.
 */
export async function answerFault(method: string, address: string, response: Response): Promise<string> {
  const answers = operationOf(method, new URL(address, 'http://server').pathname);
  const problem = await problemFault(response);
  // Not an operation at all: nothing is promised but a problem document.
  if (answers === null) return problem;
  const found = answers[String(response.status)];
  if (found === undefined)
    return `${String(response.status)} is not among the answers of ${method} ${address}.`;
  const answer = '$ref' in found ? referred(found) : found;
  const wanted = Object.keys(answer.headers ?? {}).filter((name) => !ONLY_SOMETIMES.includes(name));
  const missing = wanted.filter((name) => !response.headers.has(name));
  if (missing.length > 0) return `${missing.join(', ')} is missing from ${method} ${address}.`;
  if (response.status >= 400) return problem;
  return bodyFault(answer, response);
}

const ONLY_SOMETIMES = ['Idempotency-Replayed'];

async function bodyFault({content}: Answer, response: Response): Promise<string> {
  const type = response.headers.get('content-type')?.replace(/;.*/, '') ?? '';
  if (content === undefined) return (await response.clone().text()) === '' ? '' : 'There should be no body.';
  const described = content[type];
  if (described === undefined) return `It is ${type}, not ${Object.keys(content).join(' or ')}.`;
  const reference = described.schema['$ref'];
  if (typeof reference !== 'string') return '';
  return schemaFault(reference.replace(/.*\//, ''), await response.clone().json());
}

/** What keeps an answer that is not 2xx or 304 from being a problem document. */
async function problemFault(response: Response): Promise<string> {
  if (response.status < 400) return '';
  const type = response.headers.get('content-type');
  if (type !== 'application/problem+json') return `A problem is ${String(type)}.`;
  const problem = (await response.clone().json()) as {status: unknown; code: string; type: string};
  if (problem.status !== response.status) return 'The problem has another status.';
  if (problem.type !== `urn:parley:problem:${problem.code}`) return 'The problem has another type.';
  return schemaFault('Problem', problem);
}

function operationOf(method: string, pathname: string): Readonly<Record<string, Answer | Reference>> | null {
  for (const [path, operations] of Object.entries(document.paths)) {
    const pattern = new RegExp(`^${path.replace(/\./g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`);
    const operation = operations[method.toLowerCase().replace('head', 'get')];
    if (pattern.test(pathname) && operation) return operation.responses;
  }
  return null;
}

function referred(reference: Reference): Answer {
  const answer = document.components.responses[reference.$ref.replace(/.*\//, '')];
  if (!answer) throw new Error(`The OpenAPI document has no ${reference.$ref}.`);
  return answer;
}

/** For clients the schemas are open, as fields may come; an answer of this version has those that are described. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).map(([key, value]) => [
    key,
    key === '$ref' ? referenceOf(value) : closed(value),
  ]);
  const copy = Object.fromEntries(entries) as Record<string, unknown>;
  return 'properties' in copy && !('additionalProperties' in copy)
    ? {...copy, additionalProperties: false}
    : copy;
}

function referenceOf(reference: unknown): string {
  return String(reference).replace('#/components/schemas/', 'parley#/$defs/');
}
