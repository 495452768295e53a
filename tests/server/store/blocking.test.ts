import {describe, expect, it} from 'vitest';
import type {Actor} from '../../../src/server/store/actor.js';
import {storeForEach} from '../../support/server/store-for-each.js';
import {DATABASE_KINDS} from '../../support/server/test-database.js';
import {draft, guest, idempotency, moderator, openTestStore, user} from '../../support/server/test-store.js';

const DAY_MS = 24 * 60 * 60_000;

describe.each(DATABASE_KINDS)('a block, on %s', (kind) => {
  const {database, test} = storeForEach(kind);
  const ann = guest('ann');
  const bob = guest('bob');
  const mod = moderator();

  const lastLog = async () => (await test.store.log(test.site, null, mod)).items[0];
  const block = (subject: Parameters<typeof test.store.block>[1]['subject'], until: string | null = null) =>
    test.store.block(test.site, {subject, reason: 'Insults.', until}, mod);
  const tryAs = (actor: Actor, email?: string) =>
    test.store.post(
      test.thread(),
      {
        ...draft(`Letter ${String(Math.random())}`),
        guest: {name: 'Ann', ...(email !== undefined && {email})},
      },
      actor,
      idempotency(),
    );

  it('blocks a guest by device and e-mail address, but not their network address', async () => {
    const {comment} = await tryAs(ann, 'Ann@Reader.example');
    const made = await block({commentId: comment.id, by: 'person'});
    expect(made).toMatchObject({
      subject: {kind: 'guest', label: 'Ann'},
      reason: 'Insults.',
      until: null,
      createdBy: 'mod',
    });
    expect(await lastLog()).toMatchObject({actor: 'mod', action: 'block', target: made.id});
    await expect(tryAs(ann)).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('Insults.'),
      blocked: {reason: 'Insults.', until: null},
    });
    await expect(tryAs(bob, 'ann@reader.example')).rejects.toMatchObject({code: 'forbidden'});
    await tryAs({...guest('carl'), address: ann.address});
    expect(await test.store.viewer(test.thread(), ann)).toMatchObject({
      blocked: {reason: 'Insults.', until: null},
      may: {post: false, vote: false, report: false},
    });
  });

  it('prevents voting, reporting and editing, but not removing one’s own', async () => {
    const {comment} = await tryAs(ann);
    const other = await test.post('Another.');
    await block({commentId: comment.id, by: 'person'});
    const {store} = test;
    const thread = test.thread();
    const body = {format: 'text', value: 'Worse.'} as const;
    const acts = [
      store.edit(thread, comment.id, body, ann, idempotency()),
      store.vote(thread, other.id, true, ann, idempotency()),
      store.report(thread, other.id, {ruleId: 'kind'}, ann, idempotency()),
    ];
    await Promise.all(acts.map((act) => expect(act).rejects.toMatchObject({code: 'forbidden'})));
    await store.remove(thread, comment.id, ann, idempotency());
  });

  it('ends at its time', async () => {
    const end = new Date(test.clock.now().getTime() + DAY_MS).toISOString();
    await block({userId: 'u1'}, end);
    await expect(tryAs(user('u1'))).rejects.toMatchObject({code: 'forbidden'});
    expect((await test.store.viewer(test.thread(), user('u1'))).blocked).toMatchObject({until: end});
    test.clock.advance(DAY_MS);
    await tryAs(user('u1'));
    expect((await test.store.blocks(test.site, null, mod)).items).toEqual([]);
    await expect(block({userId: 'u1'}, 'tomorrow')).rejects.toMatchObject({code: 'malformed'});
  });

  it('of an address blocks everybody who writes from there, and shows no address', async () => {
    const {comment} = await tryAs(ann);
    const {subject} = await block({commentId: comment.id, by: 'address'});
    expect(subject).toEqual({kind: 'address', label: 'Ann'});
    await expect(tryAs({...bob, address: ann.address})).rejects.toMatchObject({code: 'forbidden'});
    await tryAs({...ann, address: 'elsewhere'});
  });

  it('of an e-mail address shows hardly any of it', async () => {
    expect((await block({email: ' Ann@Reader.example'})).subject).toEqual({
      kind: 'email',
      label: 'a…@reader.example',
    });
    await expect(tryAs(bob, 'ANN@reader.example')).rejects.toMatchObject({code: 'forbidden'});
  });

  it('is lifted', async () => {
    const {id} = await block({userId: 'u1'});
    expect((await test.store.blocks(test.site, null, mod)).items.map((item) => item.id)).toEqual([id]);
    await test.store.unblock(test.site, id, mod);
    await tryAs(user('u1'));
    await expect(test.store.unblock(test.site, id, mod)).rejects.toMatchObject({code: 'not-found'});
    expect(await lastLog()).toMatchObject({action: 'unblock', target: id});
  });

  it('counts at its own site alone', async () => {
    await block({userId: 'u1'});
    const other = await openTestStore(database.database);
    await other.post('Hello.', {actor: user('u1')});
  });
});
