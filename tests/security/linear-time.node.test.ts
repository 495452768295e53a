import {describe, expect, it} from 'vitest';
import {EventStreamParser} from '../../src/adapters/rest/watch/event-stream.js';
import {decodeEntities} from '../../src/adapters/wordpress/entities.js';
import {textOf} from '../../src/adapters/wordpress/errors.js';
import {toWordPressHtml} from '../../src/adapters/wordpress/writing/to-wordpress-html.js';
import {parseMarkdown} from '../../src/content/markdown/parse.js';
import {displayName} from '../../src/content/name.js';
import {markupToText} from '../../src/content/plain-text.js';
import {realHost} from '../../src/content/real-host.js';
import {safeUrl} from '../../src/content/safe-url.js';
import type {NewComment} from '../../src/model/comment.js';
import {cutText} from '../../src/model/cut-text.js';
import {bodyFaults, guestFaults} from '../../src/model/draft-faults.js';
import {normaliseComment} from '../../src/model/normalise.js';
import {normaliseAddress} from '../../src/model/address.js';
import {hashTarget} from '../../src/model/opening.js';
import {pageIdentity} from '../../src/model/page-identity.js';
import {typedAddresses} from '../../src/model/typed-addresses.js';
import {isVisibleBody} from '../../src/model/visible-text.js';
import {buildTree} from '../../src/model/tree.js';
import {BUILT_IN_CHECKS} from '../../src/policy/built-in-checks.js';
import type {Check} from '../../src/policy/check.js';
import {tooLong, tooShort} from '../../src/policy/length.js';
import {wordList} from '../../src/policy/word-list.js';
import {atomFeed, type AtomFeed} from '../../src/server/http/atom.js';
import {Authenticator} from '../../src/server/http/authenticator.js';
import {BODY_LIMIT, readJson} from '../../src/server/http/body.js';
import {ownThread} from '../../src/server/http/own-page.js';
import {headerReader, IDEMPOTENCY_KEY, PAGES, queryReader} from '../../src/server/http/parameters.js';
import {createParser} from '../../src/server/http/parser.js';
import {conditional} from '../../src/server/http/responses.js';
import {PostRequest} from '../../src/server/http/schemas/comments.js';
import {NewBlock} from '../../src/server/http/schemas/moderation.js';
import {SettingsChange} from '../../src/server/http/schemas/settings.js';
import {clientAddress} from '../../src/server/identity/address.js';
import {createDigests} from '../../src/server/identity/digests.js';
import {readListCursor, readLiveCursor} from '../../src/server/store/cursors.js';
import {skeletonOf} from '../../src/server/store/people/staff-names.js';
import {articleAddress} from '../../src/server/transfer/files/article-address.js';
import {DisqusMarkup} from '../../src/server/transfer/files/disqus-markup.js';
import {withLineBreaks} from '../../src/server/transfer/files/line-breaks.js';
import {growth, superlinear} from '../support/linear-time.js';

/** Twice what a site takes as a comment by default: enough to tell linear from quadratic. */
const COMMENT = 20_000;
/** What Node takes at most as headers, and the server as an address. */
const HEADERS = 16_000;
/** A part of what a body may hold, which is 1,000,000 bytes. */
const JSON_TEXT = 200_000;
/** A part of what a backend may send, which has no limit. */
const ANSWER = 60_000;

const digests = await createDigests('the secret of the server in these tests');
const authenticator = new Authenticator(digests, null);
const parsePost = createParser(PostRequest);
const parseSettings = createParser(SettingsChange);
const parseBlock = createParser(NewBlock);
const readPages = queryReader(PAGES);
const readKey = headerReader(IDEMPOTENCY_KEY);

function draft(value: string): NewComment {
  return {parentId: null, body: {format: 'text', value}};
}

function check(one: Check): (text: string) => unknown {
  return (text) => one(draft(text), {});
}

/** A publisher's list of words, each with an asterisk at both ends, and such as the text almost has. */
const WORDS = Array.from({length: 2000}, (_, index) => `*${'a'.repeat(index % 50)}${index.toString(36)}*`);
const PHRASES = Array.from(
  {length: 200},
  (_, index) => `a b  a ${'a '.repeat(index % 20)}${index.toString(36)}`,
);

/**
 * Every function that looks through what readers, or strangers, have written: by name, with the longest input that it
 * meets. What loops over text, or has a regular expression, is to have a line here.
 */
