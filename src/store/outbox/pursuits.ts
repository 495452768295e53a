import {CommentsError} from '../../model/errors.js';
import {pauseFor} from '../../storage/clock.js';
import {untilOnline, type Device} from '../device.js';
import type {Courier} from './courier.js';
import type {Hands} from './hands.js';
import type {HandContext, IntentInHand} from './intent-in-hand.js';
import {leftOf, limitFrom, type Limit} from './intents.js';
import type {Conclusion, OutboxListener} from './outbox-news.js';

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 5 * 60_000;
/** As often in a row a letter is tried again by itself; then the reader decides. */
const MOST_TRIES = 8;

/**
 * The pursuit of intents: each is tried, and rests between the tries, until it is settled or the reader has to decide.
 * What the backend says about when to send again holds for all of them.
 */
export class Pursuits {
  readonly #courier: Courier;
  readonly #device: Device;
  readonly #hands: Hands;
  readonly #listener: OutboxListener;
  readonly #closing: AbortSignal;
  #limit: Limit | null = null;

  constructor({device, closing}: HandContext, courier: Courier, hands: Hands, listener: OutboxListener) {
    this.#courier = courier;
    this.#device = device;
    this.#hands = hands;
    this.#listener = listener;
    this.#closing = closing;
  }

  /** Whether the backend has asked for nothing to be sent just now. */
  get isLimited(): boolean {
    return leftOf(this.#limit, this.#device.clock.now()) > 0;
  }

  /** Tries until the intent is settled or the reader has to decide; gives the first thing that the reader can be told. */
  start(hand: IntentInHand, isFresh = false): Promise<Conclusion | null> {
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
        if (this.#closing.aborted) this.#hands.letGo(hand);
      });
    });
  }

  /** What the reader is told when it could not be sent. */
  failure(hand: IntentInHand, error: CommentsError): Conclusion {
    const isUncertain = hand.intent.unanswered && !this.#courier.canLook;
    return {type: 'failed', intent: hand.intent, error, isUncertain, inForm: hand.inForm};
  }

  async #pursue(
    hand: IntentInHand,
    run: number,
    isFresh: boolean,
    tell: (news: Conclusion) => void,
  ): Promise<void> {
    const {clock} = this.#device;
    while (!this.#closing.aborted) {
      if (!this.#device.isOnline()) {
        hand.inForm = false;
        if (isFresh) await hand.keep({unanswered: false});
        isFresh = false;
        tell({type: 'waiting', intent: hand.intent, why: 'offline', until: null});
        if (!(await this.#rest(hand, run, untilOnline(this.#device, this.#closing)))) return;
        continue;
      }
      const wait = this.#waitOf(hand);
      if (wait > 0 && hand.inForm) {
        const retryAt = new Date(clock.now() + wait).toISOString();
        tell(this.failure(hand, new CommentsError('rate-limited', 'It is not time yet.', {retryAt})));
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
        if (result.type === 'posted') await this.#hands.arrived(hand, result, tell);
        else tell(result);
        return;
      }
      if (!hand.inForm && this.#waitOf(hand) > 0) continue;
      if (result.unanswered && !this.#device.isOnline()) continue;
      hand.tries++;
      const canGoOn = result.unanswered && this.#courier.canLook && !hand.mustAsk && hand.tries < MOST_TRIES;
      if (hand.inForm || !canGoOn) {
        tell(this.failure(hand, result));
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
    if (!isFresh && (await this.#hands.isEndedElsewhere(hand))) return null;
    // What was found on the device may have been sent although that could not be kept there.
    const mayHaveArrived = !isFresh && (hand.intent.unanswered || (hand.isFound && courier.canLook));
    if (mayHaveArrived && courier.canLook) {
      const found = await courier.look(hand.intent);
      if (found instanceof CommentsError) return found;
      if (found) return {type: 'posted', intent: hand.intent, id: found.id, comment: found};
    }
    if (hand.intent.superseded) {
      if (hand.dropsWords) await this.#listener.beforeEnd(hand.intent);
      return this.#hands.givenUp(hand);
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
    const isGone = this.#closing.aborted || !this.#hands.has(hand);
    if (isGone || hand.run !== run) return false;
    hand.isBusy = true;
    return true;
  }

  #after(ms: number): Promise<void> {
    return pauseFor(this.#device.clock, ms, this.#closing);
  }
}
