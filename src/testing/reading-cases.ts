import {normaliseComment} from '../model/normalise.js';
import {SORTS} from '../model/thread.js';
import {assert, assertEqual, assertFails} from './contract-assertions.js';
import type {ContractBackend} from './contract-harness.js';
import {
  idsOf,
  createIntent,
  isRoot,
  UNKNOWN_ID,
  replyAt,
  rootAt,
  rootsUpTo,
  type ContractCases,
} from './contract-cases.js';

/** Adds cases of opening a thread, its comments and its facts. */
export function addOpeningCases<Backend extends ContractBackend>(suite: ContractCases<Backend>): void {
  const {harness} = suite;

  suite.add('a thread without comments opens empty', {}, async ({open}) => {
    const page = await open();
    assertEqual(page.comments, [], 'the list of comments');
    assertEqual(page.next, null, 'the cursor');
    assert(page.total === 0 || page.total === null, 'The total is 0, or null if unknown.');
  });

  suite.add(
    'a comment has its author, text, time and parent',
    {comments: [rootAt(0, 'first'), replyAt(1, 'first', 'answer')]},
    async ({open, id, shownText}) => {
      const {comments} = await open();
      const [root, reply] = ['first', 'answer'].map((ref) =>
        comments.find((comment) => comment.id === id(ref)),
      );
      assert(root && reply, 'Both comments are listed.');
      assertEqual(root.author.name, 'Reader of first', 'the author’s name');
      assertEqual(shownText(root), 'This is first.', 'the body');
      assertEqual(root.createdAt, rootAt(0).createdAt, 'the time');
      assert(isRoot(root), 'A root has no parent.');
      assertEqual(reply.parentId, id('first'), 'the parent of the reply');
    },
  );

  suite.add(
    'every field has the type of the contract',
    {comments: [rootAt(0, 'first'), replyAt(1, 'first')]},
    async ({open}) => {
      for (const comment of (await open()).comments) {
        const result = normaliseComment(comment);
        assert('comment' in result, `The comment is complete: ${JSON.stringify(comment)}`);
        assertEqual(comment, result.comment, 'the comment');
      }
    },
  );

  suite.add(
    'the total counts roots and replies',
    {comments: [rootAt(0, 'first'), replyAt(1, 'first')]},
    async (scene) => {
      const {total} = await scene.open();
      assert(total === 2 || total === null, 'The total is 2, or null if unknown.');
    },
  );

  suite.add(
    'a thread does not contain the comments of another',
    {comments: [rootAt(0)]},
    async ({adapter, thread, signal}) => {
      const other = {...thread, pageId: `${thread.pageId}-other`, url: `${thread.url}-other`};
      const page = await adapter.open(other, {sort: harness.sorts?.[0] ?? 'oldest', limit: 50}, signal);
      assert(
        !page.comments.some(({author}) => author.name.startsWith('Reader of')),
        'The other thread has none of them.',
      );
    },
  );

  suite.add('`facts.sorts` has only valid sort orders', {}, async ({open}) => {
    const {sorts = []} = (await open()).facts;
    assertEqual(
      sorts.filter((sort) => SORTS.includes(sort)),
      sorts,
      'the sorts',
    );
  });

  suite.add(
    '`facts.closed` is set for a closed thread',
    {closed: true},
    async ({open}) => assert((await open()).facts.closed, '`facts.closed` is set.'),
    suite.canArrange('closed'),
  );

  suite.add(
    '`facts.limits` has the longest body',
    {bodyLength: 300},
    async ({open}) => assertEqual((await open()).facts.limits?.bodyLength, 300, '`facts.limits.bodyLength`'),
    suite.canArrange('bodyLength'),
  );

  suite.add(
    '`facts.posting` shows that only signed-in readers can post',
    {posting: 'signed-in'},
    async ({open}) => assertEqual((await open()).facts.posting, 'signed-in', '`facts.posting`'),
    suite.canArrange('posting'),
  );

  suite.add(
    '`facts.viewer` is the viewer',
    {viewer: {id: 'ann', name: 'Ann Reader'}},
    async ({open}) => assertEqual((await open()).facts.viewer?.name, 'Ann Reader', 'the viewer’s name'),
    suite.canArrange('viewer'),
  );
}

