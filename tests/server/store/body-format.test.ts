import {describe, expect, it} from 'vitest';
import type {Body} from '../../../src/model/comment.js';
import {storeForEach} from '../../support/server/store-for-each.js';
import {DATABASE_KINDS} from '../../support/server/test-database.js';
import {draft, guest, idempotency} from '../../support/server/test-store.js';

describe.each(DATABASE_KINDS)('what comments are written in, on %s', (kind) => {
  const {test} = storeForEach(kind);
  const ann = guest();

  const post = async (format: Body['format'], value = 'Some **words**.') => {
    test.clock.advance(61_000);
    return (await test.store.post(test.thread(), {...draft(''), body: {format, value}}, ann, idempotency()))
      .comment;
  };
  const edit = async (id: string, format: Body['format']) =>
    (await test.store.edit(test.thread(), id, {format, value: 'Other *words*.'}, ann, idempotency())).comment;
  const refused = {code: 'validation', fields: {body: 'format'}};

  it('is plain text by default', async () => {
    await expect(post('markdown')).rejects.toMatchObject(refused);
    await expect(post('html')).rejects.toMatchObject(refused);
    const {id} = await post('text');
    await expect(edit(id, 'markdown')).rejects.toMatchObject(refused);
    await expect(edit(id, 'html')).rejects.toMatchObject(refused);
    expect(await edit(id, 'text')).toMatchObject({body: {format: 'text', value: 'Other *words*.'}});
  });

  it('is Markdown or plain text where the site takes Markdown, and never HTML', async () => {
    await test.set({bodyFormat: 'markdown'});
    const {id} = await post('markdown');
    expect(await edit(id, 'markdown')).toMatchObject({body: {format: 'markdown'}});
    expect((await post('text', 'Plain words.')).body.format).toBe('text');
    await expect(post('html')).rejects.toMatchObject({
      code: 'validation',
      fields: {body: expect.any(String)},
    });
    await expect(edit(id, 'html')).rejects.toMatchObject({code: 'validation'});
  });

  it('stays what it was for a comment that was written before the site changed', async () => {
    await test.set({bodyFormat: 'markdown'});
    const {id} = await post('markdown');
    await test.set({bodyFormat: 'text'});
    expect(await edit(id, 'markdown')).toMatchObject({body: {format: 'markdown', value: 'Other *words*.'}});
    await expect(post('markdown', 'More.')).rejects.toMatchObject(refused);
  });
});
