import {beforeEach, describe, expect, it} from 'vitest';
import type {Actor} from '../../../src/server/store/actor.js';
import type {Decision} from '../../../src/server/store/moderation.js';
import {storeForEach} from '../../support/server/store-for-each.js';
import {DATABASE_KINDS} from '../../support/server/test-database.js';
import {
  guest,
  idsOf,
  idempotency,
  moderator,
  openTestStore,
  readAll,
  user,
  type TestStore,
} from '../../support/server/test-store.js';

const OPEN = {all: false, first: false, links: null, findings: false, reports: null};

describe.each(DATABASE_KINDS)('moderating, on %s', (kind) => {
  const {database, test} = storeForEach(kind);
  const ann = guest('ann');
  const bob = guest('bob');
  const mod = moderator();

  beforeEach(async () => {
    await test.set({hold: OPEN});
  });

  const decide = (id: string, decision: Decision) => test.store.decide(test.site, id, decision, mod);
  const queue = async (status: 'held' | 'reported' = 'held') =>
    (await test.store.queue(test.site, {status, cursor: null, limit: 50}, mod)).items;
  const page = () => test.store.open(test.thread(), {sort: 'oldest', limit: 50});
  const lastLog = async () => (await test.store.log(test.site, null, mod)).items[0];

  it('cuts the text of a report at its limit, never within a character', async () => {
    const {id} = await test.post('Rude.', {actor: ann});
    const text = `${'a'.repeat(1999)}𐍈𐍈`;
    await test.store.report(test.thread(), id, {ruleId: 'kind', text}, guest(), idempotency());
    expect((await queue('reported'))[0]).toMatchObject({reports: [{text: `${'a'.repeat(1999)}𐍈`}]});
  });

  it('is for moderators alone', async () => {
    const {id} = await test.post('A letter.', {actor: ann});
    for (const actor of [ann, user('u1'), user('s1', 'staff')]) {
      const {store, site} = test;
      const requests = [
        store.queue(site, {status: 'held', cursor: null, limit: 1}, actor),
        store.decide(site, id, {action: 'approve'}, actor),
        store.closeThread(test.thread(), null, actor),
        store.block(site, {subject: {commentId: id, by: 'person'}, reason: '', until: null}, actor),
        store.blocks(site, null, actor),
        store.unblock(site, '1', actor),
        store.log(site, null, actor),
        store.setPolicy(site, {version: '1'}, actor),
        store.changeSettings(site, {title: 'Mine'}, actor),
        store.exportPerson(site, {userId: 'u1'}, actor),
        store.erasePerson(site, {userId: 'u1'}, actor),
      ];
      await Promise.all(requests.map((answer) => expect(answer).rejects.toMatchObject({code: 'forbidden'})));
    }
  });

  describe('hold rules', () => {
    const held = async (text: string, actor: Actor = guest()) => {
      const {id, status} = await test.post(text, {actor});
      const entry = (await queue()).find(({comment}) => comment.id === id);
      expect(status).toBe(entry ? 'held' : 'published');
      return entry?.heldBecause ?? null;
    };

    it('hold nothing by default', async () => {
      expect(await held('SHOUTING AT EVERYBODY WHO READS THIS!!!!!!!!!!!!!!')).toBeNull();
      expect(await held('https://a.example https://b.example https://c.example')).toBeNull();
    });

    it('hold everything, until one is published, many links, findings, the word lists', async () => {
      await test.set({hold: {...OPEN, all: true}});
      expect(await held('Anything.')).toEqual(['all']);
      await test.set({hold: {...OPEN, links: 1}});
      expect(await held('See https://a.example')).toBeNull();
      expect(await held('See https://a.example and www.b.example')).toEqual(['links']);
      await test.set({hold: {...OPEN, findings: true}});
      expect(await held('STOP BUILDING FERRIES IN MY HARBOUR')).toEqual(['shouting']);
      expect(await held('Nooooooooooooo')).toEqual(['repeated-characters']);
      expect(await held('What the f.u.c.k, you are a complete idiot')).toEqual([
        'profanity',
        'personal-attack',
      ]);
      expect(await held('Write to ada@packet.example in Scunthorpe')).toBeNull();
      await test.set({hold: OPEN, words: {hold: ['ferry tale*'], block: []}});
      expect(await held('Another Ferry  Tales?')).toEqual(['words']);
    });

    it('go by how firm the policy’s rules are', async () => {
      await test.set({hold: {...OPEN, findings: true}});
      const rules = [
        {id: 'shouting', text: 'Please do not shout.', severity: 'nudge'},
        {id: 'contact-details', text: 'No addresses.', severity: 'hold'},
        {id: 'profanity', text: 'No swearing.', severity: 'block'},
      ] as const;
      await test.store.setPolicy(test.site, {version: 'firm', rules}, mod);
      expect(await held('STOP BUILDING FERRIES IN MY HARBOUR, PLEASE')).toBeNull();
      expect(await held('Write to ada@packet.example')).toEqual(['contact-details']);
      await expect(test.post('What the fuck?', {actor: ann})).rejects.toMatchObject({code: 'blocked-words'});
      // A rule that blocks holds whether findings are held or not.
      await test.set({hold: OPEN});
      await expect(test.post('Bullshit!', {actor: ann})).rejects.toMatchObject({code: 'blocked-words'});
    });

    it('hold a person’s comments until a moderator has published one', async () => {
      await test.set({hold: {...OPEN, first: true}});
      expect(await held('My first.', ann)).toEqual(['first']);
      expect(await held('My second.', ann)).toEqual(['first']);
      const [entry] = await queue();
      expect(entry?.author).toMatchObject({published: 0, rejected: 0});
      await decide(entry?.comment.id ?? '', {action: 'approve'});
      expect(await held('My third.', ann)).toBeNull();
      expect(await held('My first too.', bob)).toEqual(['first']);
    });

    it('never hold what staff and moderators write', async () => {
      await test.set({hold: {all: true, first: true, links: 0, findings: true, reports: 1}});
      expect(await held('SEE HTTPS://A.EXAMPLE EVERYBODY PLEASE', user('s1', 'staff'))).toBeNull();
    });

    it('apply to edits, too', async () => {
      await test.set({hold: {...OPEN, links: 0}});
      const {id} = await test.post('Nothing to see.', {actor: ann});
      const body = {format: 'text', value: 'Buy at https://spam.example'} as const;
      const {comment} = await test.store.edit(test.thread(), id, body, ann, idempotency());
      expect(comment.status).toBe('held');
      expect((await page()).comments).toEqual([]);
      expect((await queue())[0]).toMatchObject({comment: {id, body}, heldBecause: ['links']});
    });

    it('reject a comment with a word of the publisher’s list, whole words only', async () => {
      await test.set({words: {hold: [], block: ['sçum']}});
      await expect(test.post('You SCUM.')).rejects.toMatchObject({code: 'blocked-words'});
      await test.post('He lives in Scumbria.');
    });

    it('hold a published comment that enough readers have reported, and count again after approval', async () => {
      await test.set({hold: {...OPEN, reports: 2}});
      const {id} = await test.post('Rude.', {actor: ann});
      let readers = 0;
      const report = async () => {
        const reader = user(`reader ${String(readers++)}`);
        return (await test.store.report(test.thread(), id, {ruleId: 'kind'}, reader, idempotency())).comment
          .status;
      };
      expect(await report()).toBe('published');
      // To those who read along it is taken away.
      expect(await report()).toBe('removed');
      expect((await page()).total).toBe(0);
      expect((await queue())[0]).toMatchObject({
        heldBecause: ['reports'],
        reports: [{ruleId: 'kind'}, {ruleId: 'kind'}],
      });
      await decide(id, {action: 'approve'});
      expect(await report()).toBe('published');
      expect(await report()).toBe('removed');
    });
  });

  describe('a held comment', () => {
    it('is seen by its author and by moderators alone, and makes no change until it is published', async () => {
      await test.set({hold: {...OPEN, all: true}});
      const {live} = await page();
      const version = await test.store.version(test.thread());
      const {id} = await test.post('I wait.', {actor: ann});
      expect((await page()).comments).toEqual([]);
      expect(await test.store.version(test.thread())).toBe(version);
      expect(await test.store.changes(test.thread(), live)).toMatchObject({changes: []});
      expect(idsOf((await test.store.viewer(test.thread(), ann)).own)).toEqual([id]);
      expect((await test.store.viewer(test.thread(), bob)).own).toEqual([]);
      await decide(id, {action: 'approve'});
      expect(idsOf((await page()).comments)).toEqual([id]);
      expect(await test.store.changes(test.thread(), live)).toMatchObject({changes: [{type: 'added'}]});
      expect(await lastLog()).toMatchObject({actor: 'mod', action: 'approve', target: id});
    });

    it('that is rejected shows the reason to its author only', async () => {
      await test.set({hold: {...OPEN, all: true}});
      const {id} = await test.post('Rude.', {actor: ann});
      await decide(id, {action: 'reject', ruleId: 'kind', reason: 'A personal attack.'});
      expect((await test.store.viewer(test.thread(), ann)).own[0]).toMatchObject({
        id,
        status: 'rejected',
        body: {value: 'Rude.'},
        decision: {ruleId: 'kind', reason: 'A personal attack.'},
        can: {edit: false, remove: false},
      });
      expect(await readAll(test.store, test.thread())).toEqual([]);
      await expect(
        test.store.edit(test.thread(), id, {format: 'text', value: 'x'}, ann, idempotency()),
      ).rejects.toMatchObject({code: 'forbidden'});
      const [entry] = await queue();
      expect(entry).toBeUndefined();
      await test.post('Kind.', {actor: ann});
      expect((await queue())[0]?.author).toMatchObject({published: 0, rejected: 1});
    });

    it('is removed by its author, and is then in no queue', async () => {
      await test.set({hold: {...OPEN, all: true}});
      const {id} = await test.post('I wait.', {actor: ann});
      await test.store.remove(test.thread(), id, ann, idempotency());
      expect(await queue()).toEqual([]);
      await expect(decide(id, {action: 'approve'})).rejects.toMatchObject({code: 'gone'});
    });
  });

  it('removes a comment with the rule that it broke, leaving a tombstone where there are answers', async () => {
    const root = await test.post('Rude.', {actor: ann});
    const reply = await test.post('Indeed.', {parentId: root.id});
    const {live} = await page();
    await decide(root.id, {action: 'remove', ruleId: 'kind'});
    const {comments, total} = await page();
    expect(total).toBe(1);
    expect(comments[0]).toMatchObject({
      id: root.id,
      status: 'removed',
      decision: {ruleId: 'kind'},
      author: {name: ''},
      body: {value: ''},
      replies: {count: 1},
    });
    expect(await test.store.changes(test.thread(), live)).toMatchObject({
      changes: [{type: 'changed', comment: {status: 'removed'}}],
    });
    await decide(reply.id, {action: 'remove'});
    expect((await page()).comments).toEqual([]);
    // What was removed by mistake comes back, with what stands above it.
    await decide(reply.id, {action: 'approve'});
    expect(idsOf((await page()).comments)).toEqual([root.id, reply.id]);
    await decide(root.id, {action: 'approve'});
    expect((await page()).comments[0]).toMatchObject({status: 'published', body: {value: 'Rude.'}});
  });

  it('features a comment with a reason, and takes that back', async () => {
    const {id} = await test.post('A fine letter.');
    await decide(id, {action: 'feature', by: 'The Packet', reason: 'Well researched.'});
    expect((await page()).comments[0]?.featured).toEqual({by: 'The Packet', reason: 'Well researched.'});
    await decide(id, {action: 'unfeature'});
    expect((await page()).comments[0]?.featured).toBeUndefined();
    await expect(decide('987654321', {action: 'feature'})).rejects.toMatchObject({code: 'not-found'});
  });

  it('lets reports rest', async () => {
    const {id} = await test.post('Fine.');
    await test.store.report(test.thread(), id, {ruleId: 'kind'}, bob, idempotency());
    expect((await queue('reported')).length).toBe(1);
    await decide(id, {action: 'dismiss-reports'});
    expect(await queue('reported')).toEqual([]);
  });

  it('finds no comment of another site', async () => {
    const other = await openTestStore(database.database);
    const {id} = await other.post('Elsewhere.');
    await expect(decide(id, {action: 'remove'})).rejects.toMatchObject({code: 'not-found'});
    const subject = {commentId: id, by: 'person'} as const;
    await expect(test.store.block(test.site, {subject, reason: '', until: null}, mod)).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('pages through queue and log', async () => {
    await test.set({hold: {...OPEN, all: true}});
    const ids: string[] = [];
    for (let number = 0; number < 5; number++) ids.push((await test.post(`Letter ${String(number)}`)).id);
    const found: string[] = [];
    for (let cursor: string | null = null; ;) {
      const {items, next}: Awaited<ReturnType<typeof test.store.queue>> = await test.store.queue(
        test.site,
        {status: 'held', cursor, limit: 2},
        mod,
      );
      found.push(...items.map(({comment}) => comment.id));
      if (next === null) break;
      cursor = next;
    }
    expect(found).toEqual(ids);
    for (let number = 0; number < 60; number++)
      await test.store.closeThread(test.thread(), {reason: String(number)}, mod);
    const first = await test.store.log(test.site, null, mod);
    expect(first.items.length).toBe(50);
    const second = await test.store.log(test.site, first.next, mod);
    expect(new Set([...first.items, ...second.items].map(({id}) => id)).size).toBe(62);
    for (const cursor of [first.next, 'nonsense'])
      await expect(
        test.store.queue(test.site, {status: 'held', cursor: cursor ?? '', limit: 2}, mod),
      ).rejects.toMatchObject({code: 'malformed'});
  });

  it('changes settings one by one', async () => {
    const settings = await test.store.changeSettings(
      test.site,
      {title: 'The Packet', hold: {...OPEN, first: true}},
      mod,
    );
    expect(settings).toMatchObject({
      title: 'The Packet',
      hold: {first: true, links: null},
      bodyLength: 10_000,
    });
    expect(await test.store.settings(test.site)).toEqual(settings);
  });

  it('refuses wrong settings from a program, too, by their names, and changes nothing', async () => {
    const before = await test.store.settings(test.site);
    const wrong: [unknown, string][] = [
      [{bodyLength: 'long'}, 'settings.bodyLength'],
      [{bodyLength: 0}, 'settings.bodyLength'],
      [{bodyFormat: 'html'}, 'settings.bodyFormat'],
      [{sorts: []}, 'settings.sorts'],
      [{sorts: ['hottest']}, 'settings.sorts[0]'],
      [{hold: {first: 1}}, 'settings.hold.first'],
      [{hold: null}, 'settings.hold'],
      [{guestFields: {name: 'maybe'}}, 'settings.guestFields.name'],
      [{words: {block: [1]}}, 'settings.words.block[0]'],
      [{title: 'The Packet', unknown: true}, 'unknown'],
      [JSON.parse('{"__proto__": {"all": true}}'), '__proto__'],
      [null, 'settings'],
    ];
    for (const [change, name] of wrong)
      await expect(
        test.store.changeSettings(test.site, change as object, mod),
        JSON.stringify(change),
      ).rejects.toMatchObject({code: 'malformed', message: expect.stringContaining(name) as string});
    expect(await test.store.settings(test.site)).toEqual(before);
  });

  it('gives pages the format of comments: by its own setting, else by that of the server', async () => {
    const query = {sort: 'newest', limit: 10} as const;
    const formatOf = async ({store, thread}: TestStore): Promise<unknown> =>
      (await store.open(thread(), query)).facts.bodyFormat;
    expect(await formatOf(test)).toBe('text');
    const other = await openTestStore(database.database, {defaults: {bodyFormat: 'markdown'}});
    expect(await formatOf(other)).toBe('markdown');
    expect(await other.store.settings(other.site)).toMatchObject({bodyFormat: 'markdown'});
    await other.set({bodyFormat: 'text'});
    expect(await formatOf(other)).toBe('text');
    await test.set({bodyFormat: 'markdown'});
    expect(await formatOf(test)).toBe('markdown');
  });

  it('changes the version of every page with settings, policy and closing', async () => {
    const versions = [await test.store.version(test.thread())];
    await test.store.changeSettings(test.site, {title: 'The Packet'}, mod);
    versions.push(await test.store.version(test.thread()));
    await test.store.setPolicy(test.site, {version: '1'}, mod);
    versions.push(await test.store.version(test.thread()));
    await test.store.closeThread(test.thread(), {}, mod);
    versions.push(await test.store.version(test.thread()));
    expect(new Set(versions).size).toBe(4);
  });
});
