import {COMMENTS_ERROR_CODES} from '../model/errors.js';
import {assert, assertEqual, assertFails} from './contract-assertions.js';
import type {ContractBackend} from './contract-harness.js';
import {draftOf, intend, NO_ID, type ContractCases} from './contract-scene.js';

/** The ways in which a post is refused. */
export function addRefusalCases<Backend extends ContractBackend>(suite: ContractCases<Backend>): void {
  const {harness} = suite;

  for (const code of harness.failures ?? COMMENTS_ERROR_CODES) {
    suite.add(
      `a backend that fails as ${code} says so when a thread is opened`,
      {},
      async ({backend, open}) => {
        await harness.fail?.(backend, code, 'before');
        const error = await assertFails(open(), code, 'Opening');
        if (code === 'rate-limited')
          assert(Date.parse(error.retryAt ?? ''), 'The error says when to try again.');
      },
      suite.can('fail'),
    );
  }
  if (!suite.has('post')) return;

  for (const code of harness.failures ?? COMMENTS_ERROR_CODES) {
    suite.add(
      `a post refused as ${code} leaves nothing`,
      {},
      async ({backend, post, reopened}) => {
        await harness.fail?.(backend, code, 'before');
        await assertFails(post('Refused.'), code, 'The post');
        assertEqual((await reopened()).comments, [], 'the list of comments');
      },
      suite.can('fail'),
    );
  }

  suite.add('a post without words is refused', {}, async ({post}) => {
    for (const nothing of ['', ' \n\t ']) {
      const {fields} = await assertFails(post(nothing), 'validation', 'A post without words');
      assert(fields.body, 'The error points at the body.');
    }
  });

  suite.add(
    'a body over the limit is refused, one at the limit is not',
    {bodyLength: 100},
    async ({post}) => {
      await post('👍'.repeat(100));
      const {fields} = await assertFails(post('x'.repeat(101)), 'validation', 'The longer post');
      assert(fields.body, 'The error points at the body.');
    },
    suite.arranges('bodyLength'),
  );

  suite.add(
    'a guest without a required name is refused',
    {guestFields: {name: 'required'}},
    async (scene) => {
      const draft = {...draftOf('Who am I?'), guest: {name: ' '}};
      const {fields} = await assertFails(
        scene.adapter.post(scene.thread, draft, intend()),
        'validation',
        'The post',
      );
      assert(fields.name, 'The error points at the name.');
    },
    suite.arranges('guestFields'),
  );

  suite.add(
    'a guest without a required e-mail address is refused',
    {guestFields: {email: 'required'}},
    async (scene) => {
      for (const email of [undefined, 'no address']) {
        const draft = {...draftOf('Write to me.'), guest: {name: 'Ann', ...(email !== undefined && {email})}};
        const {fields} = await assertFails(
          scene.adapter.post(scene.thread, draft, intend()),
          'validation',
          'The post',
        );
        assert(fields.email, 'The error points at the e-mail address.');
      }
    },
    suite.arranges('guestFields'),
  );

  suite.add(
    'a closed thread takes no posts',
    {closed: true},
    async ({post}) => {
      await assertFails(post('Too late.'), 'closed', 'The post');
    },
    suite.arranges('closed'),
  );

  suite.add(
    'guests are asked to sign in where they have to',
    {posting: 'signed-in'},
    async ({post}) => {
      await assertFails(post('Let me in.'), 'login-required', 'The post');
    },
    suite.arranges('posting'),
  );

  suite.add(
    'a signed-in reader posts under the viewer’s name',
    {posting: 'signed-in', viewer: {id: 'bea', name: 'Bea Member'}},
    async ({post}) => {
      assertEqual((await post('It is me.')).author.name, 'Bea Member', 'the author’s name');
    },
    suite.arranges('posting', 'viewer'),
  );

  suite.add('a reply to a comment that never was is refused', {}, async ({post}) => {
    await assertFails(post('Hello?', NO_ID), 'not-found', 'The reply');
  });

  suite.add(
    'a reply to a comment that was taken away is refused',
    {},
    async ({adapter, thread, post}) => {
      const {id} = await post('Soon gone.');
      await adapter.remove(thread, id, intend());
      await assertFails(post('Hello?', id), 'gone', 'The reply');
    },
    suite.has('remove'),
  );

  suite.add('the same words twice in a row are refused', {}, async ({post, open}) => {
    const {id} = await post('Said once.');
    const error = await assertFails(post('Said once.'), 'duplicate', 'The second post');
    assert((error.existingId ?? id) === id, 'The error names the first one.');
    assertEqual((await open()).comments.length, 1, 'the number of comments');
  });
}
