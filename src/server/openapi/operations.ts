import {ref, type Part} from './parts.js';

/** How one answer or request is described. */
export interface Operation {
  readonly summary: string;
  readonly tag: 'reading' | 'writing' | 'moderation' | 'service';
  readonly parameters?: readonly string[];
  /** The schema of the body that is sent. */
  readonly body?: string;
  /** By status: the schema of what is answered, `null` for nothing, a type for what is no JSON. */
  readonly answers: Readonly<
    Record<string, {readonly schema?: string; readonly type?: string; readonly headers?: readonly string[]}>
  >;
  /** Which problems there are besides those that any request may meet. */
  readonly problems?: readonly number[];
  /** `maybe`: with a token it is a reader's, without one a guest's. */
  readonly signedIn?: 'must' | 'maybe';
}

const PROBLEMS: Readonly<Record<number, string>> = {
  400: 'The request cannot be understood.',
  401: 'A valid token is needed.',
  403: 'Not allowed, closed, or too late.',
  404: 'There is no such thing.',
  409: 'It is already there, or what it builds on has changed.',
  410: 'It is no longer there.',
  413: 'The body is too large.',
  414: 'The address is too long.',
  415: 'The body is no JSON.',
  422: 'What was entered cannot be taken, or the key was used for another request.',
  429: 'Too many requests.',
  500: 'The server has failed.',
  503: 'The server is starting, stopping, without its database, or has too much to do.',
};

/** The statuses whose answers say when to try again. */
const RETRYABLE = ['429', '503'];

/** Makes an Operation Object (OpenAPI 3.1) of it. */
export function describe(id: string, operation: Operation): Part {
  const {summary, tag, parameters = [], body, answers, problems = [], signedIn} = operation;
  const all = [
    400,
    404,
    414,
    429,
    500,
    503,
    ...problems,
    ...(body ? [413, 415] : []),
    ...(signedIn ? [401] : []),
  ];
  return {
    operationId: id,
    summary,
    tags: [tag],
    ...(parameters.length > 0 && {
      parameters: parameters.map((name) => ({$ref: `#/components/parameters/${name}`})),
    }),
    ...(body && {requestBody: {required: true, content: {'application/json': {schema: ref(body)}}}}),
    ...(signedIn && {security: signedIn === 'must' ? [{token: []}] : [{token: []}, {guest: []}, {}]}),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, answer]) => [status, describeAnswer(answer)]),
      ),
      ...Object.fromEntries(
        [...new Set(all)]
          .sort()
          .map((status) => [String(status), {$ref: `#/components/responses/${problemName(status)}`}]),
      ),
    },
  };
}

/** The answers that say what is wrong, by name. */
export const problemResponses: Readonly<Record<string, Part>> = Object.fromEntries(
  Object.entries(PROBLEMS).map(([status, description]) => [
    problemName(Number(status)),
    {
      description,
      content: {'application/problem+json': {schema: ref('Problem')}},
      ...(RETRYABLE.includes(status) && {
        headers: {'Retry-After': {$ref: '#/components/headers/Retry-After'}},
      }),
    },
  ]),
);

function problemName(status: number): string {
  return `Problem${String(status)}`;
}

function describeAnswer({schema, type, headers = []}: Operation['answers'][string]): Part {
  return {
    description: schema ?? type ?? 'Done.',
    ...(schema && {content: {[type ?? 'application/json']: {schema: ref(schema)}}}),
    ...(!schema && type && {content: {[type]: {schema: {type: 'string'}}}}),
    ...(headers.length > 0 && {
      headers: Object.fromEntries(headers.map((name) => [name, {$ref: `#/components/headers/${name}`}])),
    }),
  };
}
