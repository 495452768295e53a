import {expect} from '@open-wc/testing';
import {aSceneForEach, type FaultScene, whereIs} from '../support/faults/fault-scene.js';
import {failure, isPostedOnce, post, retry, visit} from '../support/faults/posting.js';
import {waitUntil} from '../support/wait-until.js';

// A reader posts over a line that fails: a real server, real sockets, real elements. What has to be true in the end: the
// words are not lost, they stand in the server's ledger once or not at all, and the page shows what the ledger says.

const WORDS = 'Sirs, the ferry was late again and nobody said why.';
/** Shorter than a reader would bear, longer than a busy machine needs for a good answer. */
const IMPATIENT = 1500;

/** A browser sends a request again by itself whose connection broke before any answer, be it a POST. */
const OFTEN = 9;

let scene: FaultScene;

aSceneForEach((opened) => {
  scene = opened;
});

interface Unanswered {
  readonly fault: string;
  /** What the reader is told. */
  readonly says: RegExp;
  /** How often the letter is in the ledger when its writer is told of the fault. */
  readonly arrived: 0 | 1;
  readonly isSlow?: boolean;
}

const UNANSWERED: readonly Unanswered[] = [
  {fault: 'refuse', says: /Something went wrong/, arrived: 0},
  {fault: 'reset before commit', says: /Something went wrong/, arrived: 0},
  {fault: 'reset after commit', says: /Something went wrong/, arrived: 1},
  {fault: 'stall before commit', says: /took too long/, arrived: 0, isSlow: true},
  {fault: 'stall after commit', says: /took too long/, arrived: 1, isSlow: true},
  {fault: 'arrive late', says: /took too long/, arrived: 0, isSlow: true},
  {fault: 'broken off', says: /Something went wrong/, arrived: 1},
  {fault: 'half a JSON', says: /could not be read/, arrived: 1},
  {fault: 'HTML 200', says: /could not be read/, arrived: 1},
  {fault: 'HTML 502', says: /Something went wrong/, arrived: 0},
  {fault: 'HTML 502 after commit', says: /Something went wrong/, arrived: 1},
  {fault: 'HTML 502 without CORS', says: /Something went wrong/, arrived: 0},
];

describe('a letter whose post meets a fault', () => {
  for (const {fault, says, arrived, isSlow} of UNANSWERED) {
    it(`(${fault}) keeps its words, and is posted once by Retry`, async () => {
      const options = scene.options();
      const page = await visit(scene, options);
      await scene.plan({on: 'post', fault, times: OFTEN});
      if (isSlow) options.timeout = IMPATIENT;
      post(WORDS, page);
      expect(await failure(WORDS, page)).to.match(says);
      expect(await scene.ledger(WORDS)).to.equal(arrived);
      options.timeout = 15_000;
      await scene.mend();
      retry(page);
      await isPostedOnce(WORDS, page, scene);
    });
  }

  for (const {fault, isSlow} of UNANSWERED.filter(({fault}) => /reset|late|broken/.test(fault))) {
    it(`(${fault}) is settled by the reader’s next visit, once`, async () => {
      const options = scene.options();
      const page = await visit(scene, options);
      await scene.plan({on: 'post', fault, times: OFTEN});
      if (isSlow) options.timeout = IMPATIENT;
      post(WORDS, page);
      await failure(WORDS, page);
      page.thread.remove();
      await scene.mend();
      await isPostedOnce(WORDS, await visit(scene), scene);
    });
  }

  it('which the browser repeats by itself is posted once', async () => {
    const page = await visit(scene);
    await scene.plan({on: 'post', fault: 'reset after commit'});
    post(WORDS, page);
    await waitUntil(
      () => page.form().renderRoot.querySelector('#failure') ?? whereIs(WORDS, page).join() === 'posted',
      'no outcome',
    );
    if (page.form().renderRoot.querySelector('#failure')) retry(page);
    await isPostedOnce(WORDS, page, scene);
  });

  it('and whose look for it fails too is still posted once', async () => {
    const page = await visit(scene);
    await scene.plan(
      {on: 'post', fault: 'broken off'},
      {on: 'find', fault: '503', times: 2},
      {on: 'find', fault: 'half a JSON', times: 2},
    );
    post(WORDS, page);
    expect(await failure(WORDS, page)).to.match(/Something went wrong/);
    retry(page);
    await scene.until('find', 2);
    await failure(WORDS, page);
    retry(page);
    await scene.until('find', 4);
    await failure(WORDS, page);
    retry(page);
    await isPostedOnce(WORDS, page, scene);
    expect((await scene.requests()).filter((kind) => kind === 'post')).to.have.length(1);
  });

  it('twice (503), then none, is posted once', async () => {
    const page = await visit(scene);
    await scene.plan({on: 'post', fault: '503', times: 2});
    post(WORDS, page);
    await failure(WORDS, page);
    retry(page);
    await scene.until('post', 2);
    expect(await failure(WORDS, page)).to.match(/Something went wrong/);
    retry(page);
    await isPostedOnce(WORDS, page, scene);
  });

  it('is given up by the adapter itself after as long as it takes by default', async function () {
    this.timeout(60_000);
    const {timeout: _, ...options} = scene.options();
    const page = await visit(scene, options);
    await scene.plan({on: 'post', fault: 'stall after commit'});
    post(WORDS, page);
    expect(await failure(WORDS, page)).to.match(/took too long/);
    retry(page);
    await isPostedOnce(WORDS, page, scene);
  });
});
