import {describe, expect, it} from 'vitest';
import type {CommentsAdapter} from '../../src/model/adapter.js';
import type {Comment} from '../../src/model/comment.js';
import type {CommentsError} from '../../src/model/errors.js';
import {PostClient} from '../../src/store/submissions/post-client.js';
import type {Submission} from '../../src/store/submissions/submission.js';
import {FakeDevice} from '../support/writing/fake-device.js';

/** Adapters of others, as they are written without types. */

const THREAD = {site: 'packet.example', pageId: 'ferry', url: '', title: ''};
const SUBMISSION: Submission = {
  id: 'id-1',
  place: {...THREAD, parentId: null, viewerId: null},
  text: 'The bell is too loud.',
  format: 'text',
  status: 'sending',
  order: 1,
  savedAt: 0,
  replaces: [],
  awaitsSignIn: false,
  attempt: null,
  commentId: null,
};
const COMMENT: Comment = {
  id: '7',
  author: {name: 'Ana'},
  body: {format: 'text', value: 'The bell is too loud.'},
  createdAt: '2026-02-01T08:00:00.000Z',
};

/** What a post comes to whose adapter answers with `answer()`. */
function post(answer: () => unknown): Promise<Comment | CommentsError> {
  const adapter = {post: answer} as unknown as CommentsAdapter;
  return new PostClient(adapter, THREAD, new FakeDevice().openTab().device.clock).post(SUBMISSION);
}

describe('an adapter', () => {
  it.each([
    [
      'a promise of another kind',
      () => ({then: (resolve: (comment: Comment) => void) => void resolve(COMMENT)}),
    ],
    ['no promise', () => COMMENT],
    [
      'a promise that is resolved twice',
      () =>
        new Promise((resolve) => {
          resolve(COMMENT);
          resolve({...COMMENT, id: '8'});
        }),
    ],
  ])('that answers with %s has posted', async (_name, answer) => {
    expect(await post(answer)).toMatchObject({id: '7'});
  });

  it.each([
    ['answers with nothing', () => Promise.resolve()],
    ['answers with null', () => null],
    [
      'throws at once',
      () => {
        throw new Error('Broken.');
      },
    ],
    [
      'throws something that is no error',
      () => {
        // eslint-disable-next-line @typescript-eslint/only-throw-error
        throw undefined;
      },
    ],
  ])('that %s may have posted', async (_name, answer) => {
    expect(await post(answer)).toMatchObject({unanswered: true});
  });

  it('that cannot post has not', async () => {
    const client = new PostClient({} as CommentsAdapter, THREAD, new FakeDevice().openTab().device.clock);
    expect(await client.post(SUBMISSION)).toMatchObject({code: 'unsupported'});
  });
});
