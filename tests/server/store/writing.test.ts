import {describe, expect, it} from 'vitest';
import type {Comment} from '../../../src/model/comment.js';
import {KeyReusedError} from '../../../src/server/store/store-errors.js';
import {storeForEach} from '../../support/server/store-for-each.js';
import {DATABASE_KINDS} from '../../support/server/test-database.js';
import {
  draft,
  guest,
  idsOf,
  idempotency,
  moderator,
  readAll,
  user,
  type TestStore,
} from '../../support/server/test-store.js';

const text = (value: string) => ({format: 'text', value}) as const;

describe.each(DATABASE_KINDS)('writing, on %s', (kind) => {
  const {test} = storeForEach(kind);
  const ann = guest('ann');
  const bob = guest('bob');

  const tryToPost = (
    value: string,
    more: Partial<Parameters<TestStore['store']['post']>[1]> = {},
    actor = ann,
  ) => test.store.post(test.thread(), {...draft(value), ...more}, actor, idempotency());

  describe('a post', () => {
    it("is returned with its author's rights and their time limit", async () => {
      const comment = await test.post('Hello.', {actor: ann});
      expect(comment).toMatchObject({
        status: 'published',
        score: {up: 0, mine: false},
        can: {reply: true, edit: true, remove: true, vote: false, report: false},
        editableUntil: '2026-01-05T08:05:01.000Z',
        url: `https://paper.example/page#comment-${comment.id}`,
      });
    });

    it("of a signed-in reader has the account’s name and picture, not the draft's", async () => {
      const actor = {...user('u1'), user: {...user('u1').user!, avatarUrl: 'https://paper.example/u1.png'}};
      const {author} = await test.post('Hello.', {actor});
      expect(author).toEqual({
        id: expect.stringMatching(/^[\da-f]{32}$/),
        name: 'User u1',
        avatarUrl: 'https://paper.example/u1.png',
      });
      expect((await test.post('Hi.', {actor: user('s1', 'staff')})).author).toMatchObject({isStaff: true});
    });

    it('is refused with what is wrong in which field', async () => {
      await test.set({guestFields: {name: 'required', email: 'required', url: 'optional'}, bodyLength: 10});
      const cases: [Parameters<typeof tryToPost>, string[]][] = [
        [[' \n'], ['body', 'email']],
        [
          ['x'.repeat(11), {guest: {name: ' '}}],
          ['body', 'email', 'name'],
        ],
        [
          ['ok', {guest: {name: 'A', email: 'none', url: 'javascript:alert(1)'}}],
          ['email', 'url'],
        ],
        [['ok', {guest: {name: 'N'.repeat(101), email: 'a@b.example'}}], ['name']],
        [['ok', {guest: {name: '\u3164', email: 'a@b.example'}}], ['name']],
        ...['\u3164', '\u200B', '\u2800'].map((nothing): (typeof cases)[number] => [
          [nothing, {guest: {name: 'A', email: 'a@b.example'}}],
          ['body'],
        ]),
        [['a\0b', {guest: {name: 'A', email: 'a@b.example'}}], ['body']],
        [['ok', {guest: {name: 'A', email: 'a@b.example'}, body: {format: 'html', value: '<b>'}}], ['body']],
      ];
      for (const [args, fields] of cases) {
        const error = (await tryToPost(...args).catch((reason: unknown) => reason)) as {
          fields: object;
          code: string;
        };
        expect(error.code).toBe('validation');
        expect(Object.keys(error.fields).toSorted()).toEqual(fields);
      }
      await tryToPost('👍'.repeat(10), {guest: {name: 'A', email: 'a@b.example'}});
    });

    it('is refused where the thread is closed, and where one has to sign in', async () => {
      await test.set({posting: 'signed-in'});
      await expect(tryToPost('Hello.')).rejects.toMatchObject({code: 'login-required'});
      await test.post('Hello.', {actor: user('u1')});
      await test.store.closeThread(test.thread(), {reason: 'Enough said.'}, moderator());
      await expect(tryToPost('Hello.')).rejects.toMatchObject({code: 'closed'});
      const {facts} = await test.store.open(test.thread(), {sort: 'newest', limit: 1});
      expect(facts.closed).toEqual({reason: 'Enough said.', at: test.clock.now().toISOString()});
      await test.store.closeThread(test.thread(), null, moderator());
      await test.post('Hello again.', {actor: user('u1')});
    });

    it('answers only what is there and published', async () => {
      const root = await test.post('Root.');
      const gone = await test.post('Soon gone.', {actor: ann});
      await test.store.remove(test.thread(), gone.id, ann, idempotency());
      await test.set({hold: {all: true, first: false, links: null, findings: false, reports: null}});
      const held = await test.post('I wait.', {actor: ann});
      const reply = (parentId: string, actor = ann) => tryToPost('An answer.', {parentId}, actor);
      await expect(reply('987654321')).rejects.toMatchObject({code: 'not-found'});
      await expect(reply("1' --")).rejects.toMatchObject({code: 'not-found'});
      await expect(reply(gone.id)).rejects.toMatchObject({code: 'gone'});
      await expect(reply(held.id)).rejects.toMatchObject({code: 'forbidden'});
      await expect(reply(held.id, bob)).rejects.toMatchObject({code: 'not-found'});
      const other = {...draft('An answer.'), parentId: root.id};
      await expect(test.store.post(test.thread('other'), other, ann, idempotency())).rejects.toMatchObject({
        code: 'not-found',
      });
    });

    it('hangs at most a hundred levels deep', async () => {
      const ids: string[] = [];
      for (let level = 0; level <= 102; level++) {
        const {id} = await test.post(`Level ${String(level)}`, {parentId: ids.at(-1) ?? null});
        ids.push(id);
      }
      const comments = await readAll(test.store, test.thread());
      const parentOf = new Map(comments.map(({id, parentId}) => [id, parentId]));
      expect(parentOf.get(ids[100] ?? '')).toBe(ids[99]);
      expect(parentOf.get(ids[101] ?? '')).toBe(ids[99]);
      expect(parentOf.get(ids[102] ?? '')).toBe(ids[99]);
      expect(comments[0]?.replies?.count).toBe(102);
    });

    it('with the same text within a minute is a duplicate; later, elsewhere or by another it is not', async () => {
      const {id} = await test.post('I agree.', {actor: ann});
      await expect(tryToPost('I agree.')).rejects.toMatchObject({code: 'duplicate', existingId: id});
      await test.post('I agree.', {actor: bob});
      await test.post('I agree.', {actor: ann, parentId: id});
      await test.post('I agree.', {actor: ann, thread: test.thread('other')});
      test.clock.advance(60_000);
      await test.post('I agree.', {actor: ann});
    });

    it('requires acknowledging the current policy, if the site does', async () => {
      await test.store.setPolicy(
        test.site,
        {version: '1', rules: [{id: 'kind', text: 'Be kind.'}]},
        moderator(),
      );
      await tryToPost('No version, and none is asked for.');
      await test.set({policyRequired: true});
      await tryToPost('The first.', {policyVersion: '1'});
      await test.store.setPolicy(
        test.site,
        {version: '2', rules: [{id: 'kind', text: 'Be kinder.'}]},
        moderator(),
      );
      for (const policyVersion of [{policyVersion: '1'}, {}])
        await expect(tryToPost('Too old.', policyVersion)).rejects.toMatchObject({
          code: 'conflict',
          policy: {version: '2', rules: [{text: 'Be kinder.'}]},
        });
      await tryToPost('The second.', {policyVersion: '2'});
      expect(await test.store.policy(test.site)).toMatchObject({version: '2'});
    });
  });

  describe('an intent', () => {
    it('is carried out once, and gives its first answer again', async () => {
      const [newComment, once] = [draft('Once.'), idempotency()];
      const first = await test.store.post(test.thread(), newComment, ann, once);
      const second = await test.store.post(test.thread(), newComment, ann, once);
      expect([first.replayed, second.replayed]).toEqual([false, true]);
      expect(JSON.stringify(second.comment)).toBe(JSON.stringify(first.comment));
      expect((await readAll(test.store, test.thread())).length).toBe(1);
    });

    it('is carried out once when it is received many times at once', async () => {
      const [newComment, once] = [draft('Once.'), idempotency()];
      const written = await Promise.all(
        Array.from({length: 8}, () => test.store.post(test.thread(), newComment, ann, once)),
      );
      expect(new Set(written.map(({comment}) => comment.id)).size).toBe(1);
      expect(written.filter(({replayed}) => !replayed).length).toBe(1);
      expect((await test.store.open(test.thread(), {sort: 'newest', limit: 9})).total).toBe(1);
    });

    it('with the same key for something else is refused, and another reader’s key is another', async () => {
      const once = idempotency('key', 'one');
      await test.store.post(test.thread(), draft('One.'), ann, once);
      const other = test.store.post(test.thread(), draft('Two.'), ann, idempotency('key', 'two'));
      await expect(other).rejects.toBeInstanceOf(KeyReusedError);
      expect((await test.store.post(test.thread(), draft('Two.'), bob, once)).replayed).toBe(false);
    });

    it('that was refused may be tried again with its key', async () => {
      const once = idempotency();
      await expect(test.store.post(test.thread(), draft(' '), ann, once)).rejects.toMatchObject({
        code: 'validation',
      });
      expect((await test.store.post(test.thread(), draft('Now.'), ann, once)).replayed).toBe(false);
    });

    it('is forgotten after a day', async () => {
      const once = idempotency();
      const first = await test.store.post(test.thread(), draft('Once.'), ann, once);
      expect((await test.store.findPosted(test.thread(), once.key, ann))?.id).toBe(first.comment.id);
      expect(await test.store.findPosted(test.thread(), once.key, bob)).toBeNull();
      test.clock.advance(24 * 60 * 60_000);
      expect(await test.store.findPosted(test.thread(), once.key, ann)).toBeNull();
      const again = await test.store.post(test.thread(), draft('Once.'), ann, once);
      expect([again.replayed, again.comment.id === first.comment.id]).toEqual([false, false]);
    });

    it('gives no text of a comment that has been removed since', async () => {
      const once = idempotency();
      const {comment} = await test.store.post(test.thread(), draft('Secret.'), ann, once);
      await test.store.remove(test.thread(), comment.id, ann, idempotency());
      const again = await test.store.post(test.thread(), draft('Secret.'), ann, once);
      expect(again).toMatchObject({replayed: true, comment: {id: comment.id, status: 'deleted'}});
      expect(JSON.stringify(again)).not.toContain('Secret');
    });

    it('of editing, removing, recommending and reporting is carried out once too', async () => {
      const {store} = test;
      const thread = test.thread();
      const {id} = await test.post('Mine.', {actor: ann});
      const [edit, vote, report, remove] = [idempotency(), idempotency(), idempotency(), idempotency()];
      const twice = async (act: () => Promise<{replayed: boolean}>) =>
        expect([(await act()).replayed, (await act()).replayed]).toEqual([false, true]);
      await twice(() => store.edit(thread, id, text('New.'), ann, edit));
      await twice(() => store.vote(thread, id, true, bob, vote));
      await twice(() => store.report(thread, id, {ruleId: 'kind'}, bob, report));
      await twice(() => store.remove(thread, id, ann, remove));
    });
  });

  describe('recommending and reporting', () => {
    it('counts a recommendation once, and takes it back', async () => {
      const {id} = await test.post('Well said.', {actor: ann});
      const vote = async (up: boolean, actor = bob) =>
        (await test.store.vote(test.thread(), id, up, actor, idempotency())).comment.score;
      expect(await vote(true)).toEqual({up: 1, mine: true});
      expect(await vote(true)).toEqual({up: 1, mine: true});
      expect(await vote(true, user('u1'))).toEqual({up: 2, mine: true});
      expect((await test.store.viewer(test.thread(), bob)).votes).toEqual([id]);
      expect(await vote(false)).toEqual({up: 1, mine: false});
      expect(await vote(false)).toEqual({up: 1, mine: false});
      await expect(vote(true, ann)).rejects.toMatchObject({code: 'forbidden'});
      await expect(
        test.store.vote(test.thread(), '987654321', true, bob, idempotency()),
      ).rejects.toMatchObject({
        code: 'not-found',
      });
      await test.set({posting: 'signed-in'});
      await expect(vote(true)).rejects.toMatchObject({code: 'login-required'});
    });

    it('orders by recommendations', async () => {
      const ids: string[] = [];
      for (const number of [0, 1, 2]) {
        const {id} = await test.post(`Letter ${String(number)}`);
        ids.push(id);
        for (let voter = 0; voter < [1, 3, 0][number]!; voter++)
          await test.store.vote(test.thread(), id, true, guest(), idempotency());
      }
      const {comments} = await test.store.open(test.thread(), {sort: 'top', limit: 9});
      expect(idsOf(comments)).toEqual([ids[1], ids[0], ids[2]]);
    });

    it('notes a report once a reader, and shows it to moderators alone', async () => {
      const {id} = await test.post('Rude.', {actor: ann});
      const {live} = await test.store.open(test.thread(), {sort: 'newest', limit: 1});
      const report = (actor = bob, ruleId = 'kind') =>
        test.store.report(test.thread(), id, {ruleId, text: 'It is rude.'}, actor, idempotency());
      expect((await report()).comment.can).toMatchObject({report: false, vote: true});
      await report();
      await expect(report(ann)).rejects.toMatchObject({code: 'forbidden'});
      await expect(report(bob, '')).rejects.toMatchObject({code: 'validation'});
      const {items} = await test.store.queue(
        test.site,
        {status: 'reported', cursor: null, limit: 9},
        moderator(),
      );
      expect(
        items.map(({comment, reports}) => [comment.id, reports.map(({ruleId, text}) => [ruleId, text])]),
      ).toEqual([[id, [['kind', 'It is rude.']]]]);
      expect((await test.store.viewer(test.thread(), bob)).reports).toEqual([id]);
      expect(await test.store.changes(test.thread(), live)).toMatchObject({changes: []});
    });
  });

  describe('the viewer’s answer', () => {
    it("contains one’s own held and editable comments, and one's rights", async () => {
      const open = await test.post('Open.', {actor: ann});
      await test.set({hold: {all: true, first: false, links: null, findings: false, reports: null}});
      const held = await test.post('I wait.', {actor: ann});
      const answer = await test.store.viewer(test.thread(), ann);
      expect(answer).toMatchObject({
        viewer: null,
        may: {post: true, vote: true, report: true, moderate: false},
        blocked: null,
        mine: [held.id, open.id],
        votes: [],
        reports: [],
      });
      expect(answer.own.map(({id, status, can}) => [id, status, can?.edit])).toEqual([
        [held.id, 'held', true],
        [open.id, 'published', true],
      ]);
      test.clock.advance(400_000);
      const later = await test.store.viewer(test.thread(), ann);
      expect(later.own.map(({id, can}) => [id, can?.edit])).toEqual([[held.id, false]]);
      expect((await test.store.viewer(test.thread(), bob)).own).toEqual([]);
    });

    it('names who is signed in', async () => {
      const {viewer, may} = await test.store.viewer(test.thread(), moderator());
      expect(viewer).toEqual({id: expect.any(String), name: 'User mod', role: 'moderator'});
      expect(may.moderate).toBe(true);
    });
  });

  it('gives every bucket as many as its limit at once, and one more with each step of time', async () => {
    const take = () => test.store.take(`bucket of ${test.site}`, {count: 3, perSeconds: 60});
    expect([await take(), await take(), await take()]).toEqual([null, null, null]);
    expect(await take()).toBe('2026-01-05T08:00:20.000Z');
    test.clock.advance(19_999);
    expect(await take()).toBe('2026-01-05T08:00:20.000Z');
    test.clock.advance(1);
    expect(await take()).toBeNull();
    expect(await take()).toBe('2026-01-05T08:00:40.000Z');
    test.clock.advance(600_000);
    const many = await Promise.all(Array.from({length: 10}, take));
    expect(many.filter((answer) => answer === null).length).toBe(3);
  });

  it('sends changes in order to followers', async () => {
    const {live} = await test.store.open(test.thread(), {sort: 'newest', limit: 1});
    let onChange = (): void => undefined;
    const notified = new Promise<void>((resolve) => (onChange = resolve));
    const stop = test.store.follow(test.thread(), onChange);
    const first = await test.post('One.', {actor: ann});
    await notified;
    stop();
    await test.store.edit(test.thread(), first.id, text('One, edited.'), ann, idempotency());
    await test.store.vote(test.thread(), first.id, true, bob, idempotency());
    const second = await test.post('Two.', {parentId: first.id});
    const answer = await test.store.changes(test.thread(), live);
    const changes = 'changes' in answer ? answer.changes : [];
    const seen = changes.map((change) => [change.type, (change as {comment: Comment}).comment.id]);
    expect(seen).toEqual([
      ['added', first.id],
      ['changed', first.id],
      ['changed', first.id],
      ['added', second.id],
    ]);
    expect(changes[1]).toMatchObject({comment: {body: {value: 'One, edited.'}, score: {up: 1}}});
    expect(changes.at(-1)?.cursor).toBe('live' in answer ? answer.live : '');
    expect(await test.store.changes(test.thread(), changes[2]?.cursor ?? '')).toMatchObject({
      changes: [{type: 'added', comment: {id: second.id}}],
    });
  });
});