const FUNCTIONS: Readonly<Record<string, readonly [limit: number, run: (text: string) => unknown]>> = {
  // The server: whatever a stranger can send.
  'the JSON of a body': [BODY_LIMIT, (text) => readJson(jsonRequest(text)).catch(() => null)],
  'the type of a body': [
    HEADERS,
    (text) => refused(() => readJson(requestWith('content-type', `application/${text}`))),
  ],
  'a post': [JSON_TEXT, (text) => refused(() => parsePost(postOf(text)))],
  'the address and title of a page': [
    JSON_TEXT,
    (text) =>
      ownThread({site: 's', pageId: 'p', url: `https://${text}`, title: text}, {isOwnPage: () => true}),
  ],
  'settings that are not known': [
    JSON_TEXT,
    (text) => refused(() => parseSettings(Object.fromEntries(keysOf(text).map((key) => [key, 1])))),
  ],
  'the time of a block': [
    JSON_TEXT,
    (text) => refused(() => parseBlock({subject: {userId: 'u'}, reason: '', until: text})),
  ],
  // As many as a list may have: more are refused, which takes another way through the code.
  'a list of words in settings': [
    40_000,
    (text) => refused(() => parseSettings({words: {hold: keysOf(text)}})),
  ],
  'an Idempotency-Key': [
    HEADERS,
    (text) => refused(() => readKey(requestWith('idempotency-key', text).headers)),
  ],
  'a guest’s key': [
    HEADERS,
    (text) =>
      refused(() => authenticator.actor(requestWith('parley-guest', text), 'paper.example', '192.0.2.1')),
  ],
  'a token': [
    HEADERS,
    (text) =>
      refused(() =>
        authenticator.actor(requestWith('authorization', `Bearer ${text}`), 'paper.example', '192.0.2.1'),
      ),
  ],
  'If-None-Match': [
    HEADERS,
    (text) => conditional(requestWith('if-none-match', text), 'version', 'no-store', () => new Response()),
  ],
  'X-Forwarded-For': [HEADERS, (text) => clientAddress('192.0.2.1', text, 3)],
  'a query': [HEADERS, (text) => refused(() => readPages(new URLSearchParams(text)))],
  'the pages of a query': [
    HEADERS,
    (text) => refused(() => readPages(new URLSearchParams(text.replaceAll('x=', 'page=')))),
  ],
  'a cursor of a list': [8000, (text) => refused(() => readListCursor(['key'], text))],
  'a cursor of changes': [8000, (text) => refused(() => readLiveCursor(['key'], text))],
  'the address of a page': [JSON_TEXT, (text) => normaliseAddress(text)],
  'a guest’s name beside those of the staff': [COMMENT, (text) => skeletonOf(text)],
  'the address of an article to import': [COMMENT, (text) => articleAddress(`https://paper.example/${text}`)],
  'a comment of a file to import': [COMMENT, (text) => withLineBreaks(text)],
  'a comment of Disqus to import': [COMMENT, (text) => new DisqusMarkup().read(text)],
  'a feed': [COMMENT, (text) => atomFeed(feedOf(text))],

  // The checks: on the server, and in the browser of whoever writes.
  ...Object.fromEntries(
    Object.entries(BUILT_IN_CHECKS).map(([id, one]) => [`the check ${id}`, [COMMENT, check(one)]]),
  ),
  'the check too-short': [COMMENT, check(tooShort(10))],
  'the check too-long': [COMMENT, check(tooLong(10))],
  'a publisher’s 2,000 words': [COMMENT, check(wordList(WORDS, 'hold'))],
  'a publisher’s phrases': [COMMENT, check(wordList(PHRASES, 'hold'))],

  // What every reader's browser does with a comment of another.
  'a name': [COMMENT, displayName],
  'words of markup': [COMMENT, markupToText],
  'the host that a link names': [COMMENT, (text) => realHost('https://paper.example/', text)],
  'the address of a link': [COMMENT, (text) => safeUrl(text)],
  'the host of a link': [COMMENT, (text) => safeUrl(`http://${text}`)],
  Markdown: [20_000, parseMarkdown],
  'the beginning of a text': [COMMENT, (text) => cutText(text, Math.ceil(text.length / 3))],
  'a comment of a backend': [
    ANSWER,
    (text) =>
      normaliseComment({id: text, author: {name: text}, body: {format: text, value: text}, createdAt: text}),
  ],
  'what is to be seen of a body': [COMMENT, (text) => isVisibleBody({format: 'html', value: text})],
  'the addresses in a text': [COMMENT, (text) => [...typedAddresses(text)]],
  'the body of a draft': [COMMENT, (text) => bodyFaults({format: 'text', value: text}, 10_000, ['text'])],
  'a guest': [COMMENT, (text) => guestFaults({name: text, email: text, url: text}, {})],
  'the comment in an address': [HEADERS, (text) => hashTarget(`#comment-${text}`)],
  'the page’s address': [
    2000,
    (text) => pageIdentity({pageUrl: text, canonical: text, location: new URL('https://paper.example/')}),
  ],

  // Backends, and the sites behind them.
  'a stream of events': [ANSWER, (text) => new EventStreamParser().push(text)],
  'a stream of events in pieces': [
    ANSWER,
    (text) => {
      const parser = new EventStreamParser();
      for (let index = 0; index < text.length; index += 50) parser.push(text.slice(index, index + 50));
    },
  ],
  'words for WordPress': [COMMENT, (text) => toWordPressHtml({format: 'text', value: text})],
  'words of WordPress’s pages': [ANSWER, textOf],
  'entities of WordPress': [ANSWER, decodeEntities],
};

