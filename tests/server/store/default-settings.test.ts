import {beforeEach, describe, expect, it} from 'vitest';
import type {Guest} from '../../../src/model/comment.js';
import type {Actor} from '../../../src/server/store/actor.js';
import {storeForEach} from '../../support/server/store-for-each.js';
import {DATABASE_KINDS} from '../../support/server/test-database.js';
import {draft, guest, idempotency, moderator, user} from '../../support/server/test-store.js';

describe.each(DATABASE_KINDS)('a new site with default settings, on %s', (kind) => {
  const {test} = storeForEach(kind, {defaults: {}});
  const mod = moderator();

  const status = async (text: string, actor: Actor) => (await test.post(text, {actor})).status;
  /** Approves what waits, and lets the actor be one who has been published. */
  const admit = async (actor: Actor): Promise<Actor> => {
    const {id} = await test.post('To be approved.', {actor});
    await test.store.decide(test.site, id, {action: 'approve'}, mod);
    return actor;
  };

  it('holds a first comment, and more than one link', async () => {
    expect(await test.store.settings(test.site)).toMatchObject({hold: {first: true, links: 1}});
    const ann = guest();
    expect(await status('My first.', ann)).toBe('held');
    expect(await status('My second.', ann)).toBe('held');
    await admit(ann);
    expect(await status('See https://a.example', ann)).toBe('published');
    expect(await status('See https://a.example and https://b.example', ann)).toBe('held');
  });

  it.each([
    ['without slashes', '[a](https:a.example) [b](https:b.example)'],
    ['with escapes', '[a](https\\://a.example) [b](&#104;ttps://b.example)'],
    ['in brackets', '<https:a.example> and [b](<https:b.example>)'],
  ])('counts links of Markdown that are written %s', async (_how, value) => {
    await test.set({bodyFormat: 'markdown'});
    const ann = await admit(guest());
    const post = async (text: string) => {
      test.clock.advance(61_000);
      const newComment = {...draft(''), body: {format: 'markdown' as const, value: text}};
      return (await test.store.post(test.thread(), newComment, ann, idempotency())).comment.status;
    };
    expect(await post('[One](https://a.example) of them')).toBe('published');
    expect(await post(value)).toBe('held');
  });

  it('publishes none of 200 comments of a program that invents a key for each', async () => {
    const spam = Array.from(
      {length: 200},
      (_, number) => `Cheap pills number ${String(number)} at spam.example`,
    );
    const bot = {address: 'one machine'};
    const seen = new Set<string | undefined>();
    for (const [number, text] of spam.entries())
      seen.add(
        await status(text, number % 2 === 0 ? {...guest(), ...bot} : {user: null, guest: null, ...bot}),
      );
    expect([...seen]).toEqual(['held']);
  });

  it('identifies nobody by an address, which many share', async () => {
    const keyless = {user: null, guest: null, address: 'a school'};
    await admit(keyless);
    expect(await status('From the same school.', keyless)).toBe('held');
  });

  it('does not hold staff', async () => {
    expect(await status('For the paper.', user('s1', 'staff'))).toBe('published');
    expect(await status('A reader.', user('u1'))).toBe('held');
  });

  describe('looks at what guests call themselves as at what they write', () => {
    const signed = async (actor: Actor, given: Guest, text = 'Well said.'): Promise<readonly string[]> => {
      test.clock.advance(61_000);
      const {comment} = await test.store.post(
        test.thread(),
        {...draft(text), guest: given},
        actor,
        idempotency(),
      );
      if (comment.status === 'published') return [];
      const {items} = await test.store.queue(test.site, {status: 'held', cursor: null, limit: 100}, mod);
      return items.find((item) => item.comment.id === comment.id)?.heldBecause ?? [];
    };

    beforeEach(async () => {
      await test.set({guestFields: {url: 'optional'}, words: {hold: ['casino*'], block: ['kut']}});
    });

    it('words, findings and links', async () => {
      const ann = await admit(guest());
      expect(await signed(ann, {name: 'Ann', url: 'https://ann.example'})).toEqual([]);
      expect(await signed(ann, {name: 'Casino Royale'})).toEqual(['words']);
      expect(await signed(ann, {name: 'Ann', url: 'https://casino.example'})).toEqual(['words']);
      expect(await signed(ann, {name: 'Ann', url: 'https://spam.example/%63asinos'})).toEqual(['words']);
      expect(await signed(ann, {name: 'What the fuck'})).toEqual(['profanity']);
      expect(await signed(ann, {name: 'https://a.example https://b.example'})).toEqual(['links']);
      // All links of a comment count together, wherever they stand.
      expect(await signed(ann, {name: 'Ann', url: 'https://ann.example'}, 'See https://b.example')).toEqual([
        'links',
      ]);
    });

    it('words that are rejected', async () => {
      const ann = await admit(guest());
      await expect(signed(ann, {name: 'Kut'})).rejects.toMatchObject({code: 'blocked-words'});
      await expect(signed(ann, {name: 'Ann', url: 'https://kut.example/'})).rejects.toMatchObject({
        code: 'blocked-words',
      });
      // A field that the site does not ask for is not kept, so nobody reads it.
      await test.set({guestFields: {url: 'hidden'}});
      expect(await signed(ann, {name: 'Ann', url: 'https://kut.example/'})).toEqual([]);
    });

    it('when they edit, too', async () => {
      const ann = await admit(guest());
      test.clock.advance(61_000);
      const {comment} = await test.store.post(
        test.thread(),
        {...draft('Well said.'), guest: {name: 'Ann', url: 'https://ann.example'}},
        ann,
        idempotency(),
      );
      const edited = await test.store.edit(
        test.thread(),
        comment.id,
        {format: 'text', value: 'See https://b.example'},
        ann,
        idempotency(),
      );
      expect(edited.comment.status).toBe('held');
    });
  });
});
