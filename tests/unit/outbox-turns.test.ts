import {describe, expect, it} from 'vitest';
import type {CommentsAdapter} from '../../src/model/adapter.js';
import type {Comment} from '../../src/model/comment.js';
import {Outbox} from '../../src/store/outbox.js';
import type {OutboxNews} from '../../src/store/outbox/outbox-news.js';
import {FakeDevice, type FakeTab} from '../support/writing/fake-device.js';

const THREAD = {site: 'packet.example', pageId: 'ferry', url: '', title: ''};
const DRAFT = {parentId: null, body: {format: 'text', value: 'A letter.'}} as const;

/** A device whose tabs each have an outbox over one backend, which counts what it is sent. */
function scene() {
  const world = new FakeDevice();
  const posted: Comment[] = [];
  const adapter = {
    post: (_thread, {body}) => {
      const comment: Comment = {
        id: `comment-${String(posted.length)}`,
        author: {name: 'Ana'},
        body,
        createdAt: '2026-02-01T08:00:00.000Z',
      };
      posted.push(comment);
      return Promise.resolve(comment);
    },
    findPosted: () => Promise.resolve(posted[0] ?? null),
  } satisfies Partial<CommentsAdapter> as unknown as CommentsAdapter;
  const open = (): {tab: FakeTab; box: Outbox; news: OutboxNews['type'][]} => {
    const tab = world.openTab();
    const news: OutboxNews['type'][] = [];
    const box = new Outbox(
      adapter,
      tab.device,
      {thread: THREAD, viewerId: null},
      {
        tell: ({type}) => void news.push(type),
        beforeEnd: () => Promise.resolve(),
        beforeReturn: () => Promise.resolve(),
      },
    );
    return {tab, box, news};
  };
  return {world, posted, open};
}

describe('a tab that waits for its turn with a letter', () => {
  it('and goes into a cache is not in the way of the others, and goes on when it is back', async () => {
    const {world, posted, open} = scene();
    world.setOnline(false);
    const holder = open();
    await holder.box.post({key: 'k', draft: DRAFT, authorName: 'Ana', inForm: true, mayHaveArrived: false});
    const kept = open();
    await kept.box.settle();
    kept.box.suspend();
    await Promise.resolve();
    kept.tab.freeze();
    holder.tab.end();
    const next = open();
    world.isOnline = true;
    await next.box.settle();
    await expect.poll(() => next.news).toContain('posted');
    expect(posted).toHaveLength(1);
    next.tab.end();
    kept.tab.thaw();
    await kept.box.resume();
    await expect.poll(() => kept.news).toContain('ended');
    expect(posted).toHaveLength(1);
  });
});
