import {describe, expect, it} from 'vitest';
import {storeForEach} from '../../support/server/store-for-each.js';
import {DATABASE_KINDS} from '../../support/server/test-database.js';
import {draft, guest, idempotency, moderator, readAll, user} from '../../support/server/test-store.js';

describe.each(DATABASE_KINDS)('what is kept of people, on %s', (kind) => {
  const {database, test} = storeForEach(kind);
  const mod = moderator();

  /** Which of these texts stand in any row of any table. */
  const traces = async (...texts: string[]): Promise<string[]> => {
    const tables = await database.database.query<{name: string}>(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
    );
    const rows = await Promise.all(
      tables.map(({name}) => database.database.query(`SELECT row_to_json(t)::text AS row FROM ${name} t`)),
    );
    const contents = JSON.stringify(rows);
    return texts.filter((text) => contents.includes(text));
  };

  const signature = () => `Zenobia of ${test.site}`;

  const postAs = async (email: string, text: string, actor = guest()) =>
    (
      await test.store.post(
        test.thread(),
        {...draft(text), guest: {name: signature(), email}},
        actor,
        idempotency(),
      )
    ).comment;

  it('is no e-mail address in the clear', async () => {
    await postAs('zenobia@reader.example', 'A letter.');
    expect(await traces(signature(), 'zenobia@')).toEqual([signature()]);
  });

  it('is exported completely, and without data of others', async () => {
    const mine = await postAs('zenobia@reader.example', 'A letter.');
    await postAs('other@reader.example', 'Another’s.');
    const byEmail = await test.store.exportPerson(test.site, {email: 'Zenobia@Reader.example'}, mod);
    expect(byEmail).toMatchObject([
      {
        type: 'comment',
        id: mine.id,
        name: signature(),
        email: 'zenobia@reader.example',
        body: {value: 'A letter.'},
      },
    ]);
    const own = await test.post('As a member.', {actor: user('z')});
    await test.store.vote(test.thread(), mine.id, true, user('z'), idempotency());
    await test.store.report(test.thread(), mine.id, {ruleId: 'kind', text: 'Hm.'}, user('z'), idempotency());
    await test.store.block(test.site, {subject: {userId: 'z'}, reason: 'Noise.', until: null}, mod);
    expect(await test.store.exportPerson(test.site, {userId: 'z'}, mod)).toMatchObject([
      {type: 'comment', id: own.id},
      {type: 'vote', commentId: mine.id},
      {type: 'report', commentId: mine.id, ruleId: 'kind', text: 'Hm.'},
      {type: 'block', reason: 'Noise.'},
    ]);
    expect(await test.store.exportPerson(test.site, {userId: 'nobody'}, mod)).toEqual([]);
  });

  it('of a guest is erased by the e-mail address: text, name and digests, but for tombstones with answers', async () => {
    const device = guest('zenobia’s device');
    const root = await postAs('zenobia@reader.example', 'Secret words.', device);
    const other = await postAs('zenobia@reader.example', 'More secret words.', device);
    const answer = await test.post('An answer.', {parentId: root.id});
    expect(await test.store.erasePerson(test.site, {email: 'zenobia@reader.example'}, mod)).toBe(2);
    const left = await readAll(test.store, test.thread());
    expect(left.map(({id, status}) => [id, status])).toEqual([
      [root.id, 'deleted'],
      [answer.id, 'published'],
    ]);
    expect(await traces('ecret words', signature(), device.guest ?? '', device.address)).toEqual([]);
    expect(left.some(({id}) => id === other.id)).toBe(false);
    expect(await test.store.exportPerson(test.site, {email: 'zenobia@reader.example'}, mod)).toEqual([]);
  });

  it('of a guest who left no address is given out, and erased, by a comment: that one, or all from the device', async () => {
    const device = guest('nameless device');
    const sign = {name: signature()};
    const post = async (text: string, actor = device) =>
      (await test.store.post(test.thread(), {...draft(text), guest: sign}, actor, idempotency())).comment;
    const [first, second, third] = [
      await post('Secret 1.'),
      await post('Secret 2.'),
      await post('Secret 3.'),
    ];
    const other = await post('Somebody else’s.', guest());
    await test.store.vote(test.thread(), other.id, true, device, idempotency());
    const one = {commentId: first.id, by: 'comment'} as const;
    const all = {commentId: first.id, by: 'person'} as const;
    expect(await test.store.exportPerson(test.site, one, mod)).toMatchObject([{id: first.id}]);
    expect(await test.store.exportPerson(test.site, all, mod)).toMatchObject([
      ...[first, second, third].map(({id}) => ({type: 'comment', id, name: signature()})),
      {type: 'vote', commentId: other.id},
    ]);
    expect(await test.store.erasePerson(test.site, one, mod)).toBe(1);
    expect(await traces('Secret 1')).toEqual([]);
    expect(await test.store.erasePerson(test.site, {commentId: second.id, by: 'person'}, mod)).toBe(2);
    expect(await traces('Secret 2', 'Secret 3', device.guest ?? '', device.address)).toEqual([]);
    expect((await readAll(test.store, test.thread())).map(({body}) => body.value)).toEqual([
      'Somebody else’s.',
    ]);
    for (const commentId of ['999999', 'x']) {
      await expect(test.store.erasePerson(test.site, {commentId, by: 'person'}, mod)).rejects.toMatchObject({
        code: 'not-found',
      });
    }
  });

  it('of a guest without a device is that one comment, for an address is many people’s', async () => {
    const nobody = {user: null, guest: null, address: 'a shared address'};
    const first = await test.post('Mine.', {actor: nobody});
    await test.post('A neighbour’s.', {actor: nobody});
    const all = {commentId: first.id, by: 'person'} as const;
    expect(await test.store.exportPerson(test.site, all, mod)).toMatchObject([{id: first.id}]);
    expect(await test.store.erasePerson(test.site, all, mod)).toBe(1);
    expect((await readAll(test.store, test.thread())).map(({body}) => body.value)).toEqual([
      'A neighbour’s.',
    ]);
  });

  it('of a guest is erased by the e-mail address where they removed a comment themselves', async () => {
    const email = 'zenobia@reader.example';
    for (const digest of ['as today', 'as before']) {
      const device = guest(`zenobia, ${digest}`);
      const removed = await postAs(email, 'Removed words.', device);
      await test.post('An answer.', {parentId: removed.id});
      const other = await postAs(email, 'Secret words.', device);
      await test.store.remove(test.thread(), removed.id, device, idempotency());
      if (digest === 'as before')
        await database.database.query('UPDATE comments SET email_digest = NULL WHERE id = $1', [removed.id]);
      else await test.store.erasePerson(test.site, {commentId: other.id, by: 'comment'}, mod);
      const left = digest === 'as before' ? 2 : 1;
      expect(await test.store.erasePerson(test.site, {email}, mod)).toBe(left);
      expect(await traces('words.', device.guest ?? '', device.address)).toEqual([]);
    }
  });

  it('of a member is erased by the id: votes still count, anonymously; the block stays in force', async () => {
    const member = {...user('member-77'), guest: null};
    const own = await test.post('Mine.', {actor: member});
    const liked = await test.post('Liked.');
    await test.store.vote(test.thread(), liked.id, true, member, idempotency());
    await test.store.report(
      test.thread(),
      liked.id,
      {ruleId: 'kind', text: 'My own words.'},
      member,
      idempotency(),
    );
    await test.store.block(
      test.site,
      {subject: {commentId: own.id, by: 'person'}, reason: 'x', until: null},
      mod,
    );
    expect(await test.store.erasePerson(test.site, {userId: 'member-77'}, mod)).toBe(1);
    const [left] = await readAll(test.store, test.thread());
    expect(left).toMatchObject({id: liked.id, score: {up: 1}});
    expect(await traces('User member-77', 'My own words', 'address of member-77')).toEqual([]);
    await expect(test.post('Back again.', {actor: member})).rejects.toMatchObject({code: 'forbidden'});
    const {items} = await test.store.log(test.site, null, mod);
    expect(items[0]).toMatchObject({action: 'erase-person', target: 'user', details: {comments: 1}});
  });

  it('is tidied up: intents of yesterday, changes of last week, full buckets', async () => {
    const once = idempotency();
    const {live} = await test.store.open(test.thread(), {sort: 'newest', limit: 1});
    await test.store.post(test.thread(), draft('Old.'), guest('old'), once);
    await test.store.take(`bucket of ${test.site}`, {count: 1, perSeconds: 60});
    test.clock.advance(8 * 24 * 60 * 60_000);
    await test.post('New.');
    const {live: later} = await test.store.open(test.thread(), {sort: 'newest', limit: 1});
    await test.post('Newer.');
    await test.store.purgeExpired();
    expect(await traces(once.key, `bucket of ${test.site}`)).toEqual([]);
    expect(await test.store.changes(test.thread(), live)).toEqual({reload: true});
    expect(await test.store.changes(test.thread(), later)).toMatchObject({changes: [{type: 'added'}]});
    await test.store.purgeExpired();
  });
});
