import type {Comment} from '../../src/model/comment.js';
import type {ThreadRef} from '../../src/model/thread.js';

/** The page that tests talk about. */
export const PAGE: ThreadRef = {
  site: 'tidewater.example',
  pageId: 'harbour-bridge',
  url: 'https://tidewater.example/harbour-bridge',
  title: 'The harbour bridge stays open',
};

/** A published comment; minutes later for each higher number in its id. */
export function makeComment(id: string, more: Partial<Comment> = {}): Comment {
  const minute = Number(/\d+/.exec(id)?.[0] ?? 0);
  return {
    id,
    parentId: null,
    author: {name: `Reader ${id}`},
    body: {format: 'text', value: `Letter ${id}`},
    createdAt: new Date(Date.UTC(2026, 2, 1, 8) + minute * 60_000).toISOString(),
    ...more,
  };
}

/** By id, as a thread's state holds them. */
export function byId(comments: readonly Comment[]): Map<string, Comment> {
  return new Map(comments.map((comment) => [comment.id, comment]));
}
