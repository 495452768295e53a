import {
  described,
  operationFor,
  schemasOf,
  type DescribedAnswer,
  type DescribedOperation,
} from './described.js';

const ajv = schemasOf('parley-closed', closed);

/** What of a value is not as a schema of the OpenAPI document has it: a field too many is wrong too. Empty if it is right. */
export function schemaFault(name: string, value: unknown): string {
  const validate = ajv.getSchema(`parley-closed#/$defs/${name}`);
  if (!validate) throw new Error(`The OpenAPI document has no schema ${name}.`);
  return validate(value) ? '' : ajv.errorsText(validate.errors, {dataVar: name});
}

/**
 * What of an answer is not as the OpenAPI document has it for this request: status, type, headers and body. Empty if it
 * is right. Takes a clone: the answer itself can still be read.
 */
export async function answerFault(method: string, address: string, response: Response): Promise<string> {
  const operation = operationFor(method, new URL(address, 'http://server').pathname);
  const isPage = isDescribedPage(operation?.responses[String(response.status)]);
  const problem = isPage ? '' : await problemFault(response);
  // Not an operation at all: nothing is promised but a problem document.
  if (operation === null) return problem;
  const found = operation.responses[String(response.status)];
  if (found === undefined)
    return `${String(response.status)} is not among the answers of ${method} ${address}.`;
  const answer = '$ref' in found ? referred(found) : found;
  const wanted = Object.keys(answer.headers ?? {}).filter((name) => !ONLY_SOMETIMES.includes(name));
  const missing = wanted.filter((name) => !response.headers.has(name));
  if (missing.length > 0) return `${missing.join(', ')} is missing from ${method} ${address}.`;
  if (response.status >= 400 && !isPage) return problem;
  return bodyFault(answer, response);
}

/** Whether the document has a page for people as the answer, which may be so for a failure, too. */
function isDescribedPage(answer: DescribedOperation['responses'][string] | undefined): boolean {
  return answer !== undefined && !('$ref' in answer) && 'text/html' in (answer.content ?? {});
}

const ONLY_SOMETIMES = ['Idempotency-Replayed'];

async function bodyFault({content}: DescribedAnswer, response: Response): Promise<string> {
  const type = response.headers.get('content-type')?.replace(/;.*/, '') ?? '';
  if (content === undefined) return (await response.clone().text()) === '' ? '' : 'There should be no body.';
  const schema = content[type]?.schema;
  if (schema === undefined) return `It is ${type}, not ${Object.keys(content).join(' or ')}.`;
  const reference = schema['$ref'];
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

function referred(
  reference: Extract<DescribedOperation['responses'][string], {$ref?: unknown}>,
): DescribedAnswer {
  const answer = described.components.responses[String(reference.$ref).replace(/.*\//, '')];
  if (!answer) throw new Error(`The OpenAPI document has no ${String(reference.$ref)}.`);
  return answer;
}

/** For clients the schemas are open, as fields may come; an answer of this version has those that are described. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, closed(value)]),
  ) as Record<string, unknown>;
  return 'properties' in copy && !('additionalProperties' in copy)
    ? {...copy, additionalProperties: false}
    : copy;
}
