import type {CommentsAdapter} from '../model/adapter.js';
import type {NewComment} from '../model/comment.js';
import type {Comment} from '../model/comment.js';
import {CommentsError} from '../model/errors.js';
import {Courier} from './outbox/courier.js';
import {IntentInHand, type HandContext} from './outbox/intent-in-hand.js';
import {
  endedIn,
  intentIn,
  intentKeyPrefix,
  intentShelf,
  isTwin,
  leftOf,
  limitFrom,
  type EndedIntent,
  type KeptIntent,
  type Limit,
  type OutboxScope,
} from './outbox/intents.js';
import {pauseFor} from './kept/clock.js';
import {untilOnline, type Device} from './kept/device.js';
import type {Conclusion, OutboxNews, Posted} from './outbox/outbox-news.js';

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 5 * 60_000;
/** As often in a row a letter is tried again by itself; then the reader decides. */
const MOST_TRIES = 8;
/** So long an answer may take before a letter of an earlier page is shown without it. */
const SHOWN_BEFORE_ANSWER_MS = 1_000;
/** A request that a closing page has left may still be on its way; to ask at once would be too early. */
const LEFT_REQUEST_ARRIVES_MS = 1_500;
/** After so long a reader may not remember; a letter that old is not sent without asking. */
const SENT_BY_ITSELF_FOR_MS = 7 * 24 * 60 * 60_000;
const END_KEPT_FOR_MS = 24 * 60 * 60_000;

/** What a reader posts. */
export interface NewIntent extends Pick<KeptIntent, 'key' | 'draft' | 'authorName'> {
  /** A form has the words and shows what becomes of them. */
  readonly inForm: boolean;
  /** It may have been sent under this key before, though the device tells of no intent. */
  readonly mayHaveArrived: boolean;
}

/** Who hears of an outbox. */
export interface OutboxListener {
  tell(news: OutboxNews): void;
  /** Runs before an intent is forgotten that was confirmed, or given up for other words: to clear its draft. */
  beforeEnd(intent: KeptIntent): Promise<void>;
  /** Runs before an intent is forgotten whose words the reader has back, to keep them as a draft. */
  beforeReturn(intent: KeptIntent): Promise<void>;
}

/**
 * Sends letters, each once. An intent is kept on the device before anything is sent, and until the backend has
 * confirmed it by a comment's id, or the reader has it back; after a reload or a crash it is taken up again. Before an
 * intent is sent again that may have arrived, the backend is asked (`findPosted`); one that cannot be asked gets
 * nothing twice unless the reader says so. One tab at a time has an intent in hand. Nothing here rejects or throws.
 *
 * One outbox serves one thread and one viewer.
 */
export class Outbox {
  readonly #courier: Courier;
  readonly #device: Device;
  readonly #context: HandContext;
  readonly #prefix: string;
  readonly #listener: OutboxListener;
  readonly #hands = new Map<string, IntentInHand>();
  readonly #closing = new AbortController();
  readonly #endListening: () => void;
  #limit: Limit | null = null;
  /** Settles when the page is back from a cache; `null` while it is not in one. */
  #suspension: {readonly over: Promise<void>; readonly end: () => void} | null = null;

