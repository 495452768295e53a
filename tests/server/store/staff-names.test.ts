import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {skeletonOf} from '../../../src/server/store/people/staff-names.js';
import {DATABASE_KINDS, makeDatabase, type TestDatabase} from '../../support/server/test-database.js';
import {
  draft,
  guest,
  idempotency,
  openTestStore,
  user,
  type TestStore,
} from '../../support/server/test-store.js';

describe.each(DATABASE_KINDS)('a guest’s name, on %s', (kind) => {
  let database: TestDatabase;
  let test: TestStore;
  beforeAll(async () => {
    database = await makeDatabase(kind);
    test = await openTestStore(database.database);
    const named = (subject: string, name: string, role: 'staff' | 'moderator' | 'reader') => {
      const actor = user(subject, role);
      return {...actor, user: {...actor.user!, name}};
    };
    await test.set({title: 'The Harbour Paper'});
    await test.post('One.', {actor: named('s1', 'Letters editor', 'staff')});
    await test.post('Two.', {actor: named('s1', 'Letters editor', 'staff')});
    await test.post('Three.', {actor: named('m1', 'Zoë Łukasz-Müller', 'moderator')});
    await test.post('Four.', {actor: named('s2', 'Նամակների խմբագիր', 'staff')});
    for (const [index, name] of ['राम', 'மாலா', 'มานี', 'がくだ', 'דָּנָה'].entries())
      await test.post(`Of ${name}.`, {actor: named(`t${String(index)}`, name, 'staff')});
    await test.post('Five.', {actor: named('r1', 'Ada Quill', 'reader')});
  });
  afterAll(() => database.drop());

  const post = (name: string) =>
    test.store.post(test.thread(), {...draft(`By ${name}.`), guest: {name}}, guest(), idempotency());

  it.each([
    'Letters editor',
    'LETTERS  EDITOR',
    ' letters-editor ',
    'Lеtters еditor',
    'Lεtters εditοr',
    'Ietters editor',
    '1etters ed1tor',
    'Ｌｅｔｔｅｒｓ ｅｄｉｔｏｒ',
    '𝐋𝐞𝐭𝐭𝐞𝐫𝐬 𝐞𝐝𝐢𝐭𝐨𝐫',
    'Ⓛⓔⓣⓣⓔⓡⓢ ⓔⓓⓘⓣⓞⓡ',
    'L\u0301etters ed\u0307itor',
    'Let\u200bters\u2060 edi\u00adtor\ufe0f',
    'Letters editor ✓',
    '★ Letters editor ★',
    'Zoe Lukasz Muller',
    'նամակների ԽՄԲԱԳԻՐ',
    'דנה',
    'राम ★',
    'The Harbour Paper',
    'Тhe Наrbоur Раpеr',
  ])('cannot be %s, which looks like the newsroom', async (name) => {
    await expect(post(name)).rejects.toMatchObject({
      code: 'validation',
      fields: {name: expect.any(String)},
    });
  });

  it.each([
    'Ada Quill',
    'Letters editors’ friend',
    'Editor',
    'Letter seditors',
    'Олена Коваль',
    '李小龍',
    'Zoë',
    'Ed',
    'Anna Editorius',
    'Harbour Reader',
    // In these scripts marks are vowels, or other consonants: with others it is another name.
    'रमा',
    'மலா',
    'มีนา',
    'かくた',
  ])('can be %s', async (name) => {
    expect((await post(name)).comment.author.name).toBe(name);
  });

  it('is free on another site, and for signed-in readers', async () => {
    const other = await openTestStore(database.database);
    const {comment} = await other.store.post(
      other.thread(),
      {...draft('Elsewhere.'), guest: {name: 'Letters editor'}},
      guest(),
      idempotency(),
    );
    expect(comment.author.name).toBe('Letters editor');
  });
});

describe('a skeleton', () => {
  it('is made in time that grows as the name does', () => {
    const costOf = (length: number): number => {
      const name = 'е\u0301\u200b'.repeat(length);
      const {user: before} = process.cpuUsage();
      for (let round = 0; round < 20; round++) skeletonOf(name);
      return process.cpuUsage().user - before;
    };
    costOf(1_000);
    expect(costOf(40_000)).toBeLessThan(60 * Math.max(1_000, costOf(4_000)));
  });
});
