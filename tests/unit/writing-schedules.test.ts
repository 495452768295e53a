import fc from 'fast-check';
import {afterAll, describe, expect, it} from 'vitest';
import {SCHEDULES} from '../support/extent.mjs';
import type {StorageMood} from '../support/writing/fake-device.js';
import {FAULTS, type LedgerSkills} from '../support/writing/ledger.js';
import {ReaderTab} from '../support/writing/reader-tab.js';
import {WritingScene} from '../support/writing/schedule-model.js';

const SEED = Number(process.env['PARLEY_SEED'] ?? 20_261_125);

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** How a reader with some patience would see whether all is well: half an hour later. */
const PATIENCE = 30 * MINUTE;

type Step = fc.AsyncCommand<object, WritingScene>;

/** A step with its name and numbers, as a failing schedule is printed. */
function step(name: string, run: (scene: WritingScene) => unknown): Step {
  return {
    check: () => true,
    run: async (_model, scene) => {
      await run(scene);
    },
    toString: () => name,
  };
}

const place = fc.nat({max: 1});
const tab = fc.nat({max: 2});

/** `act` on a tab and a place in it, while there is a tab. */
function inTab(
  name: string,
  act: (scene: WritingScene, tab: ReaderTab, place: number) => unknown,
): fc.Arbitrary<Step> {
  return fc.tuple(tab, place).map(([which, where]) =>
    step(`${name}(${String(which)}, ${String(where)})`, (scene) => {
      const found = scene.tab(which);
      return found && act(scene, found, where);
    }),
  );
}

const writing = inTab('write', (scene, found, where) => scene.write(found, where));
const submitting = inTab('submit', (scene, found, where) => scene.submit(found, where));
const passing = fc
  .constantFrom(100, 600, 3_000, 20_000, 70_000, 120_000)
  .map((ms) =>
    step(`pass(${String(ms)})`, (scene) => scene.world.clock.advance(ms, () => Promise.resolve())),
  );
const failing = fc
  .constantFrom(...FAULTS)
  .map((fault) => step(`fail(${fault})`, (scene) => scene.ledger.script.push(fault)));
const reloading = inTab('reload', (scene, found) => {
  scene.close(found);
  scene.openTab();
});

/** Some of a step: most of what happens is that somebody writes, posts and waits. */
const times = (count: number, steps: fc.Arbitrary<Step>): fc.Arbitrary<Step>[] =>
  Array.from({length: count}, () => steps);

const STEPS: fc.Arbitrary<Step>[] = [
  ...times(6, writing),
  ...times(8, submitting),
  ...times(6, passing),
  ...times(4, failing),
  reloading,
  inTab('crash', (scene, found) => {
    scene.crash(found);
    scene.openTab();
  }),
  inTab('close', (scene, found) => scene.close(found)),
  ...times(2, fc.constant(step('open', (scene) => scene.tabs.length < 3 && scene.openTab()))),
  inTab('freeze', (_scene, found) => found.freeze()),
  tab.map((which) =>
    step(`thaw(${String(which)})`, (scene) => {
      const frozen = scene.tabs.filter((found) => found.tab.isFrozen)[which];
      if (frozen) scene.thaw(frozen);
    }),
  ),
  fc
    .boolean()
    .map((isOnline) => step(isOnline ? 'online' : 'offline', (scene) => scene.world.setOnline(isOnline))),
  fc
    .tuple(
      fc.constantFrom('database' as const, 'sync' as const),
      fc.constantFrom<StorageMood>('fine', 'fine', 'full', 'denied'),
    )
    .map(([which, mood]) => step(`${which} is ${mood}`, (scene) => scene.setStorage(which, mood))),
  fc
    .constantFrom(-20 * DAY, -DAY, -10 * MINUTE, 10 * MINUTE, DAY, 40 * DAY)
    .map((ms) => step(`jump(${String(ms)})`, (scene) => scene.setClock(ms))),
  inTab('reopen', (_scene, found) => void found.reopen()),
  inTab('live', (_scene, found) => found.hearLive()),
  inTab('arrivals', (_scene, found) => found.showArrivals()),
  inTab('retry', (scene, found) => scene.retryCard(found)),
  inTab('take back', (scene, found) => scene.takeBack(found)),
  ...times(
    2,
    inTab('show other', (_scene, found, where) => void found.drafts[where]!.showNextDraft()),
  ),
  inTab('change terms', (scene, found, where) => scene.changeTerms(found, where)),
  inTab('write again', (scene, found, where) => scene.writeAgain(found, where)),
  inTab('await sign-in', (scene, found, where) => scene.awaitSignIn(found, where)),
  inTab('discard', (scene, found, where) => scene.discard(found, where)),
  fc
    .constantFrom(null, 'vera')
    .map((viewerId) => step(`become(${String(viewerId)})`, (scene) => scene.become(viewerId))),
];

const played = {schedules: 0, posts: 0, pieces: 0};

/** Plays one schedule to its end, then lets everything be well again and gives what is wrong. */
async function play(scheduler: fc.Scheduler, skills: LedgerSkills, steps: Iterable<Step>): Promise<string[]> {
  const scene = new WritingScene(skills);
  scene.world.pass = (what) => scheduler.schedule(Promise.resolve(), what);
  scene.openTab();
  await fc.scheduledModelRun(scheduler, () => ({model: {}, real: scene}), steps);

  const {world} = scene;
  const settle = (): Promise<void> => scheduler.waitIdle();
  world.database.mood = 'fine';
  world.sync.mood = 'fine';
  scene.setClock(0);
  scene.ledger.script.length = 0;
  for (const open of [...scene.tabs]) {
    if (open.tab.isFrozen) scene.thaw(open);
    await settle();
    scene.close(open);
  }
  world.setOnline(true);
  const views = [new ReaderTab(world, scene.ledger, null), new ReaderTab(world, scene.ledger, 'vera')];
  await settle();
  await world.clock.advance(PATIENCE, settle);
  for (const view of views) void view.reopen();
  await settle();
  await world.clock.advance(PATIENCE, settle);

  played.schedules++;
  played.posts += scene.ledger.entries.length - 1;
  played.pieces += scene.pieces.size;
  return scene.faults(views);
}

describe('whatever happens to a reader who writes', () => {
  const backends: {readonly name: string; readonly skills: LedgerSkills; readonly share: number}[] = [
    {name: 'honours keys and can be asked', skills: {keys: true, look: true}, share: 0.6},
    {name: 'can only be asked', skills: {keys: false, look: true}, share: 0.2},
    {name: 'can do neither', skills: {keys: false, look: false}, share: 0.2},
  ];

  afterAll(() => {
    console.log(
      `${String(played.schedules)} schedules: ${String(played.pieces)} comments begun, ${String(played.posts)} posted`,
    );
  });

  it.each(backends)(
    'no word is lost, nothing is posted twice and nothing untrue is shown: a backend that $name',
    async ({skills, share}) => {
      await fc.assert(
        fc.asyncProperty(
          fc.scheduler(),
          fc.commands(STEPS, {maxCommands: 40, size: 'max'}),
          async (scheduler, steps) => {
            expect(await play(scheduler, skills, steps)).toEqual([]);
          },
        ),
        {numRuns: Math.ceil(SCHEDULES * share), seed: SEED},
      );
    },
    10 * MINUTE,
  );
});
