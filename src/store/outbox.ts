import type {CommentsAdapter} from '../model/adapter.js';
import type {Comment, NewComment} from '../model/comment.js';
import {CommentsError} from '../model/errors.js';
import {Courier} from './outbox/courier.js';
import {Hands} from './outbox/hands.js';
import type {HandContext, IntentInHand} from './outbox/intent-in-hand.js';
import {
  endedIn,
  intentIn,
  intentKeyPrefix,
  intentShelf,
  isTwin,
  type EndedIntent,
  type KeptIntent,
  type OutboxScope,
} from './outbox/intents.js';
import {pauseFor} from '../storage/clock.js';
import type {Device} from './device.js';
import type {Conclusion, OutboxListener} from './outbox/outbox-news.js';
import {Pursuits} from './outbox/pursuits.js';

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
  readonly #hands: Hands;
  readonly #pursuits: Pursuits;
  readonly #closing = new AbortController();
  #awake = new AbortController();
  readonly #endListening: () => void;
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
      awake: () => this.#awake.signal,
    };
    this.#hands = new Hands(this.#context, this.#courier, listener);
    this.#pursuits = new Pursuits(this.#context, this.#courier, this.#hands, listener);
    this.#endListening = device.channel.listen((message) => {
      const {type, key} = (message ?? {}) as {type?: unknown; key?: unknown};
      if (type === 'intent' && typeof key === 'string' && key.startsWith(this.#prefix)) void this.settle();
    });
  }

  /** Takes a letter, or, with a key that it has, tries again. Settles as soon as the reader can be told something. */
  async post({key, draft, authorName, inForm, mayHaveArrived}: NewIntent): Promise<Conclusion | null> {
    if (this.#hands.get(key)) return this.retry(key, draft);
    const {clock} = this.#device;
    const hand = this.#hands.take({
      ...this.#context.scope,
      key,
      order: 0,
      authorName,
      draft,
      createdAt: clock.now(),
      // Kept as if it had been sent, so that a crash in the next moment cannot make it go out twice.
      unanswered: this.#device.isOnline() && !this.#pursuits.isLimited,
      refusal: null,
      superseded: false,
      notBefore: null,
    });
    hand.inForm = inForm;
    this.#listener.tell({type: 'sending', intent: hand.intent});
    await hand.takeTurn();
    hand.hasLapsed = false;
    const ended = await hand.look();
    if (ended && ended.commentId !== null) return this.#hands.tellEnd(hand, ended);
    const {order} = hand.intent;
    // Refused or taken back before, the same words may be posted under the same key.
    if (ended) hand.intent = {...hand.intent, order: ended.order};
    const twin = await this.#keepUnlessTwin(hand);
    const isFresh = ended ? !ended.mayHaveArrived : order === 0;
    if (twin === null) return this.#pursuits.start(hand, isFresh && !mayHaveArrived);
    const arrived = endedIn(twin);
    if (arrived) return this.#hands.tellEnd(hand, arrived);
    this.#hands.letGo(hand);
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
    return this.#pursuits.start(hand);
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
    if (await this.#hands.isEndedElsewhere(hand)) return null;
    if (hand.intent.unanswered && this.#courier.canLook) {
      const found = await this.#courier.look(hand.intent);
      if (found instanceof CommentsError) {
        hand.isBusy = false;
        // Whoever waited to send it does so again.
        if (!hand.inForm && hand.intent.refusal === null && run > 0) void this.#pursuits.start(hand);
        return null;
      }
      if (found) {
        await this.#hands.arrived(hand, {type: 'posted', intent: hand.intent, id: found.id, comment: found});
        return null;
      }
    }
    await this.#listener.beforeReturn(hand.intent);
    this.#listener.tell(await this.#hands.givenUp(hand));
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
    await this.#pursuits.start(hand);
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
    for (const hand of this.#hands.all) void this.#lookAgain(hand);
    for (const [key, value] of kept) {
      const intent = intentIn(value);
      if (intent && !this.#hands.get(intent.key)) void this.#takeUp(this.#hands.take(intent));
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
    this.#awake.abort();
    for (const hand of this.#hands.all) {
      hand.hurry();
      hand.releaseTurn();
    }
  }

  /** The page is back: what other tabs did meanwhile counts. */
  async resume(): Promise<void> {
    if (this.#suspension && !this.#closing.signal.aborted) this.#awake = new AbortController();
    this.#suspension?.end();
    this.#suspension = null;
    for (const hand of this.#hands.all) {
      if (hand.isBusy) continue;
      await hand.takeTurn();
      if (!hand.isBusy) await this.#hands.isEndedElsewhere(hand);
    }
    await this.settle();
  }

  /** Ends what only serves this page. A letter on its way goes on; the others are taken up by whoever comes next. */
  close(): void {
    this.#closing.abort();
    this.#awake.abort();
    this.#endListening();
    this.#suspension?.end();
    for (const hand of this.#hands.all) if (!hand.isBusy) hand.releaseTurn();
  }

  /** Keeps a new intent, unless the same words are on their way or arrived a moment ago: gives what is kept of those. */
  async #keepUnlessTwin(hand: IntentInHand): Promise<unknown> {
    const {device, shelf, closing} = this.#context;
    // One tab after the other, or neither would see the other's.
    const release = await device.tabLock.acquire(`${this.#prefix}keep`, closing).catch(() => undefined);
    const kept = await shelf.list(this.#prefix);
    const now = device.clock.now();
    const twin = [...kept.values()].find((value) => isTwin(value, hand.intent, now)) ?? null;
    if (twin === null) await hand.keep({superseded: false, refusal: null});
    release?.();
    return twin;
  }

  async #takeUp(hand: IntentInHand): Promise<void> {
    await hand.takeTurn();
    let ended = await hand.look();
    if (!ended && hand.intent.unanswered) {
      const found = await this.#lookFirst(hand.intent);
      if (found) {
        await this.#hands.arrived(hand, {type: 'posted', intent: hand.intent, id: found.id, comment: found});
        return;
      }
      await this.#after(LEFT_REQUEST_ARRIVES_MS);
      ended = await hand.look();
    }
    if (ended || this.#closing.signal.aborted) {
      this.#hands.letGo(hand);
      if (ended) this.#listener.tell({type: 'ended', intent: hand.intent});
      return;
    }
    const {refusal, createdAt} = hand.intent;
    hand.isFound = true;
    hand.mustAsk = this.#device.clock.now() - createdAt > SENT_BY_ITSELF_FOR_MS;
    if (refusal === null) {
      await this.#pursuits.start(hand);
      return;
    }
    hand.isBusy = false;
    this.#listener.tell(this.#pursuits.failure(hand, new CommentsError(refusal)));
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
    await this.#hands.arrived(hand, {type: 'posted', intent, id: found.id, comment: found});
  }

  #after(ms: number): Promise<void> {
    return pauseFor(this.#device.clock, ms, this.#closing.signal);
  }

  #isLongAgo({endedAt}: EndedIntent): boolean {
    return Math.abs(this.#device.clock.now() - endedAt) > END_KEPT_FOR_MS;
  }
}
