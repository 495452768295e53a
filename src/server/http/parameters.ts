import {SORTS} from '../../model/thread.js';
import {MAX_CURSOR, MAX_ID, MAX_LANGUAGE_TAG, MAX_NAMES, MAX_PAGE_ID, MAX_SITE, MAX_URL} from './bounds.js';
import {malformed} from './http-error.js';
import type {Parameters} from './operation.js';
import {createParser} from './parser.js';
import {integer, list, oneOf, optional, record, text, withDefault, type TSchema} from './schema.js';
import {Type} from 'typebox';

// The parameters of all operations, and how they are read.

const PAGE_DESCRIPTION = 'The page’s id within the site: any text.';
const pageId = text(MAX_PAGE_ID, 1);

export const SITE = {site: text(MAX_SITE, 1, {description: 'The site.'})};

/** What names a thread. */
export const THREAD = {...SITE, page: text(MAX_PAGE_ID, 1, {description: PAGE_DESCRIPTION})};

export const OPTIONAL_PAGE = {page: optional(text(MAX_PAGE_ID, 1, {description: 'One page alone.'}))};

export const PAGES = {
  page: list(pageId, {minItems: 1, maxItems: MAX_NAMES, description: 'The pages’ ids, each once.'}),
};

export const IDS = {
  id: list(text(MAX_ID, 1), {minItems: 1, maxItems: MAX_NAMES, description: 'The comments’ ids, each once.'}),
};

export const SORT = {sort: withDefault(oneOf(SORTS, {description: 'Which comments come first.'}), 'newest')};

export const AROUND = {
  around: optional(text(MAX_ID, 1, {description: 'A comment that the page must have, with its ancestors.'})),
};

export const CURSOR = {
  cursor: text(MAX_CURSOR, 1, {description: '`next` of a list, or of the `replies` of a comment.'}),
};

export const OPTIONAL_CURSOR = {
  cursor: optional(text(MAX_CURSOR, 1, {description: '`next` of the page before.'})),
};

/** How a thread looks as HTML: attributes of `<parley-thread>`, and the address of its style sheet. */
export const LOOK = {
  lang: optional(
    text(MAX_LANGUAGE_TAG, 1, {description: 'The language of the article’s page, as a BCP 47 tag.'}),
  ),
  variant: optional(oneOf(['default', 'classic'], {description: '`classic` renders a numbered list.'})),
  publisher: optional(text(200, 1, {description: 'The paper’s name, as used within a sentence.'})),
  url: optional(text(MAX_URL, 1, {description: 'The article’s address, for permalinks and search engines.'})),
  stylesheet: optional(text(MAX_URL, 1, {description: 'The address of static.css, to be linked.'})),
};

/** What the page of a form is about beside the thread. */
export const ARTICLE = {
  reply: optional(text(MAX_ID, 1, {description: 'The comment to reply to.'})),
  lang: LOOK.lang,
  url: optional(text(MAX_URL, 1, {description: 'The article’s address, to which the page leads back.'})),
};

export const SINCE = {
  since: optional(text(MAX_CURSOR, 1, {description: '`live` of a page, or the cursor of a change.'})),
};

export const LAST_EVENT_ID = {
  'Last-Event-ID': optional(
    text(MAX_CURSOR, 1, {description: 'The same, as browsers send it by themselves. Takes precedence.'}),
  ),
};

export const QUEUE_STATUS = {
  status: withDefault(oneOf(['held', 'reported'], {description: 'Which queue.'}), 'held'),
};

/** The default page size of a request. */
export function limitOf(fallback: number, description: string) {
  return {limit: withDefault(integer(1, 100, {description}), fallback)};
}

/** 1 to 255 visible ASCII characters, in quotes or without. */
const key = Type.Unsafe<string>({
  type: 'string',
  pattern: '^(?!""$)(?:"[\\x21-\\x7e]{1,255}"|[\\x21-\\x7e]{1,255})$',
  description:
    'One value for one action of a reader (draft-ietf-httpapi-idempotency-key-header): 1 to 255 visible ASCII ' +
    'characters, in quotes or without; kept for 24 hours.',
});

export const IDEMPOTENCY_KEY = {'Idempotency-Key': key};
export const OPTIONAL_IDEMPOTENCY_KEY = {'Idempotency-Key': optional(key)};

/** The headers that identify the sender of a request, read by the `Authenticator`. */
export const CREDENTIAL_HEADERS = ['Authorization', 'Parley-Guest'];

type Values = Readonly<Record<string, unknown>>;

/** Makes what reads these parameters of a query. An empty one is the same as none; twice is a mistake. */
export function queryReader(parameters: Parameters = {}): (query: URLSearchParams) => Values {
  const schemas = Object.entries(parameters);
  const parse = createParser(record(parameters), {whole: 'The query', root: ''});
  return (query) => {
    const given: Record<string, unknown> = {};
    for (const [name, schema] of schemas) {
      const value = readParameter(name, schema, query.getAll(name));
      if (value !== undefined) given[name] = value;
    }
    return parse(given);
  };
}

function readParameter(name: string, schema: TSchema, given: readonly string[]): unknown {
  const {type, default: fallback} = schema as {type?: unknown; default?: unknown};
  if (type === 'array') return given.length === 0 ? undefined : [...new Set(given)];
  if (given.length > 1) throw malformed(`The query must have ${name} once.`);
  const [value] = given;
  if (!value) return fallback;
  return type === 'integer' && /^\d{1,9}$/.test(value) ? Number(value) : value;
}

/** Makes what reads these headers of a request. */
export function headerReader(parameters: Parameters = {}): (headers: Headers) => Values {
  const names = Object.keys(parameters);
  const parse = createParser(record(parameters), {whole: 'The request', root: ''});
  return (headers) => {
    const given = names.map((name) => [name, headers.get(name)] as const);
    return parse(Object.fromEntries(given.filter(([, value]) => value)));
  };
}
