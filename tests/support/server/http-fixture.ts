import {randomUUID} from 'node:crypto';
import {SignJWT} from 'jose';
import {createServer, type ParleyServer, type ServerOptions} from '../../../src/server/create-server.js';
import type {Database} from '../../../src/server/database/database.js';
import {createDigests} from '../../../src/server/identity/digests.js';
import type {Role} from '../../../src/server/store/actor.js';
import {openStore} from '../../../src/server/store/open-store.js';
import type {Store} from '../../../src/server/store/store.js';
import type {PostRequest} from '../../../src/model/protocol.js';
import {answerFault} from './answers.js';
import {requestFault} from './requests.js';
import {OPEN_SETTINGS} from './open-settings.mjs';
import {makeDatabase, type DatabaseKind} from './test-database.js';

export const SITE = 'paper.example';
export const OTHER_SITE = 'other.example';
export const ORIGIN = 'https://paper.example';
export const JWT_SECRET = 'the secret that signs the tokens of these tests';

/** What a request of a test has beyond its method and address. */
export interface Sending {
  /** Sent as JSON, unless it is a string already. */
  readonly json?: unknown;
  /** Sent as the fields of a form, instead of `json`. */
  readonly form?: Readonly<Record<string, string>>;
  /** Sent as it comes, instead of `json`. */
  readonly body?: ReadableStream<Uint8Array>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Who sends: a token, a guest's key, or both. */
  readonly token?: string;
  readonly guest?: string;
  /** The Idempotency-Key. */
  readonly key?: string;
  /** The connection's address. */
  readonly from?: string;
}

export type Send = (method: string, address: string, sending?: Sending) => Promise<Response>;

/** A server over a fresh database; every request to it and every answer is held against the OpenAPI document. */
export interface HttpFixture {
  readonly server: ParleyServer;
  readonly store: Store;
  /** Under the store. */
  readonly database: Database;
  /** All that the store has asked the database since `statements.length = 0`. */
  readonly statements: string[];
  /** The server's clock: moves when it is told to. */
  readonly clock: {now: number};
  /** Sends, and throws when the answer is not as the document has it, or the two judge the request differently. */
  readonly send: Send;
  /** Sends to another server over the same store, which has these options. */
  with(options: Partial<ServerOptions>): Send;
  close(): Promise<void>;
}

const NO_LIMITS = {reads: null, writes: null, votes: null, moderation: null};

export async function startHttpFixture(
  kind: DatabaseKind,
  options: Partial<ServerOptions> = {},
): Promise<HttpFixture> {
  const test = await makeDatabase(kind);
  const statements: string[] = [];
  const clock = {now: Date.now()};
  const now = (): Date => new Date(clock.now);
  const digests = await createDigests('the secret of the server in these tests');
  const database = recording(test.database, statements);
  const store = await openStore({
    database,
    digests,
    sites: [SITE, OTHER_SITE],
    defaults: OPEN_SETTINGS,
    now,
  });
  const serverWith = (more: Partial<ServerOptions>): ParleyServer =>
    createServer({
      store,
      digests,
      now,
      origins: [ORIGIN],
      jwt: {secret: JWT_SECRET},
      limits: NO_LIMITS,
      ...more,
    });
  const server = serverWith(options);

  return {
    server,
    store,
    database,
    statements,
    clock,
    send: sendTo(server),
    with: (more) => sendTo(serverWith(more)),
    async close() {
      await server.close();
      await store.close();
      await test.drop();
    },
  };
}

function sendTo(server: ParleyServer): Send {
  return async (method, address, sending = {}) => {
    const {json, form, token, guest, key, from = '203.0.113.9'} = sending;
    const headers = new Headers({
      ...(json !== undefined && {'content-type': 'application/json'}),
      ...(form !== undefined && {'content-type': 'application/x-www-form-urlencoded'}),
      ...(token !== undefined && {authorization: `Bearer ${token}`}),
      ...(guest !== undefined && {'parley-guest': guest}),
      ...(key !== undefined && {'idempotency-key': key}),
      ...sending.headers,
    });
    const text = form ? new URLSearchParams(form).toString() : textOf(json);
    const body = sending.body ?? text;
    const request = new Request(`https://comments.example${address}`, {
      method,
      headers,
      body,
      duplex: 'half',
    } as RequestInit);
    const response = await server.fetch(request, {address: from});
    const fault =
      (await answerFault(method, address, response)) ||
      (await requestFault(method, address, headers, form ? JSON.stringify(form) : text, response));
    if (fault !== '') throw new Error(`${method} ${address}: ${fault} ${await response.clone().text()}`);
    return response;
  };
}

function textOf(json: unknown): string | null {
  if (typeof json === 'string') return json;
  return json === undefined ? null : JSON.stringify(json);
}

function recording(database: Database, statements: string[]): Database {
  const note = <Queries extends Pick<Database, 'query'>>(queries: Queries): Pick<Database, 'query'> => ({
    query: (statement, parameters) => {
      statements.push(statement);
      return queries.query(statement, parameters);
    },
  });
  return {
    ...note(database),
    transaction: (work, options) => database.transaction((queries) => work(note(queries)), options),
    listen: (channel, onNotify, onGap) => database.listen(channel, onNotify, onGap),
    close: () => database.close(),
  };
}

/** A token for an hour of these tests' issuer. */
export function tokenFor(subject: string, role: Role = 'reader', claims: object = {}): Promise<string> {
  return new SignJWT({name: `Name of ${subject}`, role, ...claims})
    .setProtectedHeader({alg: 'HS256'})
    .setSubject(subject)
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(JWT_SECRET));
}

/** A device's key. */
export function guestKey(): string {
  return randomUUID();
}

/** The query that names a thread. */
export function threadQuery(pageId: string, site = SITE): string {
  return new URLSearchParams({site, page: pageId}).toString();
}

/** The body of a post; with a guest's name unless it is told otherwise. */
export function postBody(pageId: string, value: string, more: Partial<PostRequest> = {}): PostRequest {
  return {
    thread: {site: SITE, pageId, url: `${ORIGIN}/ferry`, title: 'The ferry'},
    parentId: null,
    body: {format: 'text', value},
    guest: {name: 'Ada Quill', email: 'ada@example.com'},
    ...more,
  };
}
