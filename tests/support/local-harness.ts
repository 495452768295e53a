import {LocalAdapter, type LocalAdapterOptions} from '../../src/adapters/local.js';
import type {Comment} from '../../src/model/comment.js';
import type {ThreadRef} from '../../src/model/thread.js';
import type {ContractBackend, ContractComment, ContractHarness} from '../../src/testing/index.js';

export const THREAD: ThreadRef = {
  site: 'packet.example',
  pageId: 'ferry-timetable',
  url: 'https://packet.example/ferry-timetable',
  title: 'The ferry keeps its evening boat',
};

interface LocalBackend extends ContractBackend {
  readonly options: LocalAdapterOptions;
  now: number;
}

function commentOf({ref, parent, name, text, createdAt, up = 0}: ContractComment): Comment {
  return {
    id: ref,
    parentId: parent ?? null,
    author: {name},
    body: {format: 'text', value: text},
    createdAt,
    score: {up},
  };
}

let databases = 0;

/** A name that no other test uses. */
export function freshDatabase(): string {
  return `parley-test-${String(Date.now())}-${String(databases++)}`;
}

/**
 * The local adapter against the contract: each case has a database of its own, and the reader comes back as a new
 * adapter over it. Another reader is a second adapter whose viewer has another id: another tab of the device.
 */
export const localHarness: ContractHarness<LocalBackend> = {
  methods: ['post', 'findPosted', 'edit', 'remove', 'vote', 'watch', 'counts'],
  failures: [],
  start({comments, bodyLength, ...rules}) {
    const options: LocalAdapterOptions = {
      ...rules,
      ...(bodyLength !== undefined && {limits: {bodyLength}}),
      databaseName: freshDatabase(),
      seed: ({pageId}) => (pageId === THREAD.pageId ? comments.map(commentOf) : []),
      now: () => backend.now,
    };
    const backend: LocalBackend = {
      adapter: new LocalAdapter(options),
      options,
      thread: THREAD,
      id: (ref) => ref,
      now: Date.UTC(2026, 0, 6),
    };
    return backend;
  },
  reopen: ({options}) => new LocalAdapter(options),
  async arrive({options, thread, adapter}, {parent, name, text, createdAt}) {
    // The device's other reader must come after the seed is planted, as any reader of the page does.
    await adapter.open(thread, {sort: 'oldest', limit: 1}, new AbortController().signal);
    const other = new LocalAdapter({
      ...options,
      viewer: {id: 'somebody-else', name},
      now: () => Date.parse(createdAt),
    });
    const posted = await other.post(
      thread,
      {parentId: parent ?? null, body: {format: 'text', value: text}},
      {key: crypto.randomUUID(), signal: new AbortController().signal},
    );
    return posted.id;
  },
  async change({options, thread}, id, text) {
    const other = new LocalAdapter({
      ...options,
      viewer: {id: 'somebody-else', name: 'Somebody'},
      editWindow: Infinity,
    });
    await other.edit(
      thread,
      id,
      {format: 'text', value: text},
      {key: crypto.randomUUID(), signal: new AbortController().signal},
    );
  },
  async takeAway({options, thread}, id) {
    const other = new LocalAdapter({
      ...options,
      viewer: {id: 'somebody-else', name: 'Somebody'},
      editWindow: Infinity,
    });
    await other.remove(thread, id, {key: crypto.randomUUID(), signal: new AbortController().signal});
  },
  advance: (backend, ms) => {
    backend.now += ms;
  },
};