  constructor(adapter: CommentsAdapter, device: Device, scope: OutboxScope, listener: OutboxListener) {
    this.#courier = new Courier(adapter, device.clock);
    this.#device = device;
    this.#prefix = intentKeyPrefix({...scope.thread, viewerId: scope.viewerId});
    this.#listener = listener;
    this.#context = {
      device,
      scope,
      shelf: intentShelf(device),
      closing: this.#closing.signal,
      suspended: () => this.#suspension?.over ?? null,
    };
    this.#endListening = device.news.listen((message) => {
      const {type, key} = (message ?? {}) as {type?: unknown; key?: unknown};
      if (type === 'intent' && typeof key === 'string' && key.startsWith(this.#prefix)) void this.settle();
    });
  }

  /** Takes a letter, or, with a key that it has, tries again. Settles as soon as the reader can be told something. */
  async post({key, draft, authorName, inForm, mayHaveArrived}: NewIntent): Promise<Conclusion | null> {
    if (this.#hands.has(key)) return this.retry(key, draft);
    const {clock} = this.#device;
    const hand = this.#take({
      ...this.#context.scope,
      key,
      order: 0,
      authorName,
      draft,
      createdAt: clock.now(),
      // Kept as if it had been sent, so that a crash in the next moment cannot make it go out twice.
      unanswered: this.#device.isOnline() && leftOf(this.#limit, clock.now()) === 0,
      refusal: null,
      superseded: false,
      notBefore: null,
    });
    hand.inForm = inForm;
    this.#listener.tell({type: 'sending', intent: hand.intent});
    await hand.takeTurn();
    hand.hasLapsed = false;
    const ended = await hand.look();
    if (ended && ended.commentId !== null) return this.#tellEnd(hand, ended);
    const {order} = hand.intent;
    // Refused or taken back before, the same words may be posted under the same key.
    if (ended) hand.intent = {...hand.intent, order: ended.order};
    const twin = await this.#keepUnlessTwin(hand);
    const isFresh = ended ? !ended.mayHaveArrived : order === 0;
    if (twin === null) return this.#run(hand, isFresh && !mayHaveArrived);
    const arrived = endedIn(twin);
    if (arrived) return this.#tellEnd(hand, arrived);
    this.#letGo(hand);
    this.#listener.tell({type: 'ended', intent: hand.intent});
    await this.settle();
    return null;
  }

  /**
   * The reader wants an intent sent that waits or has failed, as it is now: the policy may be another since. `null` when it
   * is being sent, or is no more.
   */
  async retry(key: string, draft?: NewComment): Promise<Conclusion | null> {
    const hand = this.#hands.get(key);
    if (!hand || hand.isBusy) return null;
    hand.isBusy = true;
    hand.mustAsk = false;
    hand.hasAsked = true;
    hand.tries = 0;
    // What may have arrived is sent again as it was, or the backend would take it for another.
    const renewed = draft && !hand.intent.unanswered ? {draft} : {};
    await hand.keep({refusal: null, superseded: false, ...renewed});
    return this.#run(hand);
  }

  /**
   * Gives a letter back to the reader and forgets it. `null` when that cannot be: it is being sent, it has arrived, or
   * whether it has cannot be told just now.
   */
  async takeBack(key: string): Promise<KeptIntent | null> {
    const hand = this.#hands.get(key);
    if (!hand || hand.isBusy) return null;
    hand.isBusy = true;
    const {run} = hand;
    hand.run++;
    await hand.takeTurn();
    if (await this.#isEndedElsewhere(hand)) return null;
    if (hand.intent.unanswered && this.#courier.canLook) {
      const found = await this.#courier.look(hand.intent);
      if (found instanceof CommentsError) {
        hand.isBusy = false;
        // Whoever waited to send it does so again.
        if (!hand.inForm && hand.intent.refusal === null && run > 0) void this.#run(hand);
        return null;
      }
      if (found) {
        await this.#arrived(hand, {type: 'posted', intent: hand.intent, id: found.id, comment: found});
        return null;
      }
    }
    await this.#listener.beforeReturn(hand.intent);
    await hand.end(null);
    this.#letGo(hand);
    this.#listener.tell({type: 'ended', intent: hand.intent});
    return hand.intent;
  }

  /**
   * The reader goes on with other words (`dropsWords`) or under another name: this intent is not sent any more, and
   * shown only if it has arrived already.
   */
  async supersede(key: string, dropsWords: boolean): Promise<void> {
    const hand = this.#hands.get(key);
    if (!hand || hand.isBusy) return;
    hand.dropsWords = dropsWords;
    hand.isBusy = true;
    hand.inForm = false;
    hand.tries = 0;
    await hand.keep({superseded: true});
    await this.#run(hand);
  }

  /** The form has other words by now: what becomes of this intent is shown in the list. */
  leave(key: string): void {
    const hand = this.#hands.get(key);
    if (hand) hand.inForm = false;
  }

  /**
   * Takes up every intent of this thread and viewer that no living tab has in hand, now or when that tab ends, and looks
   * again for those that have stopped.
   */
  async settle(): Promise<void> {
    const kept = await this.#context.shelf.list(this.#prefix);
    if (this.#closing.signal.aborted) return;
    for (const hand of this.#hands.values()) void this.#lookAgain(hand);
    for (const [key, value] of kept) {
      const intent = intentIn(value);
      if (intent && !this.#hands.has(intent.key)) void this.#takeUp(this.#take(intent));
      const ended = endedIn(value);
      if (ended && this.#isLongAgo(ended)) {
        await this.#context.shelf.change(key, (latest) => (endedIn(latest) ? undefined : latest));
      }
    }
  }

  /** The page goes into a cache, or away: other tabs may have a turn. */
  suspend(): void {
    if (this.#suspension) return;
    let end = (): void => undefined;
    const over = new Promise<void>((resolve) => {
      end = resolve;
    });
    this.#suspension = {over, end};
    for (const hand of this.#hands.values()) {
      hand.hurry();
      hand.releaseTurn();
    }
  }

  /** The page is back: what other tabs did meanwhile counts. */
  async resume(): Promise<void> {
    this.#suspension?.end();
    this.#suspension = null;
    for (const hand of [...this.#hands.values()]) {
      if (hand.isBusy) continue;
      await hand.takeTurn();
      if (!hand.isBusy) await this.#isEndedElsewhere(hand);
    }
    await this.settle();
  }

  /** Ends what only serves this page. A letter on its way goes on; the others are taken up by whoever comes next. */
  close(): void {
    this.#closing.abort();
    this.#endListening();
    this.#suspension?.end();
    for (const hand of this.#hands.values()) if (!hand.isBusy) hand.releaseTurn();
  }

  /** Keeps a new intent, unless the same words are on their way or arrived a moment ago: gives what is kept of those. */
  async #keepUnlessTwin(hand: IntentInHand): Promise<unknown> {
    const {device, shelf, closing} = this.#context;
    // One tab after the other, or neither would see the other's.
    const release = await device.turns.take(`${this.#prefix}keep`, closing).catch(() => undefined);
    const kept = await shelf.list(this.#prefix);
    const now = device.clock.now();
    const twin = [...kept.values()].find((value) => isTwin(value, hand.intent, now)) ?? null;
    if (twin === null) await hand.keep({superseded: false, refusal: null});
    release?.();
    return twin;
  }

  #take(intent: KeptIntent): IntentInHand {
    const hand = new IntentInHand(this.#context, intent);
    this.#hands.set(intent.key, hand);
    return hand;
  }

  async #takeUp(hand: IntentInHand): Promise<void> {
    await hand.takeTurn();
    let ended = await hand.look();
    if (!ended && hand.intent.unanswered) {
      const found = await this.#lookFirst(hand.intent);
      if (found) {
        await this.#arrived(hand, {type: 'posted', intent: hand.intent, id: found.id, comment: found});
        return;
      }
      await this.#after(LEFT_REQUEST_ARRIVES_MS);
      ended = await hand.look();
    }
    if (ended || this.#closing.signal.aborted) {
      this.#letGo(hand);
      if (ended) this.#listener.tell({type: 'ended', intent: hand.intent});
      return;
    }
    const {refusal, createdAt} = hand.intent;
    hand.isFound = true;
    hand.mustAsk = this.#device.clock.now() - createdAt > SENT_BY_ITSELF_FOR_MS;
    if (refusal === null) {
      await this.#run(hand);
      return;
    }
    hand.isBusy = false;
    this.#listener.tell(this.#failure(hand, new CommentsError(refusal)));
  }

  /**
   * The comment that a letter of an earlier page has become already. The letter is shown as long as there is none, and
   * not beside it: only when the answer takes long.
   */
  async #lookFirst(intent: KeptIntent): Promise<Comment | null> {
    let isAnswered = !this.#courier.canLook || !this.#device.isOnline();
    const show = (): void => {
      this.#listener.tell({type: 'sending', intent});
    };
    void this.#after(SHOWN_BEFORE_ANSWER_MS).then(() => {
      if (!isAnswered && !this.#closing.signal.aborted) show();
    });
    const found = isAnswered ? null : await this.#courier.look(intent);
    isAnswered = true;
    if (found && !(found instanceof CommentsError)) return found;
    show();
    return null;
  }

  /** What has stopped may have arrived late. */
  async #lookAgain(hand: IntentInHand): Promise<void> {
    const {intent} = hand;
    if (hand.isBusy || hand.inForm || !intent.unanswered || !this.#courier.canLook) return;
    hand.isBusy = true;
    const found = await this.#courier.look(intent);
    hand.isBusy = false;
    if (!found || found instanceof CommentsError) return;
    hand.run++;
    await this.#arrived(hand, {type: 'posted', intent, id: found.id, comment: found});
  }

  /** Tries until the intent is settled or the reader has to decide; gives the first thing that the reader can be told. */
  #run(hand: IntentInHand, isFresh = false): Promise<Conclusion | null> {
    hand.isBusy = true;
    const run = ++hand.run;
    return new Promise((conclude) => {
      const tell = (news: Conclusion): void => {
        this.#listener.tell(news);
        conclude(news);
      };
      void this.#pursue(hand, run, isFresh, tell).finally(() => {
        conclude(null);
        if (hand.run !== run) return;
        hand.isBusy = false;
        if (this.#closing.signal.aborted) this.#letGo(hand);
      });
    });
  }

  async #pursue(
    hand: IntentInHand,
    run: number,
    isFresh: boolean,
    tell: (news: Conclusion) => void,
  ): Promise<void> {
    const {clock} = this.#device;
    while (!this.#closing.signal.aborted) {
      if (!this.#device.isOnline()) {
        hand.inForm = false;
        if (isFresh) await hand.keep({unanswered: false});
        isFresh = false;
        tell({type: 'waiting', intent: hand.intent, why: 'offline', until: null});
        if (!(await this.#rest(hand, run, untilOnline(this.#device, this.#closing.signal)))) return;
        continue;
      }
      const wait = this.#waitOf(hand);
      if (wait > 0 && hand.inForm) {
        const retryAt = new Date(clock.now() + wait).toISOString();
        tell(this.#failure(hand, new CommentsError('rate-limited', 'It is not time yet.', {retryAt})));
        return;
      }
      if (wait > 0) {
        tell({type: 'waiting', intent: hand.intent, why: 'rate-limited', until: clock.now() + wait});
        if (!(await this.#rest(hand, run, this.#after(wait)))) return;
        this.#limit = null;
        await hand.keep({notBefore: null});
        continue;
      }
      this.#listener.tell({type: 'sending', intent: hand.intent});
      const result = await this.#try(hand, isFresh);
      isFresh = false;
      if (!result) return;
      if (!(result instanceof CommentsError)) {
        if (result.type === 'posted') await this.#arrived(hand, result, tell);
        else tell(result);
        return;
      }
      if (!hand.inForm && this.#waitOf(hand) > 0) continue;
      if (result.unanswered && !this.#device.isOnline()) continue;
      hand.tries++;
      const canGoOn = result.unanswered && this.#courier.canLook && !hand.mustAsk && hand.tries < MOST_TRIES;
      if (hand.inForm || !canGoOn) {
        tell(this.#failure(hand, result));
        return;
      }
      tell({type: 'waiting', intent: hand.intent, why: 'again', until: null});
      const pause = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (hand.tries - 1));
      if (!(await this.#rest(hand, run, this.#after(pause * (0.5 + this.#device.random() / 2))))) return;
    }
  }

  /** One attempt: what became of it, or why that is not known. `null` when another tab had settled it. */
  async #try(hand: IntentInHand, wasFresh: boolean): Promise<Conclusion | CommentsError | null> {
    const courier = this.#courier;
    await hand.takeTurn();
    const isFresh = wasFresh && !hand.hasLapsed;
    hand.hasLapsed = false;
    if (!isFresh && (await this.#isEndedElsewhere(hand))) return null;
    // What was found on the device may have been sent although that could not be kept there.
    const mayHaveArrived = !isFresh && (hand.intent.unanswered || (hand.isFound && courier.canLook));
    if (mayHaveArrived && courier.canLook) {
      const found = await courier.look(hand.intent);
      if (found instanceof CommentsError) return found;
      if (found) return {type: 'posted', intent: hand.intent, id: found.id, comment: found};
    }
    if (hand.intent.superseded) {
      if (hand.dropsWords) await this.#listener.beforeEnd(hand.intent);
      await hand.end(null);
      this.#letGo(hand);
      return {type: 'ended', intent: hand.intent};
    }
    hand.mustAsk ||= mayHaveArrived && !courier.canLook && !hand.hasAsked;
    hand.hasAsked = false;
    if (hand.mustAsk) return new CommentsError('timeout');
    if (!isFresh || !hand.intent.unanswered) {
      const isFirst = !hand.intent.unanswered && !courier.canLook;
      const isKept = await (isFirst ? hand.keepSending() : hand.keep({unanswered: true}));
      if (!isKept) return this.#try(hand, false);
    }
    if (hand.hasLapsed) return this.#try(hand, false);
    const answer = await courier.post(hand.intent);
    // What was refused here may have been sent by another tab since.
    if (answer instanceof CommentsError && hand.hasLapsed) return this.#try(hand, false);
    if (answer instanceof CommentsError) return this.#refused(hand, answer, mayHaveArrived);
    return {type: 'posted', intent: hand.intent, id: answer.id, comment: answer};
  }

  async #refused(
    hand: IntentInHand,
    error: CommentsError,
    mayHaveArrived: boolean,
  ): Promise<Conclusion | CommentsError | null> {
    if (error.unanswered) return error;
    const {intent} = hand;
    if (error.code === 'duplicate' && mayHaveArrived) {
      // What is there already is this very letter.
      const found = await this.#courier.look(intent);
      if (found && !(found instanceof CommentsError)) {
        return {type: 'posted', intent, id: found.id, comment: found};
      }
      if (error.existingId !== null) return {type: 'posted', intent, id: error.existingId, comment: null};
    }
    if (error.code === 'rate-limited') {
      this.#limit = limitFrom(error, this.#device.clock.now());
    }
    const isKept = await hand.keep(
      error.code === 'rate-limited'
        ? {unanswered: false, notBefore: this.#limit}
        : // An earlier request may still arrive, whatever came of this one.
          {unanswered: mayHaveArrived, refusal: error.code},
    );
    return isKept ? error : this.#try(hand, false);
  }

  async #arrived(
    hand: IntentInHand,
    news: Posted,
    tell = this.#listener.tell.bind(this.#listener),
  ): Promise<void> {
    tell(news);
    // The draft goes first: a crash in between only makes the backend be asked again.
    await this.#listener.beforeEnd(news.intent);
    await hand.end(news.id);
    this.#letGo(hand);
  }

  /** Whether another tab has had the intent in the meantime and has settled it; tells what became of it. */
  async #isEndedElsewhere(hand: IntentInHand): Promise<boolean> {
    const ended = await hand.look();
    if (ended) await this.#tellEnd(hand, ended);
    return ended !== null;
  }

  async #tellEnd(hand: IntentInHand, {key, commentId: id}: EndedIntent): Promise<Conclusion> {
    this.#letGo(hand);
    const {intent} = hand;
    const found = id === null ? null : await this.#courier.look({...intent, key});
    const comment = found instanceof CommentsError ? null : found;
    const news: Conclusion = id === null ? {type: 'ended', intent} : {type: 'posted', intent, id, comment};
    this.#listener.tell(news);
    return news;
  }

  #failure(hand: IntentInHand, error: CommentsError): Conclusion {
    const isUncertain = hand.intent.unanswered && !this.#courier.canLook;
    return {type: 'failed', intent: hand.intent, error, isUncertain, inForm: hand.inForm};
  }

  #waitOf({intent}: IntentInHand): number {
    // To look costs nobody anything.
    if (intent.superseded) return 0;
    const now = this.#device.clock.now();
    return Math.max(leftOf(intent.notBefore, now), leftOf(this.#limit, now));
  }

  /** Waits, while the reader may take the letter back or hurry it on; false when that has happened, or the page has gone. */
  async #rest(hand: IntentInHand, run: number, over: Promise<void>): Promise<boolean> {
    hand.isBusy = false;
    await over;
    const isGone = this.#closing.signal.aborted || this.#hands.get(hand.intent.key) !== hand;
    if (isGone || hand.run !== run) return false;
    hand.isBusy = true;
    return true;
  }

  #after(ms: number): Promise<void> {
    return pauseFor(this.#device.clock, ms, this.#closing.signal);
  }

  #letGo(hand: IntentInHand): void {
    if (this.#hands.get(hand.intent.key) === hand) this.#hands.delete(hand.intent.key);
    hand.releaseTurn();
  }

  #isLongAgo({endedAt}: EndedIntent): boolean {
    return Math.abs(this.#device.clock.now() - endedAt) > END_KEPT_FOR_MS;
  }
}
