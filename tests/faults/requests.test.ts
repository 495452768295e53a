import {expect} from '@open-wc/testing';
import {connectionForEach, type FaultyConnection, placesOf} from '../support/faults/faulty-connection.js';
import {failure, isPostedOnce, post, retry, visit} from '../support/faults/posting.js';
import {BUSY_MACHINE_MS, waitUntil} from '../support/wait-until.js';

// A reader posts over a line that fails: a real server, real sockets, real elements. What has to be true in the end: the
// text is not lost, the server has it once or not at all, and the page agrees with the server.

const TEXT = 'Sirs, the ferry was late again and nobody said why.';
/** Shorter than a reader would bear, longer than a busy machine needs for a good answer. */
const IMPATIENT = 1500;

/** The adapter's own, in milliseconds. */
const DEFAULT_TIMEOUT = 15_000;

/** A browser sends a request again by itself whose connection broke before any answer, be it a POST. */
const OFTEN = 9;

let connection: FaultyConnection;

connectionForEach((opened) => {
  connection = opened;
});

interface Unanswered {
  readonly fault: string;
  /** What the reader is told. */
  readonly message: RegExp;
  /** How often the comment is on the server when its author sees the error. */
  readonly arrived: 0 | 1;
  readonly isSlow?: boolean;
}

const UNANSWERED: readonly Unanswered[] = [
  {fault: 'refuse', message: /Something went wrong/, arrived: 0},
  {fault: 'reset before commit', message: /Something went wrong/, arrived: 0},
  {fault: 'reset after commit', message: /Something went wrong/, arrived: 1},
  {fault: 'stall before commit', message: /took too long/, arrived: 0, isSlow: true},
  {fault: 'stall after commit', message: /took too long/, arrived: 1, isSlow: true},
  {fault: 'arrive late', message: /took too long/, arrived: 0, isSlow: true},
  {fault: 'broken off', message: /Something went wrong/, arrived: 1},
  {fault: 'half a JSON', message: /could not be read/, arrived: 1},
  {fault: 'HTML 200', message: /could not be read/, arrived: 1},
  {fault: 'HTML 502', message: /Something went wrong/, arrived: 0},
  {fault: 'HTML 502 after commit', message: /Something went wrong/, arrived: 1},
  {fault: 'HTML 502 without CORS', message: /Something went wrong/, arrived: 0},
];

describe('a comment whose request fails', () => {
  for (const {fault, message, arrived, isSlow} of UNANSWERED) {
    it(`(${fault}) keeps its text, and is posted once by Retry`, async () => {
      const options = connection.options();
      const page = await visit(connection, options);
      await connection.plan({on: 'post', fault, times: OFTEN});
      if (isSlow) options.timeout = IMPATIENT;
      post(TEXT, page);
      expect(await failure(TEXT, page)).to.match(message);
      expect(await connection.countOnServer(TEXT)).to.equal(arrived);
      options.timeout = 15_000;
      await connection.restore();
      retry(page);
      await isPostedOnce(TEXT, page, connection);
    });
  }

  for (const {fault, isSlow} of UNANSWERED.filter(({fault}) => /reset|late|broken/.test(fault))) {
    it(`(${fault}) is settled by the reader’s next visit, once`, async () => {
      const options = connection.options();
      const page = await visit(connection, options);
      await connection.plan({on: 'post', fault, times: OFTEN});
      if (isSlow) options.timeout = IMPATIENT;
      post(TEXT, page);
      await failure(TEXT, page);
      page.thread.remove();
      await connection.restore();
      await isPostedOnce(TEXT, await visit(connection), connection);
    });
  }

  it('which the browser repeats by itself is posted once', async () => {
    const page = await visit(connection);
    await connection.plan({on: 'post', fault: 'reset after commit'});
    post(TEXT, page);
    await waitUntil(
      () => page.form().renderRoot.querySelector('#failure') ?? placesOf(TEXT, page).join() === 'posted',
      'no outcome',
    );
    if (page.form().renderRoot.querySelector('#failure')) retry(page);
    await isPostedOnce(TEXT, page, connection);
  });

  it('and whose look for it fails too is still posted once', async () => {
    const page = await visit(connection);
    await connection.plan(
      {on: 'post', fault: 'broken off'},
      {on: 'find', fault: '503', times: 2},
      {on: 'find', fault: 'half a JSON', times: 2},
    );
    post(TEXT, page);
    expect(await failure(TEXT, page)).to.match(/Something went wrong/);
    retry(page);
    await connection.until('find', 2);
    await failure(TEXT, page);
    retry(page);
    await connection.until('find', 4);
    await failure(TEXT, page);
    retry(page);
    await isPostedOnce(TEXT, page, connection);
    expect((await connection.requests()).filter((kind) => kind === 'post')).to.have.length(1);
  });

  it('twice (503), then none, is posted once', async () => {
    const page = await visit(connection);
    await connection.plan({on: 'post', fault: '503', times: 2});
    post(TEXT, page);
    await failure(TEXT, page);
    retry(page);
    await connection.until('post', 2);
    expect(await failure(TEXT, page)).to.match(/Something went wrong/);
    retry(page);
    await isPostedOnce(TEXT, page, connection);
  });

  it('is given up by the adapter itself after as long as it takes by default', async function () {
    this.timeout(60_000);
    const {timeout: _, ...options} = connection.options();
    const page = await visit(connection, options);
    await connection.plan({on: 'post', fault: 'stall after commit'});
    post(TEXT, page);
    // The adapter's time begins with the request; the code, the checks and the storage before it take their own.
    await connection.until('post');
    expect(await failure(TEXT, page, DEFAULT_TIMEOUT + BUSY_MACHINE_MS)).to.match(/took too long/);
    retry(page);
    await isPostedOnce(TEXT, page, connection);
  });
});
