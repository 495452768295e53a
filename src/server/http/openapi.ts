import {BODY_LIMIT} from './body.js';
import type {Answer, AnyOperation} from './operation.js';
import {operations} from './routes/operations.js';
import {NAME, type TSchema} from './schema.js';
import {Problem} from './schemas/problem.js';

/** A piece of an OpenAPI 3.1 document. */
type Part = Readonly<Record<string, unknown>>;

const PROBLEMS: Readonly<Record<number, string>> = {
  400: 'The request is malformed.',
  401: 'A valid token is required.',
  403: 'Not allowed, closed, or too late.',
  404: 'Not found.',
  409: 'It is already there, or what it builds on has changed.',
  410: 'It is no longer there.',
  413: 'The body is too large.',
  414: 'The address is too long.',
  415: 'The body is not JSON.',
  422: 'A field of what was entered is not valid, or the key was used for another request.',
  429: 'Rate limit exceeded.',
  500: 'Internal error.',
  503: 'The server is starting, stopping, without its database, or overloaded.',
};

/** The problems that any request may meet. */
const ANY_REQUEST = [400, 404, 414, 429, 500, 503];

/** The statuses whose answers contain when to try again. */
const RETRYABLE = [429, 503];

const HEADERS: Readonly<Record<string, Part>> = {
  ETag: {schema: {type: 'string'}, description: 'To be sent back as If-None-Match.'},
  Location: {schema: {type: 'string'}, description: 'The page that has the comment.'},
  'Idempotency-Replayed': {schema: {const: 'true'}, description: 'This is the first answer again.'},
  'Retry-After': {schema: {type: 'integer'}, description: 'In seconds.'},
};

/** The media type of what a form sends. */
const FORM = 'application/x-www-form-urlencoded';

/** What is refused before it is known which operation was meant. */
const UNEXPLAINED = [414];

const SECURITY = {
  none: undefined,
  reader: [{token: []}, {guest: []}, {}],
  moderator: [{token: []}],
} as const;

/** Makes the document of these operations. */
export function describeOperations(described: readonly AnyOperation[]): Part {
  const schemas: Record<string, unknown> = {};
  const paths: Record<string, Record<string, Part>> = {};
  const schemaOf = (schema: TSchema): unknown => jsonSchema(schema, schemas);
  const problem = schemaOf(Problem);
  for (const operation of described) {
    const path = operation.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = {...paths[path], [operation.method.toLowerCase()]: describe(operation, schemaOf)};
  }
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'Parley protocol',
      version: '1',
      description:
        'Comments under articles. docs/protocol.md describes the protocol. ' +
        `Bodies are JSON in UTF-8 of at most ${String(BODY_LIMIT)} bytes, unless an operation says otherwise; every answer that is not 2xx, 3xx or a page of HTML is a problem document. ` +
        'Lengths of texts are in code points. A site may take less of a comment than is described here: see its limits.',
      license: {name: 'MIT', identifier: 'MIT'},
    },
    servers: [{url: '/'}],
    tags: [
      {name: 'reading', description: 'The same for everybody; caches may keep it.'},
      {name: 'writing', description: 'What one reader does and sees.'},
      {name: 'moderation', description: 'For moderators.'},
      {name: 'service', description: 'For those who run the server.'},
    ],
    paths,
    components: {
      schemas,
      responses: Object.fromEntries(
        Object.entries(PROBLEMS).map(([status, description]) => [
          problemName(Number(status)),
          {
            description,
            content: {'application/problem+json': {schema: problem}},
            ...(RETRYABLE.includes(Number(status)) && {headers: references(['Retry-After'])}),
          },
        ]),
      ),
      headers: HEADERS,
      securitySchemes: {
        token: {type: 'http', scheme: 'bearer', bearerFormat: 'JWT'},
        guest: {
          type: 'apiKey',
          in: 'header',
          name: 'Parley-Guest',
          description: 'The device’s own random key of 22 to 200 characters, which stands for a guest.',
        },
      },
    },
  };
}

