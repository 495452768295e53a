import fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {Problem} from '../../../src/model/protocol.js';
import {operations} from '../../../src/server/http/routes/operations.js';
import {mutated, valid} from '../../support/server/arbitrary.js';
import {bodyFault, bodySchema, operationFor} from '../../support/server/described.js';
import {
  guestKey,
  postBody,
  SITE,
  startHttpFixture,
  threadQuery,
  tokenFor,
  type HttpFixture,
} from '../../support/server/http-fixture.js';
import {FASTEST_KIND} from '../../support/server/test-database.js';

const {thread} = postBody('agreement', '');
const settings = `/v1/settings?site=${SITE}`;
const policy = `/v1/policy?site=${SITE}`;
const blocks = `/v1/moderation/blocks?site=${SITE}`;
const block = (subject: object, more: object = {}) => ({subject, reason: '', until: null, ...more});

/** Bodies at the edges of what is taken: what, the request, and whether it is. */
const EDGES: readonly [string, string, string, unknown, boolean][] = [
  ['a guest that is null', 'POST', '/v1/comments', {...postBody('edge', 'One'), guest: null}, true],
  ['a version that is null', 'POST', '/v1/comments', {...postBody('edge', 'Two'), policyVersion: null}, true],
  ['a NUL in a page id', 'POST', '/v1/comments', postBody('a\0b', 'Three'), false],
  ['half a character in a text', 'POST', '/v1/comments', postBody('edge', 'a\ud83d'), false],
  ['a page id of 1,500 emoji', 'POST', '/v1/comments', postBody('😀'.repeat(1500), 'Four'), true],
  ['a page id of 2,001 emoji', 'POST', '/v1/comments', postBody('😀'.repeat(2001), 'Five'), false],
  [
    'a long address',
    'POST',
    '/v1/comments',
    {...postBody('edge', 'Six'), thread: {...thread, url: 'x'.repeat(2001)}},
    false,
  ],
  [
    'a long title',
    'POST',
    '/v1/comments',
    {...postBody('edge', 'Seven'), thread: {...thread, title: 'x'.repeat(2001)}},
    true,
  ],
  ['a long reason to close', 'PUT', '/v1/moderation/closed', {thread, reason: 'x'.repeat(2001)}, false],
  ['no reason to close', 'PUT', '/v1/moderation/closed', {thread, reason: null}, true],
  ['too long comments', 'PATCH', settings, {bodyLength: 1_000_000}, false],
  ['a window of ages', 'PATCH', settings, {editWindow: 1e10}, false],
  ['an unknown setting', 'PATCH', settings, {bodyLenght: 5}, false],
  ['the same sort twice', 'PATCH', settings, {sorts: ['newest', 'newest']}, false],
  ['an unknown field of a policy', 'PUT', policy, {version: '1', rulez: []}, false],
  ['a rule without an id', 'PUT', policy, {version: '2', rules: [{id: '', text: 'x'}]}, false],
  [
    'a rule without a severity',
    'PUT',
    policy,
    {version: '3', rules: [{id: 'a', text: 'x', severity: null}]},
    true,
  ],
  ['a long reason to block', 'POST', blocks, block({userId: 'u'}, {reason: 'x'.repeat(2001)}), false],
  ['a long id of an account', 'POST', blocks, block({userId: 'u'.repeat(256)}), false],
  ['a leap second', 'POST', blocks, block({userId: 'u'}, {until: '2026-12-31T23:59:60Z'}), false],
  ['a time in small letters', 'POST', blocks, block({userId: 'u'}, {until: '2999-12-31t23:59:59z'}), true],
  [
    'a person who is two',
    'POST',
    `/v1/people/export?site=${SITE}`,
    {userId: 'u', email: 'a@b.example'},
    false,
  ],
];

describe('the server and its OpenAPI document', () => {
  let fixture: HttpFixture;
  let token: string;

  beforeAll(async () => {
    fixture = await startHttpFixture(FASTEST_KIND);
    token = await tokenFor('moderator-1', 'moderator');
  });

  afterAll(() => fixture.close());

  async function send(
    method: string,
    address: string,
    json: unknown,
  ): Promise<readonly [number, Problem | null]> {
    // The fixture throws where the two judge a request differently.
    const response = await fixture.send(method, address, {
      json: JSON.stringify(json),
      token,
      key: guestKey(),
    });
    const text = await response.text();
    return [response.status, response.status >= 400 ? (JSON.parse(text) as Problem) : null];
  }

  it.each(EDGES)('judge the same of %s', async (_what, method, address, json, isTaken) => {
    const operation = operationFor(method, new URL(address, 'http://server').pathname);
    expect(operation && bodyFault(operation, json) === '').toBe(isTaken);
    const [status, problem] = await send(method, address, json);
    expect([status < 400, problem?.detail]).toEqual([isTaken, isTaken ? undefined : expect.any(String)]);
  });

  // What a form sends are texts, and a page does not say which of them is malformed.
  const withBody = operations.filter(({body, encoding}) => body !== undefined && encoding !== 'form');

  it.each(withBody.map((operation) => [operation.id, operation] as const))(
    'judge the same of generated bodies: %s',
    async (_id, {method, path}) => {
      const described = operationFor(method, path.replace(':id', '1'));
      const schema = described && bodySchema(described);
      if (!described || !schema) throw new Error(`The document has no body for ${method} ${path}.`);
      const address = `${path.replace(':id', '1')}?${threadQuery('generated')}`;
      await fc.assert(
        fc.asyncProperty(valid(schema), async (body) => {
          expect(bodyFault(described, body)).toBe('');
          const [, problem] = await send(method, address, body);
          // What a site makes of it is for the store to say, but its form is right.
          expect(problem?.detail ?? '').not.toMatch(/^body\b/);
        }),
        {numRuns: 25},
      );
      let refused = 0;
      await fc.assert(
        fc.asyncProperty(mutated(schema), async (body) => {
          const isRight = bodyFault(described, body) === '';
          const [status, problem] = await send(method, address, body);
          if (isRight) expect(problem?.detail ?? '').not.toMatch(/^body\b/);
          else {
            refused++;
            expect([status, problem?.detail]).toEqual([expect.any(Number), expect.stringMatching(/^body\b/)]);
            expect([400, 422]).toContain(status);
          }
        }),
        {numRuns: 60},
      );
      expect(refused).toBeGreaterThan(5);
    },
  );
});
