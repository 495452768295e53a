import {languages} from './languages.mjs';
import {bandstand, ferry, herring} from './other-articles.mjs';

/** The demo's first comments: each article's thread, the time of its first comment, and its comments. */
export const threads = [
  {
    pageId: 'packet/the-last-boat-home',
    title: 'The last boat home will run again',
    from: '2026-11-06T07:42:00.000Z',
    comments: ferry,
  },
  {
    pageId: 'packet/mind-the-step',
    title: 'Nine ways to say mind the step',
    from: '2026-11-05T09:10:00.000Z',
    comments: languages,
  },
  {
    pageId: 'packet/herring-by-starlight',
    title: 'The herring come by starlight',
    from: '2026-11-05T22:16:00.000Z',
    comments: herring,
  },
  {
    pageId: 'packet/the-bandstand-stays-green',
    title: 'The bandstand stays green',
    from: '2026-10-22T10:05:00.000Z',
    comments: bandstand,
    closed: 'Two hundred and six readers wrote, and the paint is dry.',
  },
];
