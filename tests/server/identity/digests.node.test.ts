import {describe, expect, it} from 'vitest';
import {createDigests} from '../../../src/server/identity/digests.js';

const SECRET = 'a secret of at least thirty-two characters';

describe('digests', () => {
  it('are the same for the same text, secret and kind, and differ where one of them does', async () => {
    const [one, again, other] = await Promise.all([
      createDigests(SECRET),
      createDigests(SECRET),
      createDigests(`${SECRET}!`),
    ]);
    const digest = await one.digest('email', 'ada@example.com');
    expect(digest).toMatch(/^[\da-f]{64}$/);
    expect(await again.digest('email', 'ada@example.com')).toBe(digest);
    expect(await one.digest('guest', 'ada@example.com')).not.toBe(digest);
    expect(await one.digest('email', 'eve@example.com')).not.toBe(digest);
    expect(await other.digest('email', 'ada@example.com')).not.toBe(digest);
  });

  it('open what they sealed, which never looks the same twice', async () => {
    const digests = await createDigests(SECRET);
    const encrypted = await digests.seal('Զաւէն@example.com');
    expect(encrypted).not.toContain('example');
    expect(await digests.seal('Զաւէն@example.com')).not.toBe(encrypted);
    expect(await digests.unseal(encrypted)).toBe('Զաւէն@example.com');
  });

  it.each([
    ['encrypted with another secret', async () => (await createDigests(`${SECRET}!`)).seal('text')],
    [
      'changed',
      async () =>
        (await (await createDigests(SECRET)).seal('text')).replace(/.$/, (end) => (end === '0' ? '1' : '0')),
    ],
    ['no seal at all', async () => 'text'],
    ['nothing but a version', async () => '1:'],
  ])('refuse what is %s', async (_what, make) => {
    const digests = await createDigests(SECRET);
    await expect(digests.unseal(await make())).rejects.toThrow();
  });

  it('take no secret that could be guessed', async () => {
    await expect(createDigests('short')).rejects.toThrow(RangeError);
  });
});
