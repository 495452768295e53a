import {expect} from '@open-wc/testing';
import {LocalAdapter} from '../../src/adapters/local.js';
import type {Change} from '../../src/model/thread.js';
import {adapterContract} from '../../src/testing/index.js';
import {makeComment} from '../support/comments.js';
import {freshDatabase, localHarness, THREAD} from '../support/local-harness.js';
import {waitUntil} from '../support/wait-until.js';

const {signal} = new AbortController();
const QUERY = {sort: 'oldest', limit: 50} as const;
const draft = (value: string) =>
  ({parentId: null, body: {format: 'text', value}, guest: {name: 'Ana'}}) as const;
const intent = () => ({key: crypto.randomUUID(), signal});

describe('LocalAdapter over IndexedDB: the contract', () => {
  for (const {name, run} of adapterContract(localHarness)) it(name, run);
});

describe('LocalAdapter on a device', () => {
  it('stores posts for the next visit', async () => {
    const databaseName = freshDatabase();
    await new LocalAdapter({databaseName}).post(THREAD, draft('Kept.'), intent());
    const page = await new LocalAdapter({databaseName}).open(THREAD, QUERY, signal);
    expect(page.comments.map(({body}) => body.value)).to.deep.equal(['Kept.']);
    expect(page.facts.notice).to.equal(undefined);
  });

  it('adds its seed once', async () => {
    const options = {databaseName: freshDatabase(), seed: [makeComment('1')]};
    const first = new LocalAdapter(options);
    await first.open(THREAD, QUERY, signal);
    await first.post(THREAD, draft('Second.'), intent());
    const page = await new LocalAdapter(options).open(THREAD, QUERY, signal);
    expect(page.total).to.equal(2);
  });

  it("lets a guest change only this device's comments", async () => {
    const options = {databaseName: freshDatabase(), seed: [makeComment('1')]};
    const adapter = new LocalAdapter(options);
    const mine = await adapter.post(THREAD, draft('Mine.'), intent());
    const again = new LocalAdapter(options);
    const edited = await again.edit(THREAD, mine.id, {format: 'text', value: 'Better.'}, intent());
    expect(edited.body.value).to.equal('Better.');
    const refused = await again
      .edit(THREAD, '1', {format: 'text', value: 'No.'}, intent())
      .catch(({code}: {code: string}) => code);
    expect(refused).to.equal('forbidden');
  });

  it('separates pages and sites', async () => {
    const databaseName = freshDatabase();
    await new LocalAdapter({databaseName}).post(THREAD, draft('Here.'), intent());
    const others = [
      {...THREAD, pageId: 'other'},
      {...THREAD, site: 'other.example'},
    ];
    for (const thread of others) {
      expect((await new LocalAdapter({databaseName}).open(thread, QUERY, signal)).total).to.equal(0);
    }
  });

  it('shows the comments of one tab in another', async () => {
    const databaseName = freshDatabase();
    const [one, two] = [new LocalAdapter({databaseName}), new LocalAdapter({databaseName})];
    const {live} = await two.open(THREAD, QUERY, signal);
    const stop = new AbortController();
    const seen: Change[] = [];
    const watching = (async () => {
      for await (const change of two.watch(THREAD, live, stop.signal)) seen.push(change);
    })().catch(() => undefined);
    await one.post(THREAD, draft('From the other tab.'), intent());
    await waitUntil(() => seen.length > 0);
    const [change] = seen;
    expect(change?.type === 'added' && change.comment.body.value).to.equal('From the other tab.');
    stop.abort();
    await watching;
  });

  it('loses no comment when two tabs post at the same time', async () => {
    const databaseName = freshDatabase();
    const tabs = [new LocalAdapter({databaseName}), new LocalAdapter({databaseName})];
    await Promise.all(
      Array.from({length: 20}, (_, index) =>
        (tabs[index % 2] ?? new LocalAdapter({databaseName})).post(
          THREAD,
          draft(`Letter ${String(index)}`),
          intent(),
        ),
      ),
    );
    expect((await new LocalAdapter({databaseName}).open(THREAD, QUERY, signal)).total).to.equal(20);
  });

  it('stores comments in memory, with a notice, where the browser refuses a database', async () => {
    const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = () => {
      throw new DOMException('refused', 'SecurityError');
    };
    try {
      const adapter = new LocalAdapter({databaseName: freshDatabase()});
      await adapter.post(THREAD, draft('For now.'), intent());
      const page = await adapter.open(THREAD, QUERY, signal);
      expect(page.total).to.equal(1);
      expect(page.facts.notice).to.equal('not-kept');
    } finally {
      IDBFactory.prototype.open = open;
    }
  });

  it('fails without losses when the device is full', async () => {
    const adapter = new LocalAdapter({databaseName: freshDatabase()});
    await adapter.post(THREAD, draft('Before.'), intent());
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    const refused = await adapter
      .post(THREAD, draft('Too much.'), intent())
      .catch(({code}: {code: string}) => code);
    IDBObjectStore.prototype.put = put;
    expect(refused).to.equal('server');
    expect((await adapter.open(THREAD, QUERY, signal)).total).to.equal(1);
  });
});
