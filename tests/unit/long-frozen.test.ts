import {expect, it, vi} from 'vitest';
import {FakeBackend, type BackendCapabilities} from '../support/writing/fake-backend.js';
import {FakeDevice} from '../support/writing/fake-device.js';
import {ReaderTab} from '../support/writing/reader-tab.js';

const TEXT = 'The bell is too loud.';
const DAY = 24 * 60 * 60_000;

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** A tab with a draft that was frozen; another has posted the draft since, so long ago that nothing of it is stored. */
async function thawLate(capabilities: BackendCapabilities) {
  const world = new FakeDevice();
  const backend = new FakeBackend(world, capabilities);
  const frozen = new ReaderTab(world, backend, null);
  await settle();
  frozen.drafts[0]?.write(TEXT);
  await world.clock.advance(1_000, settle);
  frozen.freeze();
  const other = new ReaderTab(world, backend, null);
  await vi.waitFor(() => {
    expect(other.drafts[0]?.text).toBe(TEXT);
  });
  other.submit(0);
  await vi.waitFor(() => {
    expect(backend.count(TEXT)).toBe(1);
  });
  await settle();
  other.tab.end();
  await world.clock.advance(2 * DAY, settle);
  const later = new ReaderTab(world, backend, null);
  await settle();
  later.tab.end();
  expect([...world.database.texts, ...world.sync.texts]).toEqual([]);
  frozen.thaw();
  await settle();
  return {backend, frozen};
}

it.each([
  {keys: true, search: true},
  {keys: false, search: true},
])('a tab that was frozen for days does not post again what another has posted: %o', async (capabilities) => {
  const {backend, frozen} = await thawLate(capabilities);
  frozen.submit(0);
  await settle();
  expect(backend.count(TEXT)).toBe(1);
  expect(frozen.drafts[0]?.text).toBe('');
});

it('a tab that was frozen for days asks before it posts what a backend may have that cannot be asked', async () => {
  const {backend, frozen} = await thawLate({keys: false, search: false});
  frozen.submit(0);
  await settle();
  expect(backend.count(TEXT)).toBe(1);
  expect(frozen.drafts[0]?.outgoing).toMatchObject({status: 'failed', isUncertain: true});
});