/** Adds cases of pages of top-level comments and replies, cursors and permalinks. */
export function addPagingCases<Backend extends ContractBackend>(suite: ContractCases<Backend>): void {
  const {harness} = suite;
  const sorts = harness.sorts ?? SORTS;
  const sort = sorts[0] ?? 'oldest';

  for (const order of sorts) {
    suite.add(
      `paging by ${order} lists every top-level comment once, in order`,
      {comments: rootsUpTo(7)},
      async (scene) => {
        const found = await scene.fetchAllPages(await scene.open({sort: order, limit: 2}));
        const wanted = rootsUpTo(7).map(({ref}) => scene.id(ref));
        if (order === 'newest') wanted.reverse();
        if (order === 'top') assertEqual(idsOf(found).sort(), wanted.sort(), 'the roots');
        else assertEqual(idsOf(found), wanted, 'the roots');
      },
    );
  }

  for (const order of sorts.filter((order) => order !== 'top')) {
    suite.add(
      `paging by ${order} neither loses nor repeats comments while others arrive`,
      {comments: rootsUpTo(7)},
      async (scene) => {
        let minute = 100;
        const first = await scene.open({sort: order, limit: 2});
        const found = idsOf(
          await scene.fetchAllPages(first, async () => {
            if (minute < 103) await harness.arrive?.(scene.backend, rootAt(minute++));
          }),
        );
        assertEqual([...new Set(found)], found, 'the list without repetitions');
        const missing = rootsUpTo(7).filter(({ref}) => !found.includes(scene.id(ref)));
        assertEqual(missing, [], 'what is missing');
      },
      suite.can('arrive'),
    );
  }

  suite.add(
    '`top` sorts by votes',
    {comments: [rootAt(0, 'low'), {...rootAt(1, 'high'), up: 9}, {...rootAt(2, 'middle'), up: 4}]},
    async ({open, id}) => {
      const {comments} = await open({sort: 'top'});
      assertEqual(idsOf(comments), ['high', 'middle', 'low'].map(id), 'the order');
    },
    sorts.includes('top') && suite.canArrange('votes'),
  );

  suite.add('a page has at most `limit` top-level comments', {comments: rootsUpTo(5)}, async ({open}) => {
    const page = await open({limit: 3});
    assertEqual(page.comments.filter(isRoot).length, 3, 'the number of roots');
    assert(page.next !== null, 'There is a cursor for the others.');
  });

  suite.add('the last page has no cursor', {comments: rootsUpTo(3)}, async ({open}) => {
    assertEqual((await open({limit: 3})).next, null, 'the cursor');
  });

  const replies = (harness.repliesPerPage ?? 50) + 10;
  suite.add(
    'the replies of a long branch are paged, each once',
    {
      comments: [
        rootAt(0, 'root'),
        ...Array.from({length: replies}, (_, index) => replyAt(index + 1, 'root')),
      ],
    },
    async (scene) => {
      const page = await scene.open();
      const root = page.comments.find(({id}) => id === scene.id('root'));
      const found = page.comments.filter((comment) => !isRoot(comment));
      const next = root?.replies?.next ?? null;
      if (next !== null) found.push(...(await scene.fetchAllPages({comments: [], next})));
      const wanted = Array.from({length: replies}, (_, index) => scene.id(`reply ${String(index + 1)}`));
      assertEqual(idsOf(found).sort(), wanted.sort(), 'the replies');
      assertEqual(root?.replies?.count ?? replies, replies, 'the number of replies');
      if (!root || !suite.has('vote')) return;
      const answer = await scene.adapter.vote(scene.thread, root.id, true, createIntent());
      const told = answer.replies?.next;
      assert(
        told === undefined || told === next,
        'The response to an action omits `replies.next`, or has that of the list.',
      );
    },
  );

  suite.add(
    'a page around a reply contains it and its ancestors',
    {comments: [...rootsUpTo(6), replyAt(10, 'root 3', 'reply'), replyAt(11, 'reply', 'answer')]},
    async ({open, id}) => {
      const found = idsOf((await open({limit: 1, around: id('answer')})).comments);
      for (const ref of ['root 3', 'reply', 'answer'])
        assert(found.includes(id(ref)), `The page contains ${ref}.`);
    },
  );

  suite.add(
    'paging from a page around a comment neither loses nor repeats comments',
    {comments: [...rootsUpTo(6), replyAt(10, 'root 3', 'reply')]},
    async (scene) => {
      const found = await scene.fetchAllPages(await scene.open({limit: 1, around: scene.id('reply')}));
      const wanted = [...rootsUpTo(6).map(({ref}) => ref), 'reply'].map((ref) => scene.id(ref));
      assertEqual(idsOf(found).sort(), wanted.sort(), 'the comments');
    },
  );

  suite.add(
    'a page around an unknown comment is the first page',
    {comments: rootsUpTo(2)},
    async ({open}) => {
      assertEqual((await open({around: UNKNOWN_ID})).comments.length, 2, 'the number of comments');
    },
  );

  for (const cursor of ['', 'nonsense', 'null', '[]', '{"next":2}', 'https://elsewhere.example/?page=2']) {
    suite.add(
      `an invalid cursor is rejected as malformed: ${cursor || '(empty)'}`,
      {comments: rootsUpTo(3)},
      async (scene) => {
        await scene.open({sort, limit: 1});
        await assertFails(scene.adapter.more(scene.thread, cursor, scene.signal), 'malformed', '`more`');
      },
    );
  }
}
