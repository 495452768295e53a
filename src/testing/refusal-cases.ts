import {COMMENTS_ERROR_CODES} from '../model/error-codes.js';
import {assert, assertEqual, assertFails} from './contract-assertions.js';
import type {ContractBackend} from './contract-harness.js';
import {createDraft, createIntent, UNKNOWN_ID, type ContractCases} from './contract-cases.js';

/** Adds cases of rejected requests. */
export function addRefusalCases<Backend extends ContractBackend>(suite: ContractCases<Backend>): void {
  const {harness} = suite;

  for (const code of harness.failures ?? COMMENTS_ERROR_CODES) {
    suite.add(
      `opening fails as ${code} if the backend does`,
      {},
      async ({backend, open}) => {
        await harness.fail?.(backend, code, 'before');
        const error = await assertFails(open(), code, 'Opening');
        if (code === 'rate-limited') assert(Date.parse(error.retryAt ?? ''), 'The error has `retryAt`.');
      },
      suite.can('fail'),
    );
  }
  if (!suite.has('post')) return;

  for (const code of harness.failures ?? COMMENTS_ERROR_CODES) {
    suite.add(
      `a post that fails as ${code} has no effect`,
      {},
      async ({backend, post, openAfterReload}) => {
        await harness.fail?.(backend, code, 'before');
        await assertFails(post('Refused.'), code, 'The post');
        assertEqual((await openAfterReload()).comments, [], 'the list of comments');
      },
      suite.can('fail'),
    );
  }

  suite.add('an empty post is rejected', {}, async ({post}) => {
    for (const nothing of ['', ' \n\t ']) {
      const {fields} = await assertFails(post(nothing), 'validation', 'An empty post');
      assert(fields.body, 'The error has `fields.body`.');
    }
  });

  suite.add(
    'a body over the limit is rejected, one at the limit is not',
    {bodyLength: 100},
    async ({post}) => {
      await post('👍'.repeat(100));
      const {fields} = await assertFails(post('x'.repeat(101)), 'validation', 'The longer post');
      assert(fields.body, 'The error has `fields.body`.');
    },
    suite.canArrange('bodyLength'),
  );

  suite.add(
    'a guest without a required name is rejected',
    {guestFields: {name: 'required'}},
    async (scene) => {
      const draft = {...createDraft('Who am I?'), guest: {name: ' '}};
      const {fields} = await assertFails(
        scene.adapter.post(scene.thread, draft, createIntent()),
        'validation',
        'The post',
      );
      assert(fields.name, 'The error has `fields.name`.');
    },
    suite.canArrange('guestFields'),
  );

  suite.add(
    'a guest without a required e-mail address is rejected',
    {guestFields: {email: 'required'}},
    async (scene) => {
      for (const email of [undefined, 'no address']) {
        const draft = {
          ...createDraft('Write to me.'),
          guest: {name: 'Ann', ...(email !== undefined && {email})},
        };
        const {fields} = await assertFails(
          scene.adapter.post(scene.thread, draft, createIntent()),
          'validation',
          'The post',
        );
        assert(fields.email, 'The error has `fields.email`.');
      }
    },
    suite.canArrange('guestFields'),
  );

  suite.add(
    'a closed thread rejects posts',
    {closed: true},
    async ({post}) => {
      await assertFails(post('Too late.'), 'closed', 'The post');
    },
    suite.canArrange('closed'),
  );

  suite.add(
    'guests get `login-required` where only signed-in readers can post',
    {posting: 'signed-in'},
    async ({post}) => {
      await assertFails(post('Let me in.'), 'login-required', 'The post');
    },
    suite.canArrange('posting'),
  );

  suite.add(
    'a signed-in reader posts under the viewer’s name',
    {posting: 'signed-in', viewer: {id: 'bea', name: 'Bea Member'}},
    async ({post}) => {
      assertEqual((await post('It is me.')).author.name, 'Bea Member', 'the author’s name');
    },
    suite.canArrange('posting', 'viewer'),
  );

  suite.add('a reply to an unknown comment is rejected', {}, async ({post}) => {
    await assertFails(post('Hello?', UNKNOWN_ID), 'not-found', 'The reply');
  });

  suite.add(
    'a reply to a removed comment is rejected',
    {},
    async ({adapter, thread, post}) => {
      const {id} = await post('Soon gone.');
      await adapter.remove(thread, id, createIntent());
      await assertFails(post('Hello?', id), 'gone', 'The reply');
    },
    suite.has('remove'),
  );

  suite.add('the same text twice in a row is rejected', {}, async ({post, open}) => {
    const {id} = await post('Said once.');
    const error = await assertFails(post('Said once.'), 'duplicate', 'The second post');
    assert((error.existingId ?? id) === id, 'The error has the id of the first one.');
    assertEqual((await open()).comments.length, 1, 'the number of comments');
  });
}
