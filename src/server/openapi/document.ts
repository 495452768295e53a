import {BODY_LIMIT} from '../http/body.js';
import {LONGEST_ID, LONGEST_PAGE_ID, LONGEST_SITE} from '../http/requests.js';
import {moderationSchemas} from './moderation-schemas.js';
import {problemResponses} from './operations.js';
import type {Part} from './parts.js';
import {paths} from './paths.js';
import {schemas} from './schemas.js';

function query(name: string, schema: Part, description: string, required = true): Part {
  return {name, in: 'query', required, description, schema};
}

function header(name: string, schema: Part, description: string, required = true): Part {
  return {name, in: 'header', required, description, schema};
}

const cursor: Part = {type: 'string', minLength: 1};
const pageId: Part = {type: 'string', minLength: 1, maxLength: LONGEST_PAGE_ID};
const intentKey: Part = {type: 'string', minLength: 1, maxLength: 255};
const INTENT =
  'One value for one press of a button (draft-ietf-httpapi-idempotency-key-header); kept for 24 hours.';

const parameters: Readonly<Record<string, Part>> = {
  site: query('site', {type: 'string', minLength: 1, maxLength: LONGEST_SITE}, 'The site.'),
  page: query('page', pageId, 'The page’s id within the site: any text.'),
  optionalPage: query('page', pageId, 'One page alone.', false),
  pages: {
    ...query('page', {type: 'array', items: pageId, minItems: 1, maxItems: 100}, 'The pages’ ids.'),
    style: 'form',
    explode: true,
  },
  ids: {
    ...query(
      'id',
      {type: 'array', items: {type: 'string'}, minItems: 1, maxItems: 100},
      'The comments’ ids.',
    ),
    style: 'form',
    explode: true,
  },
  sort: query('sort', {$ref: '#/components/schemas/Sort', default: 'newest'}, 'Which comes first.', false),
  limit: query('limit', {type: 'integer', minimum: 1, maximum: 100, default: 20}, 'How many roots.', false),
  around: query(
    'around',
    {type: 'string'},
    'A comment that the page is to have, with what it answers.',
    false,
  ),
  cursor: query('cursor', cursor, 'What `next` of a list or of `replies` was.'),
  optionalCursor: query('cursor', cursor, 'What `next` was.', false),
  since: query('since', cursor, 'What `live` or the cursor of a change was.', false),
  lastEventId: header(
    'Last-Event-ID',
    cursor,
    'The same; browsers send it by themselves. It counts more.',
    false,
  ),
  queueStatus: query(
    'status',
    {type: 'string', enum: ['held', 'reported'], default: 'held'},
    'Which queue.',
    false,
  ),
  queueLimit: query('limit', {type: 'integer', minimum: 1, maximum: 100, default: 50}, 'How many.', false),
  id: {name: 'id', in: 'path', required: true, schema: {type: 'string', minLength: 1, maxLength: LONGEST_ID}},
  idempotencyKey: header('Idempotency-Key', intentKey, INTENT),
  optionalIdempotencyKey: header('Idempotency-Key', intentKey, INTENT, false),
};

/** The protocol for machines: OpenAPI 3.1. `docs/openapi.json` is a copy of it. */
export const openapi: Part = {
  openapi: '3.1.0',
  jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
  info: {
    title: 'Parley protocol',
    version: '1',
    description:
      'Comments under articles. docs/protocol.md tells it in words. ' +
      `Bodies are JSON in UTF-8 of at most ${String(BODY_LIMIT)} bytes; every answer that is not 2xx or 304 is a problem document.`,
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
    schemas: {...schemas, ...moderationSchemas},
    parameters,
    responses: problemResponses,
    headers: {
      ETag: {schema: {type: 'string'}, description: 'To be sent back as If-None-Match.'},
      Location: {schema: {type: 'string'}, description: 'The page that has the comment.'},
      'Idempotency-Replayed': {schema: {const: 'true'}, description: 'This is the first answer again.'},
      'Retry-After': {schema: {type: 'integer'}, description: 'In seconds.'},
    },
    securitySchemes: {
      token: {type: 'http', scheme: 'bearer', bearerFormat: 'JWT'},
      guest: {
        type: 'apiKey',
        in: 'header',
        name: 'Parley-Guest',
        description: 'The device’s own random key of at least 22 characters, which stands for a guest.',
      },
    },
  },
};
