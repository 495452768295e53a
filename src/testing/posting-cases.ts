import {assert, assertEqual, assertFails} from './contract-assertions.js';
import type {ContractBackend} from './contract-harness.js';
import {
  createDraft,
  idsOf,
  createIntent,
  isRoot,
  replyAt,
  rootAt,
  type ContractCases,
} from './contract-cases.js';

/** Texts that some backend has changed. */
const AS_TYPED: Readonly<Record<string, string>> = {
  'a backslash': 'They were\\are here, in C:\\new\\table.',
  'straight and curly quotes': `"Straight" and 'single', “curly” and ‘both’.`,
  'a heart': 'I <3 this paper',
  'comparisons and ampersands': 'if (a < b && c > d) &amp; so on &lt;p&gt;',
  markup: '<b>Bold</b> <script>alert(1)</script> <!-- gone? -->',
  'paragraphs and line breaks': 'First line\nsecond line\n\nSecond paragraph',
  'joined emoji': 'Family: 👨‍👩‍👧‍👦, flag: 🏳️‍🌈, skin: 👍🏽',
  'right-to-left script': 'مرحبا بالعالم and שלום',
  'Armenian and Turkish': 'Բարեւ ձեզ, İstanbul’da ışık',
  'database metacharacters': `Robert'); DROP TABLE comments;-- %s $1 {0} \${x}`,
  '10,000 characters': 'A sentence of just 40 characters, typed.'.repeat(250),
};

/** Adds cases of posting. */
export function addPostingCases<Backend extends ContractBackend>(suite: ContractCases<Backend>): void {
  if (!suite.has('post')) return;
  const {harness} = suite;
  const canLoseAnswers = suite.can('fail') && (harness.failures?.includes('server') ?? true);

  suite.add('a post is there after a reload', {comments: [rootAt(0)]}, async ({post, openAfterReload}) => {
    const posted = await post('Here to stay.');
    const found = (await openAfterReload()).comments.find(({id}) => id === posted.id);
    assert(found, 'The reopened thread lists the comment.');
    assertEqual(found.author.name, 'Ann Reader', 'the author’s name');
    assert(isRoot(found), 'It is a root.');
  });

  suite.add('a post raises the total', {comments: [rootAt(0)]}, async ({open, post, openAfterReload}) => {
    const {total} = await open();
    await post('One more.');
    assertEqual((await openAfterReload()).total, total === null ? null : total + 1, 'the total');
  });

  suite.add(
    'a reply has its parent',
    {comments: [rootAt(0, 'root')]},
    async ({post, id, openAfterReload}) => {
      const posted = await post('I agree.', id('root'));
      assertEqual(posted.parentId, id('root'), 'the parent in the answer');
      const found = (await openAfterReload()).comments.find((comment) => comment.id === posted.id);
      assertEqual(found?.parentId, id('root'), 'the parent after a reload');
    },
  );

  suite.add(
    'a reply to a reply has its parent',
    {comments: [rootAt(0, 'root'), replyAt(1, 'root', 'reply')]},
    async (scene) => {
      const posted = await scene.post('Me too.', scene.id('reply'));
      const found = (await scene.openAfterReload()).comments.find(({id}) => id === posted.id);
      assertEqual(found?.parentId, scene.id('reply'), 'the parent after a reload');
    },
  );

  for (const [what, text] of Object.entries(AS_TYPED)) {
    suite.add(`${what} is returned as typed`, {}, async ({post, openAfterReload, shownText}) => {
      const posted = await post(text);
      assertEqual(shownText(posted), text, 'the body in the answer');
      const found = (await openAfterReload()).comments.find(({id}) => id === posted.id);
      assertEqual(found && shownText(found), text, 'the body after a reload');
    });
  }

  suite.add('the same key posts once', {}, async ({adapter, thread, open}) => {
    const [draft, intent] = [createDraft('Once.'), createIntent()];
    const first = await adapter.post(thread, draft, intent);
    const second = await adapter.post(thread, draft, intent);
    assertEqual(second.id, first.id, 'the id in the second answer');
    assertEqual((await open()).comments.length, 1, 'the number of comments');
  });

  suite.add('the same key posts once in parallel requests', {}, async ({adapter, thread, open}) => {
    const [draft, intent] = [createDraft('Once.'), createIntent()];
    const answers = await Promise.all([1, 2].map(() => adapter.post(thread, draft, intent)));
    assertEqual(answers[1]?.id, answers[0]?.id, 'the id in the second answer');
    assertEqual((await open()).comments.length, 1, 'the number of comments');
  });

  suite.add('parallel posts are all stored', {}, async ({post, openAfterReload}) => {
    const posted = await Promise.all(['One.', 'Two.', 'Three.', 'Four.'].map((text) => post(text)));
    assertEqual(
      idsOf((await openAfterReload()).comments).sort(),
      idsOf(posted).sort(),
      'the comments after a reload',
    );
  });

  suite.add(
    'a post without a response is found by its key',
    {},
    async ({backend, adapter, thread, openAfterReload}) => {
      const [draft, intent] = [createDraft('Did it arrive?'), createIntent()];
      await harness.fail?.(backend, 'server', 'after');
      await assertFails(adapter.post(thread, draft, intent), 'server', 'The post');
      const found = await adapter.findPosted(thread, draft, intent);
      assert(found, '`findPosted` finds it.');
      assertEqual(idsOf((await openAfterReload()).comments), [found.id], 'the comments after a reload');
    },
    suite.has('findPosted') && canLoseAnswers,
  );

  suite.add(
    'a post without a response is not posted again with its key',
    {},
    async ({backend, adapter, thread, openAfterReload}) => {
      const [draft, intent] = [createDraft('Did it arrive?'), createIntent()];
      await harness.fail?.(backend, 'server', 'after');
      await assertFails(adapter.post(thread, draft, intent), 'server', 'The post');
      const again = await adapter.post(thread, draft, intent);
      assertEqual(idsOf((await openAfterReload()).comments), [again.id], 'the comments after a reload');
    },
    canLoseAnswers,
  );

  suite.add(
    '`findPosted` does not find a post that was never sent',
    {comments: [rootAt(0)]},
    async ({adapter, thread}) => {
      assertEqual(
        await adapter.findPosted(thread, createDraft('Never sent.'), createIntent()),
        null,
        '`findPosted`',
      );
    },
    suite.has('findPosted'),
  );
}
