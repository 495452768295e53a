import {SignJWT} from 'jose';
import {RestAdapter, type RestAdapterOptions} from '../../../src/adapters/rest.js';
import type {CommentId} from '../../../src/model/comment.js';
import type {CommentsErrorCode} from '../../../src/model/error-codes.js';
import type {Viewer} from '../../../src/model/thread.js';
import {createServer} from '../../../src/server/create-server.js';
import {createDigests} from '../../../src/server/identity/digests.js';
import type {Actor} from '../../../src/server/store/actor.js';
import type {ContractBackend, ContractComment, ContractHarness} from '../../../src/testing/index.js';
import {storage} from '../rest-fake.js';
import {serve, type Listening} from './serve.js';
import type {TestDatabase} from './test-database.js';
import {
  guest,
  idempotency,
  moderator,
  openTestStore,
  SECRET,
  TestClock,
  type TestStore,
} from './test-store.js';

const TOKEN_SECRET = 'a secret that newsroom and server share';

/** When all that a case begins with has been written. */
const NOW = Date.UTC(2026, 0, 6);

interface RestBackend extends ContractBackend {
  readonly test: TestStore;
  readonly clock: TestClock;
  readonly listening: Listening;
  readonly options: RestAdapterOptions;
  /** Who wrote what the reader did not write, and when, in milliseconds. */
  readonly comments: Map<CommentId, {readonly author: Actor; readonly at: number}>;
  failure: {code: CommentsErrorCode; when: 'before' | 'after'; address: string | null} | null;
}

/** What the server answers with for each code, as docs/protocol.md has it. */
const STATUS: Readonly<Partial<Record<CommentsErrorCode, number>>> = {
  validation: 422,
  'blocked-words': 422,
  duplicate: 409,
  conflict: 409,
  'login-required': 401,
  'not-found': 404,
  gone: 410,
  'rate-limited': 429,
  malformed: 400,
  unsupported: 501,
  timeout: 504,
  server: 500,
};

/**
 * `RestAdapter` against a real server over HTTP. Each case has a site of its own on one database. Failures that the
 * server does not have at will are put in between the two.
 */
export function restHarness(database: () => TestDatabase): ContractHarness<RestBackend> {
  return {
    async start({comments, closed, viewer, bodyLength, posting, guestFields}) {
      const clock = new TestClock();
      const test = await openTestStore(database().database, {clock});
      const listening = await serve(
        createServer({
          store: test.store,
          digests: await createDigests(SECRET),
          jwt: {secret: TOKEN_SECRET},
          limits: {reads: null, writes: null, votes: null, moderation: null},
          now: clock.now,
        }),
      );
      const thread = test.thread('ferry-timetable');
      const ids = new Map<string, CommentId>();
      const options: RestAdapterOptions = {
        endpoint: listening.url,
        storage: storage(),
        fetch: (address, init) => interrupted(backend, address as string, init ?? {}),
        ...(viewer && {getToken: () => tokenFor(viewer, clock)}),
      };
      const backend: RestBackend = {
        adapter: new RestAdapter(options),
        test,
        clock,
        listening,
        thread,
        id: (ref) => ids.get(ref) ?? ref,
        options,
        comments: new Map(),
        failure: null,
      };
      for (const comment of comments) {
        ids.set(comment.ref, await write(backend, comment, comment.parent && ids.get(comment.parent)));
      }
      clock.advance(NOW - clock.now().getTime());
      const settings = {
        ...(bodyLength !== undefined && {bodyLength}),
        ...(posting && {posting}),
        ...(guestFields && {
          guestFields: {name: 'required', email: 'optional', url: 'hidden', ...guestFields} as const,
        }),
      };
      if (Object.keys(settings).length > 0) await test.set(settings);
      if (closed) await test.store.closeThread(thread, {}, moderator());
      return backend;
    },
    reopen: ({options}) => new RestAdapter(options),
    async stop({listening, test}) {
      await listening.close();
      await test.store.close();
    },
    arrive: (backend, comment) => write(backend, comment, comment.parent && backend.id(comment.parent)),
    async change({test, thread, clock, comments}, id, text) {
      const {author, at} = comments.get(id) ?? {author: guest(), at: NOW};
      const body = {format: 'text', value: text} as const;
      // Authors change their words soon after they wrote them, or not at all.
      await atTime(clock, at + 1_000, () => test.store.edit(thread, id, body, author, idempotency()));
    },
    async takeAway({test, thread}, id) {
      await test.store.decide(thread.site, id, {action: 'remove'}, moderator());
    },
    advance: ({clock}, ms) => clock.advance(ms),
    fail: (backend, code, when) => {
      backend.failure = {code, when, address: null};
    },
  };
}

/** Another reader writes, at the comment's own time, and others recommend it. */
function write(
  {test, thread, clock, comments}: RestBackend,
  {name, text, createdAt, up = 0}: ContractComment,
  parentId: CommentId | undefined,
): Promise<CommentId> {
  const at = Date.parse(createdAt);
  const author = guest();
  const draft = {parentId: parentId ?? null, body: {format: 'text', value: text}, guest: {name}} as const;
  return atTime(clock, at, async () => {
    const {comment} = await test.store.post(thread, draft, author, idempotency());
    for (let votes = 0; votes < up; votes++)
      await test.store.vote(thread, comment.id, true, guest(), idempotency());
    comments.set(comment.id, {author, at});
    return comment.id;
  });
}

/** Puts the clock there while something is done. */
async function atTime<Result>(clock: TestClock, ms: number, work: () => Promise<Result>): Promise<Result> {
  const before = clock.now().getTime();
  clock.advance(ms - before);
  try {
    return await work();
  } finally {
    clock.advance(before - ms);
  }
}

function tokenFor({id, name, role}: Viewer, clock: TestClock): Promise<string> {
  return new SignJWT({name, ...(role && {role})})
    .setProtectedHeader({alg: 'HS256'})
    .setSubject(id)
    .setExpirationTime(new Date(clock.now().getTime() + 60_000))
    .sign(new TextEncoder().encode(TOKEN_SECRET));
}

/** The request, or the failure that the case has asked for. */
async function interrupted(backend: RestBackend, address: string, init: RequestInit): Promise<Response> {
  const {failure} = backend;
  // What fails is the call itself, not what it asks beside it; and a read that is tried again fails again.
  if (!failure || address.includes('/viewer?') || (failure.address ?? address) !== address)
    return fetch(address, init);
  const isTriedAgain =
    (init.method ?? 'GET') === 'GET' && failure.code === 'timeout' && failure.address === null;
  backend.failure = isTriedAgain ? {...failure, address} : null;
  if (failure.when === 'after') await (await fetch(address, init)).text();
  const {code} = failure;
  const retryAt = new Date(Date.now() + 30_000).toISOString();
  return Response.json(
    {code, title: 'It fails as it was told to.', ...(code === 'rate-limited' && {retryAt})},
    {status: STATUS[code] ?? 403, headers: {'content-type': 'application/problem+json'}},
  );
}
