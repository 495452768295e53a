import {assert, assertEqual, assertFails} from './contract-assertions.js';
import type {ContractBackend} from './contract-harness.js';
import {idsOf, intend, NO_ID, rootAt, type ContractCases} from './contract-scene.js';

/** Editing, removing, recommending and reporting. */
export function addChangingCases<Backend extends ContractBackend>(suite: ContractCases<Backend>): void {
  const {harness} = suite;
  const text = {format: 'text', value: 'Second thoughts: were\\are.'} as const;
  const others = {comments: [rootAt(0, 'root')]};

  suite.add(
    'an edited comment has its new words, and says that it was edited',
    {},
    async (scene) => {
      const {id} = await scene.post('First thoughts.');
      const edited = await scene.adapter.edit(scene.thread, id, text, intend());
      assertEqual(edited.id, id, 'the id');
      const [found] = (await scene.reopened()).comments;
      assert(found, 'It is still there.');
      assertEqual(scene.textOf(found), text.value, 'the body after a reload');
      assert(Date.parse(found.editedAt ?? ''), '`editedAt` is a time.');
    },
    suite.has('post', 'edit'),
  );

  suite.add(
    'who may edit a comment is told so',
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
    'somebody else’s comment cannot be edited',
    others,
    async ({adapter, thread, id}) => {
      await assertFails(adapter.edit(thread, id('root'), text, intend()), 'forbidden', 'The edit');
    },
    suite.has('edit'),
  );

  suite.add(
    'a comment that never was cannot be edited',
    {},
    async ({adapter, thread}) => {
      await assertFails(adapter.edit(thread, NO_ID, text, intend()), 'not-found', 'The edit');
    },
    suite.has('edit'),
  );

  suite.add(
    'an edit without words is refused',
    {},
    async ({adapter, thread, post}) => {
      const {id} = await post('First thoughts.');
      const edit = adapter.edit(thread, id, {format: 'text', value: ' '}, intend());
      await assertFails(edit, 'validation', 'The edit');
    },
    suite.has('post', 'edit'),
  );

  suite.add(
    'after a week it is too late to edit',
    {},
    async ({backend, adapter, thread, post}) => {
      const {id} = await post('First thoughts.');
      await harness.advance?.(backend, 7 * 24 * 60 * 60_000);
      await assertFails(adapter.edit(thread, id, text, intend()), 'edit-window-closed', 'The edit');
    },
    suite.has('post', 'edit') && suite.can('advance'),
  );

  suite.add(
    'a removed comment without replies is gone',
    {comments: [rootAt(0)]},
    async (scene) => {
      const {total} = await scene.open();
      const {id} = await scene.post('Soon gone.');
      const left = await scene.adapter.remove(scene.thread, id, intend());
      assert(left.status === 'deleted' || left.status === 'removed', 'What is left is a tombstone.');
      const page = await scene.reopened();
      assert(!idsOf(page.comments).includes(id), 'The reopened thread does not list it.');
      assertEqual(page.total, total, 'the total');
    },
    suite.has('post', 'remove'),
  );

  suite.add(
    'a removed comment with replies leaves a tombstone without words or name',
    {},
    async (scene) => {
      const {id} = await scene.post('Secret words.');
      const reply = await scene.post('I answer.', id);
      await scene.adapter.remove(scene.thread, id, intend());
      const {comments} = await scene.reopened();
      const left = comments.find((comment) => comment.id === id);
      assert(left?.status === 'deleted' || left?.status === 'removed', 'A tombstone stands in its place.');
      const words = JSON.stringify(left);
      assert(!words.includes('Secret') && !words.includes('Ann Reader'), 'It has neither words nor name.');
      assert(idsOf(comments).includes(reply.id), 'The reply stays.');
    },
    suite.has('post', 'remove'),
  );

  suite.add(
    'somebody else’s comment cannot be removed',
    others,
    async ({adapter, thread, id}) => {
      await assertFails(adapter.remove(thread, id('root'), intend()), 'forbidden', 'The removal');
    },
    suite.has('remove'),
  );

  suite.add(
    'a comment that never was cannot be removed',
    {},
    async ({adapter, thread}) => {
      await assertFails(adapter.remove(thread, NO_ID, intend()), 'not-found', 'The removal');
    },
    suite.has('remove'),
  );

  suite.add(
    'a recommendation counts once, however often it is cast',
    others,
    async (scene) => {
      const id = scene.id('root');
      const before = (await scene.open()).comments[0]?.score?.up ?? 0;
      await scene.adapter.vote(scene.thread, id, true, intend());
      const voted = await scene.adapter.vote(scene.thread, id, true, intend());
      assertEqual(voted.score, {up: before + 1, mine: true}, 'the score in the answer');
      assertEqual(
        (await scene.reopened()).comments[0]?.score,
        {up: before + 1, mine: true},
        'the score after a reload',
      );
    },
    suite.has('vote'),
  );

  suite.add(
    'a recommendation is taken back, however often',
    others,
    async (scene) => {
      const id = scene.id('root');
      const before = (await scene.open()).comments[0]?.score?.up ?? 0;
      await scene.adapter.vote(scene.thread, id, true, intend());
      await scene.adapter.vote(scene.thread, id, false, intend());
      const again = await scene.adapter.vote(scene.thread, id, false, intend());
      assertEqual(again.score?.up, before, 'the score');
      assert(!again.score?.mine, 'It is no longer the viewer’s.');
    },
    suite.has('vote'),
  );

  suite.add(
    'nobody recommends their own comment',
    {},
    async ({adapter, thread, post}) => {
      const {id} = await post('Well said.');
      await assertFails(adapter.vote(thread, id, true, intend()), 'forbidden', 'The vote');
    },
    suite.has('post', 'vote'),
  );

  suite.add(
    'a comment that never was cannot be recommended',
    {},
    async ({adapter, thread}) => {
      await assertFails(adapter.vote(thread, NO_ID, true, intend()), 'not-found', 'The vote');
    },
    suite.has('vote'),
  );

  suite.add(
    'a report is taken, and taken again',
    others,
    async ({adapter, thread, id}) => {
      for (let times = 0; times < 2; times++) {
        const answer = await adapter.report(thread, id('root'), {ruleId: 'personal-attacks'}, intend());
        assertEqual(answer.id, id('root'), 'the id in the answer');
      }
    },
    suite.has('report'),
  );

  suite.add(
    'a comment that never was cannot be reported',
    {},
    async ({adapter, thread}) => {
      const report = adapter.report(
        thread,
        NO_ID,
        {ruleId: 'personal-attacks', text: 'It is rude.'},
        intend(),
      );
      await assertFails(report, 'not-found', 'The report');
    },
    suite.has('report'),
  );
}
