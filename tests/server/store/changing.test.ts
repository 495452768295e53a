import {describe, expect, it} from 'vitest';
import {storeForEach} from '../../support/server/store-for-each.js';
import {DATABASE_KINDS} from '../../support/server/test-database.js';
import {guest, idempotency, moderator, readAll, user} from '../../support/server/test-store.js';

const text = (value: string) => ({format: 'text', value}) as const;

describe.each(DATABASE_KINDS)('editing and removing, on %s', (kind) => {
  const {database, test} = storeForEach(kind);
  const ann = guest('ann');
  const bob = guest('bob');

  it('changes the text within the window, by the author alone', async () => {
    const {id} = await test.post('First.', {actor: ann});
    test.clock.advance(1_000);
    const {comment} = await test.store.edit(test.thread(), id, text('Second.'), ann, idempotency());
    expect(comment).toMatchObject({body: {value: 'Second.'}, editedAt: test.clock.now().toISOString()});
    const edit = (actor = ann, body = text('Third.'), of = id) =>
      test.store.edit(test.thread(), of, body, actor, idempotency());
    await expect(edit(bob)).rejects.toMatchObject({code: 'forbidden'});
    await expect(edit(moderator())).rejects.toMatchObject({code: 'forbidden'});
    await expect(edit(ann, text(' '))).rejects.toMatchObject({code: 'validation'});
    await expect(edit(ann, text('x'), '987654321')).rejects.toMatchObject({code: 'not-found'});
    test.clock.advance(300_000);
    await expect(edit()).rejects.toMatchObject({code: 'edit-window-closed'});
    await expect(test.store.remove(test.thread(), id, ann, idempotency())).rejects.toMatchObject({
      code: 'edit-window-closed',
    });
  });

  it('leaves a reader who signs in the comments of the device', async () => {
    const {id} = await test.post('As a guest.', {actor: ann});
    const signedIn = {...user('ann'), guest: ann.guest};
    await test.store.edit(test.thread(), id, text('Signed in.'), signedIn, idempotency());
    expect((await test.store.viewer(test.thread(), signedIn)).mine).toEqual([id]);
  });

  it('is not granted by the network address', async () => {
    const nobody = {user: null, guest: null, address: 'one address'};
    const {id} = await test.post('From a café.', {actor: nobody});
    await expect(test.store.edit(test.thread(), id, text('x'), nobody, idempotency())).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('takes a comment without answers away, and its text out of the database', async () => {
    const {id} = await test.post('Secret words.', {actor: ann});
    const {comment} = await test.store.remove(test.thread(), id, ann, idempotency());
    expect(comment).toEqual({
      id,
      parentId: null,
      author: {name: ''},
      body: {format: 'text', value: ''},
      createdAt: '2026-01-05T08:00:01.000Z',
      status: 'deleted',
      replies: {count: 0},
    });
    expect(await test.store.open(test.thread(), {sort: 'newest', limit: 9})).toMatchObject({
      comments: [],
      total: 0,
    });
    const again = await test.store.remove(test.thread(), id, ann, idempotency());
    expect(again.comment.status).toBe('deleted');
    await expect(test.store.remove(test.thread(), id, bob, idempotency())).rejects.toMatchObject({
      code: 'gone',
    });
    const rows = await database.database.query<{body: string; author_name: string}>(
      'SELECT body, author_name FROM comments WHERE id = $1::bigint',
      [id],
    );
    expect(rows).toEqual([{body: '', author_name: ''}]);
  });

  it('leaves a tombstone while there are replies', async () => {
    const root = await test.post('Root.', {actor: ann});
    const middle = await test.post('Middle.', {actor: ann, parentId: root.id});
    const leaf = await test.post('Leaf.', {actor: bob, parentId: middle.id});
    const {live} = await test.store.open(test.thread(), {sort: 'newest', limit: 9});
    await test.store.remove(test.thread(), middle.id, ann, idempotency());
    await test.store.remove(test.thread(), root.id, ann, idempotency());
    const left = await readAll(test.store, test.thread());
    expect(left.map(({id, status, replies}) => [id, status, replies?.count])).toEqual([
      [root.id, 'deleted', 1],
      [middle.id, 'deleted', 1],
      [leaf.id, 'published', 0],
    ]);
    expect(JSON.stringify(left.slice(0, 2))).not.toMatch(/Root|Middle|Ann/);
    await test.store.remove(test.thread(), leaf.id, bob, idempotency());
    expect(await readAll(test.store, test.thread())).toEqual([]);
    const answer = await test.store.changes(test.thread(), live);
    const changes = 'changes' in answer ? answer.changes : [];
    // Read late, every change of what is gone says that it went.
    expect(changes.map((change) => [change.type, 'id' in change && change.id])).toEqual([
      ['removed', middle.id],
      ['removed', root.id],
      ['removed', leaf.id],
      ['removed', middle.id],
      ['removed', root.id],
    ]);
  });

  it('lets a moderator remove any comment, with a line in the log', async () => {
    const {id} = await test.post('Rude.', {actor: ann});
    test.clock.advance(3_600_000);
    expect((await test.store.remove(test.thread(), id, moderator(), idempotency())).comment.status).toBe(
      'removed',
    );
    expect((await test.store.log(test.site, null, moderator())).items[0]).toMatchObject({
      actor: 'mod',
      action: 'remove',
      target: id,
    });
  });
});
