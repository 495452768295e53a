import {readFile} from 'node:fs/promises';
import {dist} from '../scripts/paths.mjs';
import type {Row} from '../src/adapters/shared/rows.js';
import {threadKey, type ThreadPage} from '../src/model/thread.js';
import {renderThread} from '../src/static.js';
import {textOf, type SeedComment} from './thread.js';
import {PAGE_ID, parleyAnswer, SITE} from './wire/parley.js';
import {carriedPage, POST} from './wire/wordpress.js';

/** A seeded thread, and a Parley server's response for it. */
export interface BenchThread {
  readonly comments: readonly SeedComment[];
  /** `GET /v1/thread`, by the format of the bodies. */
  answer(format: 'html' | 'text'): Promise<string>;
}

export interface Served {
  readonly type: string;
  readonly content: string | Buffer;
}

/** One way to show a thread, served under `/NAME/COUNT/`. */
export interface BenchPage {
  readonly name: string;
  /** Its name in the tables. */
  readonly title: string;
  /** Matches each comment, in any shadow root. */
  readonly comment: string;
  /** Matches each comment's text, in the same root. */
  readonly body: string;
  /** The response for `path` below `/NAME/COUNT/`, without a query and empty for the page itself; `null` for not found. */
  serve(path: string, thread: BenchThread): Promise<Served | null>;
  /** Rows of this thread that are stored on the device before the visit. */
  rowsOnDevice?(thread: BenchThread): readonly object[];
  /** The maximum number of comments. Default: unlimited. */
  readonly most?: number;
}

/** Parley's own pages, the most common first. */
export const PARLEY_PAGES = ['rest', 'rest-text', 'wordpress', 'local'] as const;

/** The naive page, to which all others are compared. */
export const NAIVE = 'naive';

/** A thread whose responses are created once, on the first request. */
export function benchThread(comments: readonly SeedComment[]): BenchThread {
  const answers = new Map<string, Promise<string>>();
  return {
    comments,
    answer(format) {
      const answer = answers.get(format) ?? parleyAnswer(comments, format);
      answers.set(format, answer);
      return answer;
    },
  };
}

const naive: BenchPage = {
  name: NAIVE,
  title: 'naive page',
  comment: 'article.comment',
  body: 'article.comment > div',
  async serve(path, thread) {
    if (path === 'v1/thread') return json(await thread.answer('html'));
    if (path === 'naive.js')
      return {type: 'text/javascript', content: await readFile(new URL('naive.js', import.meta.url))};
    return path === ''
      ? article('<div id="thread"></div><script type="module" src="naive.js"></script>')
      : null;
  },
};

// Selected by public parts, so that other implementations of the list can be measured.
const PARLEY = {comment: 'article[part~=comment]', body: 'article[part~=comment] [part~=body]'};
const PARLEY_SCRIPT = '<script type="module" src="/code/parley/embed/parley.js"></script>';

/** Parley with a server that has the thread at `/NAME/COUNT/v1/thread`. */
export function restPage(name: string, title: string, format: 'html' | 'text'): BenchPage {
  return {
    ...PARLEY,
    name,
    title,
    async serve(path, thread) {
      if (path === 'v1/thread') return json(await thread.answer(format));
      if (path !== '') return null;
      const endpoint = `/${name}/${String(thread.comments.length)}/`;
      return article(
        `<parley-thread backend="rest" endpoint="${endpoint}" site="${SITE}" page-id="${PAGE_ID}"></parley-thread>${PARLEY_SCRIPT}`,
      );
    },
  };
}

/** Parley with a Parley server's first page in the article: as data alone, or as HTML with it, as `renderThread` writes it. */
function carriedRestPage(name: string, title: string, hasHtml: boolean): BenchPage {
  return {
    ...PARLEY,
    // Those of the elements: the ones in the HTML are there, hidden, when the elements have taken over.
    comment: `${PARLEY.comment}:not([id])`,
    name,
    title,
    async serve(path, thread) {
      if (path !== '') return null;
      const html = renderThread(JSON.parse(await thread.answer('html')) as ThreadPage, {
        backend: 'rest',
        endpoint: `/${name}/${String(thread.comments.length)}/`,
        site: SITE,
        pageId: PAGE_ID,
      });
      const data = html.replace(
        /(<parley-thread[^>]*>).*(<script type="application\/json" data-parley-page)/s,
        '$1$2',
      );
      return article(
        `${hasHtml ? html : data}${PARLEY_SCRIPT}`,
        hasHtml ? '<link rel="stylesheet" href="/code/parley/static.css">' : '',
      );
    },
  };
}

const wordpress: BenchPage = {
  ...PARLEY,
  name: 'wordpress',
  title: 'Parley, `wordpress`, page carried',
  async serve(path, {comments}) {
    if (path !== '') return null;
    const origin = 'https://bench.example';
    const page = JSON.stringify(carriedPage(comments, {origin, generatedAt: new Date()}));
    const escaped = page.replaceAll('<', '\\u003C').replaceAll('>', '\\u003E').replaceAll('&', '\\u0026');
    return article(
      `<parley-thread backend="wordpress" endpoint="${origin}/wp-json/" site="bench.example" page-id="${String(POST)}" ` +
        'sort="newest" page-size="50" max-depth="4" live="off">' +
        `<script type="application/json" data-parley-page="${String(POST)}">${escaped}</script>` +
        `</parley-thread>${PARLEY_SCRIPT}`,
    );
  },
};

const local: BenchPage = {
  ...PARLEY,
  name: 'local',
  title: 'Parley, `local`',
  // Of more comments the adapter shows only a page.
  most: 50,
  async serve(path) {
    if (path !== '') return null;
    return article(
      `<parley-thread backend="local" site="${SITE}" page-id="${PAGE_ID}"></parley-thread>${PARLEY_SCRIPT}`,
    );
  },
  rowsOnDevice({comments}) {
    const thread = threadKey({site: SITE, pageId: PAGE_ID});
    return comments.map((comment): Row & {readonly thread: string} => ({
      thread,
      comment: {
        id: String(comment.id),
        parentId: comment.parent ? String(comment.parent.id) : null,
        author: {name: comment.name},
        body: {format: 'text', value: textOf(comment)},
        createdAt: comment.createdAt,
        score: {up: comment.recommendations},
      },
      owner: null,
      born: comment.id,
      shown: comment.id,
      revision: comment.id,
    }));
  },
};

/** The naive page, and Parley with each backend. */
export const OWN_PAGES: readonly BenchPage[] = [
  naive,
  restPage('rest', 'Parley, `rest`, HTML', 'html'),
  restPage('rest-text', 'Parley, `rest`, plain text', 'text'),
  carriedRestPage('rest-carried', 'Parley, `rest`, page carried', false),
  carriedRestPage('rest-static', 'Parley, `rest`, static HTML', true),
  wordpress,
  local,
];

/** The folder with Parley's published code. */
export const PARLEY_CODE = dist;

export function json(content: string): Served {
  return {type: 'application/json; charset=utf-8', content};
}

/** A short article, whose thread, in `main`, is visible from the start. */
export function article(thread: string, head = ''): Served {
  return {
    type: 'text/html; charset=utf-8',
    content: `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>The article</title>
    <link rel="icon" href="data:,">
    <style>body { font: 16px/1.5 sans-serif; margin: 0 auto; max-inline-size: 45rem }</style>
    ${head}
  </head>
  <body>
    <h1>The ferry comes back</h1>
    <p>From Monday on boats cross the harbour every twenty minutes, as they did before the bridge was built.</p>
    <main>${thread}</main>
  </body>
</html>
`,
  };
}