function describe(operation: AnyOperation, schemaOf: (schema: TSchema) => unknown): Part {
  const {id, summary, tag, body, encoding, answers, problems = [], identity, explain} = operation;
  const {query = {}, headers = {}} = operation;
  const statuses = [
    ...ANY_REQUEST,
    ...problems,
    ...(body ? [413, 415] : []),
    ...(identity === 'none' ? [] : [401]),
    ...(identity === 'moderator' ? [403] : []),
  ];
  const parameters = [
    ...(operation.path.includes(':id') ? [PATH_ID] : []),
    ...Object.entries(query).map(([name, schema]) => parameter(name, 'query', schema)),
    ...Object.entries(headers).map(([name, schema]) => parameter(name, 'header', schema)),
  ];
  return {
    operationId: id,
    summary,
    tags: [tag],
    ...(parameters.length > 0 && {parameters}),
    ...(body && {
      requestBody: {
        required: true,
        content: {[encoding === 'form' ? FORM : 'application/json']: {schema: schemaOf(body)}},
      },
    }),
    ...(SECURITY[identity] && {security: SECURITY[identity]}),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, answer]) => [status, describeAnswer(answer, schemaOf)]),
      ),
      ...Object.fromEntries(
        [...new Set(statuses)]
          .sort()
          .map((status) => [
            String(status),
            explain && !UNEXPLAINED.includes(status)
              ? explanation(status)
              : {$ref: `#/components/responses/${problemName(status)}`},
          ]),
      ),
    },
  };
}

/** A page that tells a person why a request failed. */
function explanation(status: number): Part {
  return {
    description: PROBLEMS[status],
    content: {'text/html': {schema: {type: 'string'}}},
    ...(RETRYABLE.includes(status) && {headers: references(['Retry-After'])}),
  };
}

const PATH_ID = {name: 'id', in: 'path', required: true, schema: {type: 'string', minLength: 1}};

function parameter(name: string, where: 'query' | 'header', given: TSchema): Part {
  const {description, ...schema} = jsonSchema(given, {}) as {
    readonly description?: string;
    readonly type?: unknown;
  };
  const required = !('~optional' in given) && !('default' in given);
  return {
    name,
    in: where,
    required,
    ...(!required && where === 'query' && {allowEmptyValue: true}),
    ...(description && {description}),
    ...(schema.type === 'array' && {style: 'form', explode: true}),
    schema,
  };
}

function describeAnswer({schema, type, headers}: Answer, schemaOf: (schema: TSchema) => unknown): Part {
  const name = (schema as {readonly [NAME]?: string} | undefined)?.[NAME];
  return {
    description: name ?? type ?? 'Done.',
    ...(schema && {content: {'application/json': {schema: schemaOf(schema)}}}),
    ...(type && {content: {[type]: {schema: {type: type === 'application/json' ? 'object' : 'string'}}}}),
    ...(headers && {headers: references(headers)}),
  };
}

function references(headers: readonly string[]): Part {
  return Object.fromEntries(headers.map((name) => [name, {$ref: `#/components/headers/${name}`}]));
}

function problemName(status: number): string {
  return `Problem${String(status)}`;
}

/** A schema as JSON: what has a name is put into `components` and referred to. */
function jsonSchema(schema: unknown, components: Record<string, unknown>, isComponent = false): unknown {
  if (Array.isArray(schema)) return schema.map((item) => jsonSchema(item, components));
  if (typeof schema !== 'object' || schema === null) return schema;
  const name = (schema as {readonly [NAME]?: string})[NAME];
  if (name !== undefined && !isComponent) {
    if (!(name in components)) {
      // Set first: its place among the components is where it is referred to first.
      components[name] = {};
      components[name] = jsonSchema(schema, components, true);
    }
    return {$ref: `#/components/schemas/${name}`};
  }
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, jsonSchema(value, components)]),
  );
}

/** The protocol for machines: OpenAPI 3.1. `docs/openapi.json` is a copy of it. */
export const openapi: Part = describeOperations(operations);
