import {describe, expect, it} from 'vitest';
import type {CommentsAdapter} from '../../src/model/adapter.js';
import type {Comment} from '../../src/model/comment.js';
import type {SubmissionEvent} from '../../src/store/submissions/outcome.js';
import {Submissions} from '../../src/store/submissions/submissions.js';
import {FakeDevice, type FakeTab} from '../support/writing/fake-device.js';

const THREAD = {site: 'packet.example', pageId: 'ferry', url: '', title: ''};
const DRAFT = {parentId: null, body: {format: 'text', value: 'A comment.'}} as const;

/** A device whose tabs each send to one backend, which counts what it is sent. */
function setUp() {
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
  const open = (): {tab: FakeTab; submissions: Submissions; events: SubmissionEvent['type'][]} => {
    const tab = world.openTab();
    const events: SubmissionEvent['type'][] = [];
    const submissions = new Submissions(
      adapter,
      tab.device,
      THREAD,
      null,
      ({type}) => void events.push(type),
    );
    return {tab, submissions, events};
  };
  return {world, posted, open};
}

describe('a tab that waits for the lock of a submission', () => {
  it('and is frozen in a cache does not block the others, and continues when it is restored', async () => {
    const {world, posted, open} = setUp();
    world.setOnline(false);
    const holder = open();
    await holder.submissions.post({
      id: 'k',
      draft: DRAFT,
      authorName: 'Ana',
      inForm: true,
      mayHaveArrived: false,
    });
    const waiting = open();
    await waiting.submissions.resumePending();
    waiting.submissions.suspend();
    await Promise.resolve();
    waiting.tab.freeze();
    holder.tab.end();
    const next = open();
    world.isOnline = true;
    await next.submissions.resumePending();
    await expect.poll(() => next.events).toContain('posted');
    expect(posted).toHaveLength(1);
    next.tab.end();
    waiting.tab.thaw();
    await waiting.submissions.resume();
    await expect.poll(() => waiting.events).toContain('ended');
    expect(posted).toHaveLength(1);
  });
});

describe('a submission that may have arrived', () => {
  it('and is posted again while the device is offline is looked for before it is sent', async () => {
    const {world, posted, open} = setUp();
    const text = {draft: DRAFT, authorName: 'Ana', inForm: true};
    const first = open();
    await first.submissions.post({id: 'k', ...text, mayHaveArrived: false});
    first.tab.end();
    world.database.texts.clear();
    world.sync.texts.clear();
    world.setOnline(false);
    const {submissions, events} = open();
    await submissions.post({id: 'k', ...text, mayHaveArrived: true});
    world.setOnline(true);
    await expect.poll(() => events).toContain('posted');
    expect(posted).toHaveLength(1);
  });
});