describe('time grows as the input does', () => {
  it.each(Object.entries(FUNCTIONS))('%s', {timeout: 120_000}, async (_name, [limit, run]) => {
    expect(await superlinear(run, limit)).toEqual([]);
  });
});

it('time grows as the number of keys in JSON does', {timeout: 60_000}, async () => {
  const make = (size: number) => {
    const keys = Array.from(
      {length: size},
      (_, index) => `"${index % 2 ? '__proto__' : `k${String(index)}`}":1`,
    );
    return `{${keys.join(',')}}`;
  };
  const run = async (json: string) => refused(async () => parsePost(await readJson(jsonRequest(json))));
  expect(await growth(run, make, 60_000)).toBe('');
});

it('a publisher’s word list does not multiply it: a long list takes hardly longer than a short one', async () => {
  const letters = draft('a'.repeat(10_000));
  const words = (count: number) =>
    Array.from({length: count}, (_, index) => `*${'a'.repeat(index % 50)}${index.toString(36)}*`);
  // Of 2,048 words, and of 32, which would be 64 times as fast if each were looked for by itself.
  const make = (size: number) => wordList(words(size ** 2 / 2), 'hold');
  expect(await growth((one) => one(letters, {}), make, 64)).toBe('');
});

describe('the tree of a thread: time grows as the number of comments does', () => {
  const COMMENTS = 40_000;

  it.each<[string, (index: number, size: number) => number | null]>([
    ['roots alone', () => null],
    ['one chain of answers', (index) => index - 1],
    ['answers to one comment', (index) => (index === 0 ? null : 0)],
    ['answers to what is not there', (index) => index + 1_000_000],
    ['circles of two', (index) => index ^ 1],
    ['one circle of all', (index, size) => (index + 1) % size],
    ['a chain into a circle', (index, size) => (index + 1 < size ? index + 1 : size - 2)],
  ])('%s', {timeout: 60_000}, async (_shape, parentOf) => {
    const make = (size: number) =>
      new Map(
        Array.from({length: size}, (_, index) => {
          const parent = parentOf(index, size);
          const comment = {
            id: String(index),
            parentId: parent === null ? null : String(parent),
            author: {name: 'A'},
            body: {format: 'text' as const, value: 'a'},
            createdAt: '2026-01-01T00:00:00.000Z',
          };
          return [comment.id, comment] as const;
        }),
      );
    const run = (comments: ReturnType<typeof make>) => buildTree(comments, {sort: 'newest', maxDepth: 5});
    expect(await growth(run, make, COMMENTS)).toBe('');
  });
});

/** Cuts a text into parts of four code units. */
function keysOf(text: string): string[] {
  return Array.from({length: Math.ceil(text.length / 4)}, (_, index) => text.slice(index * 4, index * 4 + 4));
}

function jsonRequest(body: string): Request {
  return new Request('https://comments.example/', {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: body.slice(0, BODY_LIMIT),
  });
}

/** Of what no header can have, the rest. */
function requestWith(name: string, value: string): Request {
  return new Request('https://comments.example/', {headers: {[name]: value.replace(/[^\t\x20-\xFF]/g, '?')}});
}

async function refused(work: () => unknown): Promise<void> {
  try {
    await work();
  } catch {
    // What matters is how long it took.
  }
}

function postOf(text: string): unknown {
  const thread = {site: text, pageId: text, url: text, title: text};
  return {
    thread: {...thread, site: 'x', pageId: 'x', url: 'x'},
    parentId: null,
    body: {format: 'text', value: text},
  };
}

function feedOf(text: string): AtomFeed {
  const thread = {site: 'x', pageId: 'x', url: `https://paper.example/${text}`, title: text};
  const comment = {
    id: '1',
    parentId: null,
    author: {name: text, url: text},
    body: {format: 'text' as const, value: text},
    createdAt: '2026-01-01T00:00:00.000Z',
  };
  return {site: 'x', pageId: 'x', title: text, self: text, entries: [{comment, thread}]};
}
