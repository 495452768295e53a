import type {CommentsAdapter} from '../model/adapter.js';
import type {Change} from '../model/thread.js';
import {assert, assertAborts, assertEqual} from './contract-assertions.js';
import type {ContractBackend, OptionalMethod} from './contract-harness.js';
import {
  createDraft,
  createIntent,
  rootAt,
  rootsUpTo,
  type ContractCases,
  type CaseContext,
} from './contract-cases.js';

/** Adds cases of watching and counting. */
export function addLiveCases<Backend extends ContractBackend>(suite: ContractCases<Backend>): void {
  const {harness} = suite;
  const watches = suite.has('watch');

  suite.add(
    '`watch` yields a new comment',
    {comments: [rootAt(0)]},
    async (scene) => {
      const watch = await startWatching(scene);
      const id = await harness.arrive?.(scene.backend, rootAt(100, 'late'));
      const change = await watch.until((change) => idOf(change) === id);
      assertEqual(change.type, 'added', 'the type of the change');
      assert(
        change.type === 'added' && scene.shownText(change.comment) === 'This is late.',
        'It has the comment.',
      );
    },
    watches && suite.can('arrive'),
  );

  suite.add(
    '`watch` yields comments that were added between opening and watching',
    {comments: [rootAt(0)]},
    async (scene) => {
      const {live} = await scene.open();
      const id = await harness.arrive?.(scene.backend, rootAt(100, 'late'));
      const watch = await startWatching(scene, live);
      await watch.until((change) => change.type === 'added' && idOf(change) === id);
    },
    watches && suite.can('arrive'),
  );

  suite.add(
    '`watch` resumes from a cursor without losses or repetitions',
    {},
    async (scene) => {
      const before = await startWatching(scene);
      const first = await harness.arrive?.(scene.backend, rootAt(100, 'first'));
      const {cursor} = await before.until((change) => idOf(change) === first);
      before.stop();
      const second = await harness.arrive?.(scene.backend, rootAt(101, 'second'));
      if (cursor === undefined) return;
      const after = await startWatching(scene, cursor);
      const change = await after.until(() => true);
      assertEqual(idOf(change), second, 'the comment that the first change is about');
    },
    watches && suite.can('arrive'),
  );

  suite.add(
    '`watch` yields a changed comment',
    {},
    async (scene) => {
      const id = (await harness.arrive?.(scene.backend, rootAt(100, 'late'))) ?? '';
      const watch = await startWatching(scene);
      await harness.change?.(scene.backend, id, 'Other words.');
      const change = await watch.until((change) => idOf(change) === id && change.type !== 'added');
      assert(
        change.type === 'changed' && scene.shownText(change.comment) === 'Other words.',
        'It has the new text.',
      );
    },
    watches && suite.can('arrive', 'change'),
  );

  suite.add(
    '`watch` yields a removed comment',
    {},
    async (scene) => {
      const id = (await harness.arrive?.(scene.backend, rootAt(100, 'late'))) ?? '';
      const watch = await startWatching(scene);
      await harness.takeAway?.(scene.backend, id);
      const change = await watch.until((change) => idOf(change) === id && change.type !== 'added');
      const status = change.type === 'changed' ? change.comment.status : 'removed';
      assert(status === 'removed' || status === 'deleted', 'It is removed, or changed to a tombstone.');
    },
    watches && suite.can('arrive', 'takeAway'),
  );

  suite.add(
    'two watchers receive the same change',
    {},
    async (scene) => {
      const watchers = [await startWatching(scene), await startWatching(scene)];
      const id = await harness.arrive?.(scene.backend, rootAt(100, 'late'));
      for (const watch of watchers) await watch.until((change) => idOf(change) === id);
    },
    watches && suite.can('arrive'),
  );

  suite.add(
    '`watch` ends without an error when it is aborted',
    {},
    async ({adapter, thread}) => {
      const controller = new AbortController();
      const steps = adapter.watch(thread, null, controller.signal)[Symbol.asyncIterator]();
      const step = steps.next();
      controller.abort();
      assertEqual((await step).done, true, '`done` of the step that was waiting');
      assertEqual((await steps.next()).done, true, '`done` of the next step');
    },
    watches,
  );

  suite.add(
    '`watch` with an aborted signal yields nothing',
    {comments: [rootAt(0)]},
    async (scene) => {
      const steps = scene.adapter.watch(scene.thread, null, AbortSignal.abort())[Symbol.asyncIterator]();
      assertEqual((await steps.next()).done, true, '`done` of the first step');
    },
    watches,
  );

  suite.add(
    '`counts` counts several pages in one call',
    {comments: rootsUpTo(3)},
    async ({adapter, thread, signal}) => {
      const empty = {...thread, pageId: `${thread.pageId}-empty`, url: `${thread.url}-empty`};
      const counts = await adapter.counts([thread, empty], signal);
      assertEqual(counts.get(thread.pageId), 3, 'the count of the page with three comments');
      assertEqual(counts.get(empty.pageId) ?? 0, 0, 'the count of the page without');
    },
    suite.has('counts'),
  );
}

