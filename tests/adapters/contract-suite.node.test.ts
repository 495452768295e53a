import {expect, it} from 'vitest';
import {MemoryAdapter} from '../../src/adapters/memory.js';
import type {Intent} from '../../src/model/adapter.js';
import type {Comment} from '../../src/model/comment.js';
import type {ThreadRef} from '../../src/model/thread.js';
import {adapterContract, type ContractBackend} from '../../src/testing/index.js';

const THREAD: ThreadRef = {
  site: 'paper.example',
  pageId: 'article',
  url: 'https://paper.example/article',
  title: 'Article',
};

/** Says of every vote that there are no more replies, whatever its lists say. */
class ForgetfulAdapter extends MemoryAdapter {
  override async vote(thread: ThreadRef, id: string, up: boolean, intent: Intent): Promise<Comment> {
    const comment = await super.vote(thread, id, up, intent);
    return {...comment, replies: {count: comment.replies?.count ?? 0, next: null}};
  }
}

it('finds an adapter whose answers lose the replies that are still to be loaded', async () => {
  const caseFor = (adapter: typeof MemoryAdapter) =>
    adapterContract<ContractBackend>({
      start: ({comments}) => ({
        adapter: new adapter({
          threads: {
            [THREAD.pageId]: comments.map(({ref, parent, name, text, createdAt}) => ({
              id: ref,
              parentId: parent ?? null,
              author: {name},
              body: {format: 'text', value: text},
              createdAt,
            })),
          },
        }),
        thread: THREAD,
        id: (ref) => ref,
      }),
      reopen: ({adapter}) => adapter,
    }).find(({name}) => name === 'the replies of a long branch are paged, each once');
  await expect(caseFor(ForgetfulAdapter)?.run()).rejects.toThrow('replies.next');
  await caseFor(MemoryAdapter)?.run();
});
