import {assert, assertEqual, assertFails} from './contract-assertions.js';
import type {ContractBackend} from './contract-harness.js';
import {idsOf, createIntent, UNKNOWN_ID, rootAt, type ContractCases} from './contract-cases.js';

/** Adds cases of editing, removing, voting and reporting. */
export function addChangingCases<Backend extends ContractBackend>(suite: ContractCases<Backend>): void {
  const {harness} = suite;
  const text = {format: 'text', value: 'Second thoughts: were\\are.'} as const;
  const others = {comments: [rootAt(0, 'root')]};

  suite.add(
    'an edited comment has its new text, and `editedAt`',
    {},
    async (scene) => {
      const {id} = await scene.post('First thoughts.');
      const edited = await scene.adapter.edit(scene.thread, id, text, createIntent());
      assertEqual(edited.id, id, 'the id');
      const [found] = (await scene.openAfterReload()).comments;
      assert(found, 'It is still there.');
      assertEqual(scene.shownText(found), text.value, 'the body after a reload');
      assert(Date.parse(found.editedAt ?? ''), '`editedAt` is a time.');
    },
    suite.has('post', 'edit'),
  );

  suite.add(
    '`can.edit` is true only for one’s own comment',
    others,
    async ({post, open, id}) => {
      const mine = await post('My own.');
      assertEqual(mine.can?.edit, true, '`can.edit` of one’s own comment');
      const theirs = (await open()).comments.find((comment) => comment.id === id('root'));
      assertEqual(theirs?.can?.edit ?? false, false, '`can.edit` of another’s comment');
    },
    suite.has('post', 'edit'),
  );

  suite.add(
    'another reader’s comment cannot be edited',
    others,
    async ({adapter, thread, id}) => {
      await assertFails(adapter.edit(thread, id('root'), text, createIntent()), 'forbidden', 'The edit');
    },
    suite.has('edit'),
  );

  suite.add(
    'an unknown comment cannot be edited',
    {},
    async ({adapter, thread}) => {
      await assertFails(adapter.edit(thread, UNKNOWN_ID, text, createIntent()), 'not-found', 'The edit');
    },
    suite.has('edit'),
  );

  suite.add(
    'an empty edit is rejected',
    {},
    async ({adapter, thread, post}) => {
      const {id} = await post('First thoughts.');
      const edit = adapter.edit(thread, id, {format: 'text', value: ' '}, createIntent());
      await assertFails(edit, 'validation', 'The edit');
    },
    suite.has('post', 'edit'),
  );

  suite.add(
    'a comment cannot be edited after a week',
    {},
    async ({backend, adapter, thread, post}) => {
      const {id} = await post('First thoughts.');
      await harness.advance?.(backend, 7 * 24 * 60 * 60_000);
      await assertFails(adapter.edit(thread, id, text, createIntent()), 'edit-window-closed', 'The edit');
    },
    suite.has('post', 'edit') && suite.can('advance'),
  );

  suite.add(
    'a removed comment without replies is gone',
    {comments: [rootAt(0)]},
    async (scene) => {
      const {total} = await scene.open();
      const {id} = await scene.post('Soon gone.');
      const left = await scene.adapter.remove(scene.thread, id, createIntent());
      assert(left.status === 'deleted' || left.status === 'removed', 'What is left is a tombstone.');
      const page = await scene.openAfterReload();
      assert(!idsOf(page.comments).includes(id), 'The reopened thread does not list it.');
      assertEqual(page.total, total, 'the total');
    },
    suite.has('post', 'remove'),
  );

  suite.add(
    'a removed comment with replies leaves a tombstone without text and name',
    {},
    async (scene) => {
      const {id} = await scene.post('Secret words.');
      const reply = await scene.post('I answer.', id);
      await scene.adapter.remove(scene.thread, id, createIntent());
      const {comments} = await scene.openAfterReload();
      const left = comments.find((comment) => comment.id === id);
      assert(left?.status === 'deleted' || left?.status === 'removed', 'A tombstone is in its place.');
      const words = JSON.stringify(left);
      assert(!words.includes('Secret') && !words.includes('Ann Reader'), 'It has neither text nor name.');
      assert(idsOf(comments).includes(reply.id), 'The reply stays.');
    },
    suite.has('post', 'remove'),
  );

  suite.add(
    'another reader’s comment cannot be removed',
    others,
    async ({adapter, thread, id}) => {
      await assertFails(adapter.remove(thread, id('root'), createIntent()), 'forbidden', 'The removal');
    },
    suite.has('remove'),
  );

  suite.add(
    'an unknown comment cannot be removed',
    {},
    async ({adapter, thread}) => {
      await assertFails(adapter.remove(thread, UNKNOWN_ID, createIntent()), 'not-found', 'The removal');
    },
    suite.has('remove'),
  );

  suite.add(
    'repeated votes count once',
    others,
    async (scene) => {
      const id = scene.id('root');
      const before = (await scene.open()).comments[0]?.score?.up ?? 0;
      await scene.adapter.vote(scene.thread, id, true, createIntent());
      const voted = await scene.adapter.vote(scene.thread, id, true, createIntent());
      assertEqual(voted.score, {up: before + 1, mine: true}, 'the score in the answer');
      assertEqual(
        (await scene.openAfterReload()).comments[0]?.score,
        {up: before + 1, mine: true},
        'the score after a reload',
      );
    },
    suite.has('vote'),
  );

  suite.add(
    'a vote can be taken back, also repeatedly',
    others,
    async (scene) => {
      const id = scene.id('root');
      const before = (await scene.open()).comments[0]?.score?.up ?? 0;
      await scene.adapter.vote(scene.thread, id, true, createIntent());
      await scene.adapter.vote(scene.thread, id, false, createIntent());
      const again = await scene.adapter.vote(scene.thread, id, false, createIntent());
      assertEqual(again.score?.up, before, 'the score');
      assert(!again.score?.mine, 'It is no longer the viewer’s.');
    },
    suite.has('vote'),
  );

  suite.add(
    'a reader cannot vote for their own comment',
    {},
    async ({adapter, thread, post}) => {
      const {id} = await post('Well said.');
      await assertFails(adapter.vote(thread, id, true, createIntent()), 'forbidden', 'The vote');
    },
    suite.has('post', 'vote'),
  );

  suite.add(
    'an unknown comment cannot be voted for',
    {},
    async ({adapter, thread}) => {
      await assertFails(adapter.vote(thread, UNKNOWN_ID, true, createIntent()), 'not-found', 'The vote');
    },
    suite.has('vote'),
  );

  suite.add(
    'a report can be repeated',
    others,
    async ({adapter, thread, id}) => {
      for (let times = 0; times < 2; times++) {
        const answer = await adapter.report(thread, id('root'), {ruleId: 'personal-attacks'}, createIntent());
        assertEqual(answer.id, id('root'), 'the id in the answer');
      }
    },
    suite.has('report'),
  );

  suite.add(
    'an unknown comment cannot be reported',
    {},
    async ({adapter, thread}) => {
      const report = adapter.report(
        thread,
        UNKNOWN_ID,
        {ruleId: 'personal-attacks', text: 'It is rude.'},
        createIntent(),
      );
      await assertFails(report, 'not-found', 'The report');
    },
    suite.has('report'),
  );
}