/** Adds cases of every method, aborted before it is called and while it runs. */
export function addAbortCases<Backend extends ContractBackend>(suite: ContractCases<Backend>): void {
  const text = {format: 'text', value: 'Never mind.'} as const;
  const report = {ruleId: 'personal-attacks'};
  // Each returns the call to abort, after its preparations.
  const calls: Readonly<
    Partial<Record<keyof CommentsAdapter, (scene: CaseContext<Backend>) => Promise<Call> | Call>>
  > = {
    open:
      ({adapter, thread}) =>
      (signal) =>
        adapter.open(thread, {sort: 'oldest', limit: 1}, signal),
    more: async ({adapter, thread, open}) => {
      const {next} = await open({limit: 1});
      assert(next !== null, 'There is a second page.');
      return (signal) => adapter.more(thread, next, signal);
    },
    post:
      ({adapter, thread}) =>
      (signal) =>
        adapter.post(thread, createDraft('Never mind.'), createIntent(signal)),
    findPosted:
      ({adapter, thread}) =>
      (signal) =>
        adapter.findPosted(thread, createDraft('Never mind.'), createIntent(signal)),
    edit: async ({adapter, thread, post}) => {
      const {id} = await post('First thoughts.');
      return (signal) => adapter.edit(thread, id, text, createIntent(signal));
    },
    remove: async ({adapter, thread, post}) => {
      const {id} = await post('First thoughts.');
      return (signal) => adapter.remove(thread, id, createIntent(signal));
    },
    vote:
      ({adapter, thread, id}) =>
      (signal) =>
        adapter.vote(thread, id('root 0'), true, createIntent(signal)),
    report:
      ({adapter, thread, id}) =>
      (signal) =>
        adapter.report(thread, id('root 0'), report, createIntent(signal)),
    counts:
      ({adapter, thread}) =>
      (signal) =>
        adapter.counts([thread], signal),
  };

  for (const [name, prepare] of Object.entries(calls)) {
    const needsPost = name === 'edit' || name === 'remove';
    const possible =
      name === 'open' ||
      name === 'more' ||
      suite.has(name as OptionalMethod, ...(needsPost ? ['post' as const] : []));
    for (const [moment, when] of Object.entries(ABORT_TIMES)) {
      suite.add(
        `\`${name}\` that is aborted ${moment} has no effect`,
        {comments: rootsUpTo(2)},
        async (scene) => {
          const call = await prepare(scene);
          const before = await scene.open();
          const controller = new AbortController();
          if (when === 'before') controller.abort();
          const answer = call(controller.signal);
          controller.abort();
          await assertAborts(answer, `\`${name}\``);
          assertEqual(summarise(await scene.openAfterReload()), summarise(before), 'the thread');
        },
        possible,
      );
    }
  }
}

type Call = (signal: AbortSignal) => Promise<unknown>;

const ABORT_TIMES = {'before it begins': 'before', 'while it runs': 'during'} as const;

function summarise({
  comments,
}: {
  comments: Awaited<ReturnType<CommentsAdapter['open']>>['comments'];
}): unknown {
  return comments.map(({id, body, status, score}) => ({id, body, status, up: score?.up}));
}

function idOf(change: Change): string {
  return change.type === 'removed' ? change.id : change.comment.id;
}

interface Watcher {
  /** The next matching change; skips those before it. */
  until(fits: (change: Change) => boolean): Promise<Change>;
  stop(): void;
}

async function startWatching<Backend extends ContractBackend>(
  {adapter, thread, open}: CaseContext<Backend>,
  since?: string | null,
): Promise<Watcher> {
  const controller = new AbortController();
  const start = since === undefined ? (await open()).live : since;
  const steps = adapter.watch(thread, start, controller.signal)[Symbol.asyncIterator]();
  return {
    async until(matches) {
      for (;;) {
        const step = await steps.next();
        assert(!step.done, 'Watching goes on until it is aborted.');
        if (matches(step.value)) return step.value;
      }
    },
    stop: () => controller.abort(),
  };
}
