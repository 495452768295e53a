import fc from 'fast-check';
import {afterAll, describe, expect, it} from 'vitest';
import {SCHEDULES} from '../support/extent.mjs';
import type {StorageCondition} from '../support/writing/fake-device.js';
import {FAULTS, type BackendCapabilities} from '../support/writing/fake-backend.js';
import {ReaderTab} from '../support/writing/reader-tab.js';
import {WritingModel} from '../support/writing/writing-model.js';

const SEED = Number(process.env['PARLEY_SEED'] ?? 20_261_125);

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** How a reader with some patience would see whether all is well: half an hour later. */
const PATIENCE = 30 * MINUTE;

type Step = fc.AsyncCommand<object, WritingModel>;

/** A step with its name and numbers, as a failing schedule is printed. */
function step(name: string, run: (model: WritingModel) => unknown): Step {
  return {
    check: () => true,
    run: async (_model, model) => {
      await run(model);
    },
    toString: () => name,
  };
}

const place = fc.nat({max: 1});
const tab = fc.nat({max: 2});

/** `act` on a tab and a place in it, while there is a tab. */
function inTab(
  name: string,
  act: (model: WritingModel, tab: ReaderTab, place: number) => unknown,
): fc.Arbitrary<Step> {
  return fc.tuple(tab, place).map(([which, where]) =>
    step(`${name}(${String(which)}, ${String(where)})`, (model) => {
      const found = model.tab(which);
      return found && act(model, found, where);
    }),
  );
}

const writing = inTab('write', (model, found, where) => model.write(found, where));
const submitting = inTab('submit', (model, found, where) => model.submit(found, where));
const passing = fc
  .constantFrom(100, 600, 3_000, 20_000, 70_000, 120_000)
  .map((ms) =>
    step(`pass(${String(ms)})`, (model) => model.world.clock.advance(ms, () => Promise.resolve())),
  );
const failing = fc
  .constantFrom(...FAULTS)
  .map((fault) => step(`fail(${fault})`, (model) => model.backend.script.push(fault)));
const reloading = inTab('reload', (model, found) => {
  model.close(found);
  model.openTab();
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
  inTab('crash', (model, found) => {
    model.crash(found);
    model.openTab();
  }),
  inTab('close', (model, found) => model.close(found)),
  ...times(2, fc.constant(step('open', (model) => model.tabs.length < 3 && model.openTab()))),
  inTab('freeze', (_scene, found) => found.freeze()),
  tab.map((which) =>
    step(`thaw(${String(which)})`, (model) => {
      const frozen = model.tabs.filter((found) => found.tab.isFrozen)[which];
      if (frozen) model.thaw(frozen);
    }),
  ),
  fc
    .boolean()
    .map((isOnline) => step(isOnline ? 'online' : 'offline', (model) => model.world.setOnline(isOnline))),
  fc
    .tuple(
      fc.constantFrom('database' as const, 'sync' as const),
      fc.constantFrom<StorageCondition>('fine', 'fine', 'full', 'denied'),
    )
    .map(([which, condition]) =>
      step(`${which} is ${condition}`, (model) => model.setStorage(which, condition)),
    ),
  fc
    .constantFrom(-20 * DAY, -DAY, -10 * MINUTE, 10 * MINUTE, DAY, 40 * DAY)
    .map((ms) => step(`jump(${String(ms)})`, (model) => model.setClock(ms))),
  inTab('reopen', (_scene, found) => void found.reopen()),
  inTab('live', (_scene, found) => found.receiveLiveUpdates()),
  inTab('arrivals', (_scene, found) => found.showArrivals()),
  inTab('retry', (model, found) => model.retryCard(found)),
  inTab('take back', (model, found) => model.takeBack(found)),
  ...times(
    2,
    inTab('show other', (_scene, found, where) => void found.drafts[where]!.showNextDraft()),
  ),
  inTab('change terms', (model, found, where) => model.changeTerms(found, where)),
  inTab('write again', (model, found, where) => model.writeAgain(found, where)),
  inTab('await sign-in', (model, found, where) => model.awaitSignIn(found, where)),
  inTab('discard', (model, found, where) => model.discard(found, where)),
  fc
    .constantFrom(null, 'vera')
    .map((viewerId) => step(`become(${String(viewerId)})`, (model) => model.become(viewerId))),
];

const total = {schedules: 0, posts: 0, pieces: 0};

/** Plays one schedule to its end, then lets everything be well again and gives what is wrong. */
async function runSchedule(
  scheduler: fc.Scheduler,
  skills: BackendCapabilities,
  steps: Iterable<Step>,
): Promise<string[]> {
  const model = new WritingModel(skills);
  model.world.pass = (what) => scheduler.schedule(Promise.resolve(), what);
  model.openTab();
  await fc.scheduledModelRun(scheduler, () => ({model: {}, real: model}), steps);

  const {world} = model;
  const settle = (): Promise<void> => scheduler.waitIdle();
  world.database.condition = 'fine';
  world.sync.condition = 'fine';
  model.setClock(0);
  model.backend.script.length = 0;
  for (const open of [...model.tabs]) {
    if (open.tab.isFrozen) model.thaw(open);
    await settle();
    model.close(open);
  }
  world.setOnline(true);
  const views = [new ReaderTab(world, model.backend, null), new ReaderTab(world, model.backend, 'vera')];
  await settle();
  await world.clock.advance(PATIENCE, settle);
  for (const view of views) void view.reopen();
  await settle();
  await world.clock.advance(PATIENCE, settle);

  total.schedules++;
  total.posts += model.backend.entries.length - 1;
  total.pieces += model.writtenTexts.size;
  return model.faults(views);
}

describe('any sequence of events while a reader writes', () => {
  const backends: {readonly name: string; readonly skills: BackendCapabilities; readonly share: number}[] = [
    {name: 'honours keys and can be asked', skills: {keys: true, search: true}, share: 0.6},
    {name: 'can only be asked', skills: {keys: false, search: true}, share: 0.2},
    {name: 'can do neither', skills: {keys: false, search: false}, share: 0.2},
  ];

  afterAll(() => {
    console.log(
      `${String(total.schedules)} schedules: ${String(total.pieces)} comments begun, ${String(total.posts)} posted`,
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
            expect(await runSchedule(scheduler, skills, steps)).toEqual([]);
          },
        ),
        {numRuns: Math.ceil(SCHEDULES * share), seed: SEED},
      );
    },
    10 * MINUTE,
  );
});
