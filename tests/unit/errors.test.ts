import {expect, it} from 'vitest';
import {CommentsError} from '../../src/model/errors.js';

it('recognises errors of another copy of itself, with all their fields', async () => {
  // A page with the script tag may have an adapter that was made with the package.
  const address = '../../src/model/errors.js?copy';
  const copy = (await import(/* @vite-ignore */ address)) as {CommentsError: typeof CommentsError};
  expect(copy.CommentsError).not.toBe(CommentsError);
  const error = new copy.CommentsError('closed');
  expect(error).toBeInstanceOf(CommentsError);
  expect(CommentsError.from(error)).toBe(error);
});

it.each([undefined, null, 'closed', new Error('closed'), {code: 'closed'}])(
  'takes %o for no error of its own',
  (thing) => {
    expect(thing).not.toBeInstanceOf(CommentsError);
    expect(CommentsError.from(thing).code).toBe('server');
  },
);

it('tells errors of a subclass from its own', () => {
  class HttpError extends CommentsError {}
  expect(new HttpError('closed')).toBeInstanceOf(CommentsError);
  expect(new HttpError('closed')).toBeInstanceOf(HttpError);
  expect(new CommentsError('closed')).not.toBeInstanceOf(HttpError);
});
