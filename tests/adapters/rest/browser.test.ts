import {expect, fixture, html} from '@open-wc/testing';
import {executeServerCommand} from '@web/test-runner-commands';
import {RestAdapter, type RestAdapterOptions} from '../../../src/adapters/rest.js';
import '../../../src/define.js';
import type {ThreadElement} from '../../../src/elements/thread/thread.js';
import type {Comment, NewComment} from '../../../src/model/comment.js';
import {CommentsError} from '../../../src/model/errors.js';
import type {Change, ThreadRef} from '../../../src/model/thread.js';
import {fromMenu} from '../../support/controls.js';
import {ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

// What only a browser shows: requests to another origin, the device's storage, streams, redirects. The contract runs
// against the same server in Node.

const QUERY = {sort: 'newest', limit: 20} as const;
const {signal} = new AbortController();

let server: {readonly url: string; readonly site: string};
let pages = 0;
let thread: ThreadRef;

before(async function () {
  this.timeout(120_000);
  server = await executeServerCommand('parley-server');
});
beforeEach(() => {
  localStorage.clear();
  const pageId = `page ${String(Date.now())} ${String(pages++)}`;
  thread = {site: server.site, pageId, url: 'https://packet.example/ferry', title: 'The ferry'};
});

const adapterWith = (options: Partial<RestAdapterOptions> = {}): RestAdapter =>
  new RestAdapter({endpoint: server.url, ...options});
/** Another device. */
const someoneElse = (): RestAdapter => adapterWith({storage: memory()});
const signedIn = (as: object): RestAdapter =>
  adapterWith({getToken: () => executeServerCommand('parley-token', as), storage: memory()});
const intent = (key: string = crypto.randomUUID()) => ({key, signal});

function newComment(value: string, more: Partial<NewComment> = {}): NewComment {
  return {parentId: null, body: {format: 'text', value}, guest: {name: 'Ada'}, ...more};
}

function post(adapter: RestAdapter, value: string, more: Partial<NewComment> = {}): Promise<Comment> {
  return adapter.post(thread, newComment(value, more), intent());
}

async function failure(work: Promise<unknown>): Promise<CommentsError> {
  const reason: unknown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(reason instanceof CommentsError)) throw new Error(`It did not fail as it should: ${String(reason)}`);
  return reason;
}

function memory(): Pick<Storage, 'getItem' | 'setItem'> {
  const stored = new Map<string, string>();
  return {
    getItem: (name) => stored.get(name) ?? null,
    setItem: (name, value) => void stored.set(name, value),
  };
}

/** Follows the thread from where it stands now. */
async function follow(adapter: RestAdapter) {
  const stop = new AbortController();
  const {live} = await adapter.open(thread, QUERY, stop.signal);
  const changes: Change[] = [];
  const ended = (async () => {
    for await (const change of adapter.watch(thread, live, stop.signal)) changes.push(change);
  })();
  return {
    changes,
    told: (count: number) =>
      waitUntil(() => changes.length >= count, `only ${String(changes.length)} changes came`),
    async stop() {
      stop.abort();
      await ended;
    },
  };
}

const textOf = (change: Change | undefined) =>
  change?.type === 'removed' ? [change.type, change.id] : [change?.type, change?.comment.body.value];

