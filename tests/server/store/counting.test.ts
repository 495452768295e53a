import {describe, expect, it} from 'vitest';
import type {Actor} from '../../../src/server/store/actor.js';
import {storeForEach} from '../../support/server/store-for-each.js';
import {DATABASE_KINDS} from '../../support/server/test-database.js';
import {guest, idempotency, moderator, user} from '../../support/server/test-store.js';

const A_DAY = 24 * 60 * 60_000;

/** Whose recommendations and reports count, and how much. */
describe.each(DATABASE_KINDS)('counting votes and reports, on %s', (kind) => {
  const {database, test} = storeForEach(kind);
  const mod = moderator();
  const ONE_MACHINE = 'the address of one machine';

  const invented = (address = ONE_MACHINE): Actor => ({...guest(), address});
  const report = async (id: string, actor: Actor) =>
    (await test.store.report(test.thread(), id, {ruleId: 'kind'}, actor, idempotency())).comment.status;
  const vote = async (id: string, actor: Actor, up = true) =>
    (await test.store.vote(test.thread(), id, up, actor, idempotency())).comment.score;
  const queue = async (status: 'held' | 'reported') =>
    (await test.store.queue(test.site, {status, cursor: null, limit: 50}, mod)).items;
  /** A guest who has had a comment published for long enough. */
  const knownGuest = async (address?: string): Promise<Actor> => {
    const actor = {...guest(), ...(address !== undefined && {address})};
    await test.post('I have been here before.', {actor});
    test.clock.advance(A_DAY);
    return actor;
  };

  it('25 reports from one machine with invented keys count as one, and hide no comment', async () => {
    const {id} = await test.post('To be silenced.');
    for (let number = 0; number < 25; number++) expect(await report(id, invented())).toBe('published');
    const [entry] = await queue('reported');
    expect(entry).toMatchObject({comment: {id}, reports: [{ruleId: 'kind', known: false}]});
    expect(entry?.reports.length).toBe(1);
    // Each of them is told that they have reported it.
    const actor = invented();
    await report(id, actor);
    expect((await test.store.viewer(test.thread(), actor)).reports).toEqual([id]);
  });

  it("known readers hide a comment by the site's number of reports: members, and guests published before", async () => {
    const {id} = await test.post('Rude.');
    const known = [user('u1'), await knownGuest(), user('u2'), await knownGuest()];
    for (const actor of known) expect(await report(id, actor)).toBe('published');
    expect(await report(id, user('u3'))).toBe('removed');
    expect((await queue('held'))[0]).toMatchObject({
      heldBecause: ['reports'],
      reports: [{known: true}, {}, {}, {}, {}],
    });
  });

  it('reports of unknown guests count for a fraction set by the site, or for nothing', async () => {
    await test.set({hold: {reports: 2, guestReports: 3}});
    const {id} = await test.post('Rude.');
    for (let number = 0; number < 5; number++)
      expect(await report(id, invented(`machine ${String(number)}`))).toBe('published');
    expect(await report(id, invented('machine 5'))).toBe('removed');
    const other = await test.post('Rude again.');
    await report(other.id, user('u1'));
    for (let number = 0; number < 2; number++)
      expect(await report(other.id, invented(`machine ${String(number)}`))).toBe('published');
    expect(await report(other.id, invented('machine 2'))).toBe('removed');
    await test.set({hold: {guestReports: null}});
    const third = await test.post('And again.');
    for (let number = 0; number < 20; number++)
      expect(await report(third.id, invented(`machine ${String(number)}`))).toBe('published');
  });

  it('a guest is known by a published comment of the site’s age alone', async () => {
    await test.set({hold: {reports: 1, guestReports: null}, words: {hold: ['holdme'], block: []}});
    const {id} = await test.post('Rude.');
    const young = guest();
    await test.post('Just now.', {actor: young});
    const waiting = guest();
    await test.post('Holdme.', {actor: waiting});
    test.clock.advance(A_DAY - 3_000);
    for (const actor of [young, waiting]) expect(await report(id, actor)).toBe('published');
    const older = guest();
    await test.post('Before.', {actor: older});
    await test.set({knownAfter: 60});
    test.clock.advance(61_000);
    expect(await report(id, older)).toBe('removed');
  });

  it('a hidden comment is shown again when its reports are dismissed, and unknown guests cannot hide it again', async () => {
    await test.set({hold: {reports: 1, guestReports: 2}});
    const {id} = await test.post('True, and unwelcome.');
    await report(id, invented('machine 1'));
    expect(await report(id, invented('machine 2'))).toBe('removed');
    const back = await test.store.decide(test.site, id, {action: 'dismiss-reports'}, mod);
    expect(back.status).toBe('published');
    expect((await test.store.open(test.thread(), {sort: 'newest', limit: 5})).total).toBe(1);
    expect(await queue('held')).toEqual([]);
    for (let number = 3; number < 20; number++)
      expect(await report(id, invented(`machine ${String(number)}`))).toBe('published');
    expect(await report(id, user('u1'))).toBe('removed');
  });

  it('an edit after the reports were dismissed may be hidden again', async () => {
    await test.set({hold: {reports: 1, guestReports: 1}});
    const author = guest();
    const {id} = await test.post('Kind.', {actor: author});
    await report(id, invented('machine 1'));
    await test.store.decide(test.site, id, {action: 'approve'}, mod);
    expect(await report(id, invented('machine 2'))).toBe('published');
    await test.store.edit(test.thread(), id, {format: 'text', value: 'Rude now.'}, author, idempotency());
    expect(await report(id, invented('machine 3'))).toBe('removed');
  });

  it('dismissing reports leaves a comment waiting that waits for another reason too', async () => {
    await test.set({hold: {reports: 1}, words: {hold: ['casino'], block: []}});
    const author = guest();
    const {id} = await test.post('Rude.', {actor: author});
    expect(await report(id, user('u1'))).toBe('removed');
    await test.store.edit(
      test.thread(),
      id,
      {format: 'text', value: 'To the casino.'},
      author,
      idempotency(),
    );
    const left = await test.store.decide(test.site, id, {action: 'dismiss-reports'}, mod);
    expect(left.status).toBe('held');
    expect((await queue('held'))[0]?.heldBecause).toEqual(['words']);
  });

  it('120 votes from one machine with invented keys count as one; known readers’ count each', async () => {
    const {id} = await test.post('Praise me.');
    for (let number = 0; number < 120; number++)
      expect(await vote(id, invented())).toEqual({up: 1, mine: true});
    expect(await vote(id, await knownGuest(ONE_MACHINE))).toMatchObject({up: 2});
    expect(await vote(id, {...user('u1'), address: ONE_MACHINE})).toMatchObject({up: 3});
    expect(await vote(id, invented('another machine'))).toMatchObject({up: 4});
    expect(await vote(id, invented('another machine'))).toMatchObject({up: 4});
  });

  it('a vote that is taken back makes room for another of its address, and only one that counted is taken off', async () => {
    const {id} = await test.post('A letter.');
    const [one, two] = [invented(), invented()];
    await vote(id, one);
    await vote(id, two);
    expect(await vote(id, two, false)).toEqual({up: 1, mine: false});
    expect(await vote(id, one, false)).toMatchObject({up: 0});
    expect(await vote(id, two)).toMatchObject({up: 1});
    // A known reader who changes their mind makes no room.
    const known = {...user('u1'), address: ONE_MACHINE};
    await vote(id, known);
    await vote(id, known, false);
    expect(await vote(id, invented())).toMatchObject({up: 1});
  });

  it('stores what does not count for a month, and what counts permanently', async () => {
    const {id} = await test.post('Reported and recommended.');
    const known = user('u1');
    for (let number = 0; number < 5; number++) {
      await report(id, invented());
      await vote(id, invented());
    }
    await report(id, known);
    await vote(id, known);
    const countRows = async (table: 'reports' | 'votes') =>
      (await database.database.query(`SELECT 1 FROM ${table} WHERE comment_id = $1::bigint`, [id])).length;
    test.clock.advance(29 * A_DAY);
    await test.store.purgeExpired();
    expect([await countRows('reports'), await countRows('votes')]).toEqual([6, 6]);
    test.clock.advance(2 * A_DAY);
    await test.store.purgeExpired();
    // The first of each, which counted for its address, and the known reader's.
    expect([await countRows('reports'), await countRows('votes')]).toEqual([2, 2]);
    expect((await vote(id, known))?.up).toBe(2);
  });

  it('stores counted addresses for a month, and deletes them with the person', async () => {
    const countRows = async (address: string) =>
      (await database.database.query('SELECT 1 FROM counted_addresses WHERE address = $1', [address])).length;
    const {id} = await test.post('A letter.');
    const address = `address of ${test.site}`;
    await vote(id, invented(address));
    await report(id, invented(address));
    expect(await countRows(address)).toBe(2);
    test.clock.advance(31 * A_DAY);
    await test.store.purgeExpired();
    expect(await countRows(address)).toBe(0);
    expect((await test.store.open(test.thread(), {sort: 'newest', limit: 1})).comments[0]?.score).toEqual({
      up: 1,
    });

    const member = {...user(`member of ${test.site}`), address};
    await test.post('Mine.', {actor: member});
    await vote(id, member);
    expect(await countRows(address)).toBe(1);
    await test.store.erasePerson(test.site, {userId: member.user?.subject ?? ''}, mod);
    expect(await countRows(address)).toBe(0);
  });
});