describe('RestAdapter in a page, with a server on another origin', () => {
  describe('reading', () => {
    it('opens a thread without comments', async () => {
      const page = await adapterWith().open(thread, QUERY, signal);
      expect([page.comments, page.total, page.next]).to.deep.equal([[], 0, null]);
    });

    it('reads roots, replies and further pages, in the order that was asked for', async () => {
      const other = someoneElse();
      const root = await post(other, 'One');
      await post(other, 'An answer', {parentId: root.id});
      await post(other, 'Two');
      await post(other, 'Three');
      const adapter = adapterWith();
      const first = await adapter.open(thread, {sort: 'oldest', limit: 2}, signal);
      expect(first.comments.map(({body}) => body.value)).to.deep.equal(['One', 'An answer', 'Two']);
      expect(first.total).to.equal(4);
      const rest = await adapter.more(thread, first.next ?? '', signal);
      expect(rest.comments.map(({body}) => body.value)).to.deep.equal(['Three']);
    });

    it("gets new comments when it reloads, regardless of the browser's cache", async () => {
      const adapter = adapterWith();
      await adapter.open(thread, QUERY, signal);
      await post(someoneElse(), 'New');
      expect((await adapter.open(thread, QUERY, signal)).comments).to.have.length(1);
      expect((await adapter.counts([thread], signal)).get(thread.pageId)).to.equal(1);
    });

    it('follows no redirect', async () => {
      const fetched: Response[] = [];
      const adapter = adapterWith({
        fetch: async (_, init) => {
          const response = await fetch('/redirects-elsewhere', init);
          fetched.push(response);
          return response;
        },
      });
      expect((await failure(adapter.open(thread, QUERY, signal))).code).to.equal('server');
      expect(fetched[0]?.type).to.equal('opaqueredirect');
    });

    it('is distinguished from a missing server', async () => {
      const nowhere = new RestAdapter({endpoint: 'http://127.0.0.1:9'});
      expect((await failure(nowhere.open(thread, QUERY, signal))).code).to.equal('server');
    });
  });

  describe('writing', () => {
    it('recognises a guest by the key of their device, and lets them edit and remove', async () => {
      const {id} = await post(adapterWith(), 'My word');
      const names = Object.keys(localStorage);
      expect(names).to.deep.equal([`parley:guest-key:${server.url}`]);
      const again = adapterWith();
      const [mine] = (await again.open(thread, QUERY, signal)).comments;
      expect(mine?.can).to.include({edit: true, remove: true, vote: false});
      const [others] = (await someoneElse().open(thread, QUERY, signal)).comments;
      expect(others?.can).to.include({remove: false, vote: true});
      expect(others?.can?.edit).not.to.equal(true);
      const edited = await again.edit(thread, id, {format: 'text', value: 'My words'}, intent());
      expect(edited.body.value).to.equal('My words');
      expect((await again.remove(thread, id, intent())).status).to.equal('deleted');
      expect((await again.open(thread, QUERY, signal)).comments).to.deep.equal([]);
    });

    it('posts once however often it is sent, and finds what was never answered', async () => {
      const adapter = adapterWith();
      const once = intent();
      const [first, second] = await Promise.all(
        [1, 2].map(() => adapter.post(thread, newComment('Once'), once)),
      );
      expect(first?.id).to.equal(second?.id);
      expect((await adapter.findPosted(thread, newComment('Once'), once))?.id).to.equal(first?.id);
      expect(await adapter.findPosted(thread, newComment('Once'), intent())).to.equal(null);
      expect((await adapter.open(thread, QUERY, signal)).total).to.equal(1);
    });

    it('recommends, takes it back, and reports', async () => {
      const {id} = await post(someoneElse(), 'A fair point');
      const adapter = adapterWith();
      expect((await adapter.vote(thread, id, true, intent())).score).to.deep.equal({up: 1, mine: true});
      expect((await adapter.vote(thread, id, false, intent())).score).to.deep.equal({up: 0, mine: false});
      const reported = await adapter.report(thread, id, {ruleId: 'spam'}, intent());
      expect(reported.can?.report).to.equal(false);
    });

    it('signs in by a token, and requests a new one from the page when it is refused', async () => {
      const asked: boolean[] = [];
      const adapter = adapterWith({
        getToken: ({forceRefresh}) => {
          asked.push(forceRefresh);
          const lifetime = forceRefresh ? 300 : -300;
          return executeServerCommand('parley-token', {sub: 'rosalind', name: 'Rosalind', lifetime});
        },
      });
      const comment = await adapter.post(thread, {parentId: null, body: newComment('Signed').body}, intent());
      expect(comment.author.name).to.equal('Rosalind');
      expect(asked).to.deep.equal([false, true]);
      expect(localStorage.length, 'a signed-in reader needs no key').to.equal(0);
    });

    it('gets an error for each invalid field', async () => {
      const error = await failure(post(adapterWith(), ' ', {guest: {name: ''}}));
      expect(error.code).to.equal('validation');
      expect(Object.keys(error.fields)).to.have.members(['body', 'name']);
    });
  });

  describe('following', () => {
    it('receives added, changed and removed comments by the stream, in order', async () => {
      const watch = await follow(adapterWith());
      const other = someoneElse();
      const {id} = await post(other, 'Hello');
      await watch.told(1);
      await other.edit(thread, id, {format: 'text', value: 'Hello there'}, intent());
      await watch.told(2);
      await other.remove(thread, id, intent());
      await watch.told(3);
      expect(watch.changes.map(textOf)).to.deep.equal([
        ['added', 'Hello'],
        ['changed', 'Hello there'],
        ['removed', id],
      ]);
      await watch.stop();
    });

    it('delivers every change after the connection was lost', async () => {
      let cut: () => void = () => undefined;
      let streams = 0;
      const adapter = adapterWith({
        fetch: async (address, init) => {
          const url = address as string;
          if (!url.includes('/stream?') || ++streams > 1) return fetch(url, init);
          const line = new AbortController();
          cut = () => line.abort();
          return fetch(url, {...init, signal: line.signal});
        },
      });
      const watch = await follow(adapter);
      const other = someoneElse();
      await post(other, 'Before');
      await watch.told(1);
      cut();
      await post(other, 'Meanwhile');
      await watch.told(2);
      expect(watch.changes.map(textOf)).to.deep.equal([
        ['added', 'Before'],
        ['added', 'Meanwhile'],
      ]);
      expect(streams).to.equal(2);
      await watch.stop();
    });

    it('polls where a stream is refused', async () => {
      const asked: string[] = [];
      const adapter = adapterWith({
        fetch: async (address, init) => {
          const path = new URL(address as string).pathname;
          asked.push(path);
          return path === '/v1/stream'
            ? new Response('No streams here.', {status: 403})
            : fetch(address, init);
        },
      });
      // Written after the page was opened, before it is followed.
      const {live} = await adapter.open(thread, QUERY, signal);
      const {id} = await post(someoneElse(), 'By polling');
      const stop = new AbortController();
      const changes = adapter.watch(thread, live, stop.signal);
      const {value} = await changes.next();
      expect(value && textOf(value)).to.deep.equal(['added', 'By polling']);
      expect(value?.type === 'added' && value.comment.id).to.equal(id);
      expect(asked.slice(1)).to.deep.equal(['/v1/stream', '/v1/changes']);
      stop.abort();
      await changes.return();
    });
  });

  describe('under the elements', () => {
    async function open(adapter: RestAdapter): Promise<ThreadPage> {
      const element = await fixture<ThreadElement>(html`<parley-thread></parley-thread>`);
      const {site, pageId} = thread;
      Object.assign(element, {site, pageId, live: true, loading: 'eager', adapter});
      return new ThreadPage(element).ready();
    }

    it('shows a new comment when the reader requests it', async () => {
      const page = await open(adapterWith());
      await post(someoneElse(), 'Just in');
      await waitUntil(() => page.list.renderRoot.querySelector('[part~=pill]'), 'no news');
      page.button('1 new comment').click();
      await waitUntil(() => page.articles.length === 1);
      expect(page.part('body', page.articles[0]).textContent).to.contain('Just in');
    });

    it('posts what is written into the form', async () => {
      const page = await (await open(adapterWith())).openForm();
      page.write('body', 'From the form');
      page.write('name', 'Ada Quill');
      page.submit();
      await waitUntil(async () => (await someoneElse().open(thread, QUERY, signal)).total === 1, 'not there');
      await waitUntil(() => page.articles.length === 1);
    });

    it('shows a moderator’s reason in the place of a comment that is removed', async () => {
      const written = await someoneElse().post(
        thread,
        {...newComment('Off topic'), parentId: null},
        intent(),
      );
      await someoneElse().post(thread, {...newComment('An answer'), parentId: written.id}, intent());
      const page = await open(signedIn({sub: 'mod', name: 'Mo', role: 'moderator'}));
      (await fromMenu(page, written.id, 'remove')).click();
      const dialog = (): HTMLDialogElement | null => page.list.renderRoot.querySelector('dialog[open]');
      await waitUntil(() => dialog()?.querySelector('textarea'), 'no reason is asked for');
      const box = dialog()?.querySelector('textarea');
      if (box) box.value = 'Not about the ferry.';
      page.button('Delete', dialog() ?? undefined).click();
      await waitUntil(
        () => page.article(written.id).textContent.includes('Not about the ferry.'),
        'no reason',
      );
      const {comments} = await someoneElse().open(thread, QUERY, signal);
      expect(comments.find(({id}) => id === written.id)?.decision?.reason).to.equal('Not about the ferry.');
    });

    it('shows a blocked reader why there is no form', async () => {
      const reader = {sub: `reader-${crypto.randomUUID()}`, name: 'Bea'};
      const {id} = await signedIn(reader).post(
        thread,
        {parentId: null, body: newComment('A threat').body},
        intent(),
      );
      const token = await executeServerCommand('parley-token', {sub: 'mod', role: 'moderator'});
      const blocked = await fetch(`${server.url}/v1/moderation/blocks?site=${server.site}`, {
        method: 'POST',
        headers: {authorization: `Bearer ${String(token)}`, 'content-type': 'application/json'},
        body: JSON.stringify({subject: {commentId: id, by: 'person'}, reason: 'Threats.', until: null}),
      });
      expect(blocked.ok).to.equal(true);
      const page = await open(signedIn(reader));
      await waitUntil(() => page.thread.renderRoot.querySelector('[part=notice]'));
      expect(page.part('notice').textContent).to.equal(
        'You have been blocked from commenting. Reason: Threats.',
      );
      expect(page.findForm()).to.equal(null);
      const error = await failure(
        signedIn(reader).post(thread, {parentId: null, body: newComment('Again').body}, intent()),
      );
      expect(error.blocked).to.deep.equal({until: null, reason: 'Threats.'});
    });
  });
});
