import type {Courier} from './courier.js';
import {CommentsError} from '../../model/errors.js';
import {IntentInHand, type HandContext} from './intent-in-hand.js';
import type {EndedIntent, KeptIntent} from './intents.js';
import type {Conclusion, OutboxListener, Posted} from './outbox-news.js';

/** The intents that this tab has in hand, by key; each leaves it in one of the ways that are told here. */
export class Hands {
  readonly #context: HandContext;
  readonly #courier: Courier;
  readonly #listener: OutboxListener;
  readonly #byKey = new Map<string, IntentInHand>();

  constructor(context: HandContext, courier: Courier, listener: OutboxListener) {
    this.#context = context;
    this.#courier = courier;
    this.#listener = listener;
  }

  get all(): readonly IntentInHand[] {
    return [...this.#byKey.values()];
  }

  get(key: string): IntentInHand | undefined {
    return this.#byKey.get(key);
  }

  /** Whether it is still this one that the tab has in hand. */
  has(hand: IntentInHand): boolean {
    return this.#byKey.get(hand.intent.key) === hand;
  }

  take(intent: KeptIntent): IntentInHand {
    const hand = new IntentInHand(this.#context, intent);
    this.#byKey.set(intent.key, hand);
    return hand;
  }

  letGo(hand: IntentInHand): void {
    if (this.has(hand)) this.#byKey.delete(hand.intent.key);
    hand.releaseTurn();
  }

  /** It has become a comment: tells so, and forgets it. */
  async arrived(
    hand: IntentInHand,
    news: Posted,
    tell = this.#listener.tell.bind(this.#listener),
  ): Promise<void> {
    tell(news);
    // The draft goes first: a crash in between only makes the backend be asked again.
    await this.#listener.beforeEnd(news.intent);
    await hand.end(news.id);
    this.letGo(hand);
  }

  /** It is given up: leaves a mark of that, and tells so. */
  async givenUp(hand: IntentInHand): Promise<Conclusion> {
    await hand.end(null);
    this.letGo(hand);
    return {type: 'ended', intent: hand.intent};
  }

  /** Whether another tab has had the intent in the meantime and has settled it; tells what became of it. */
  async isEndedElsewhere(hand: IntentInHand): Promise<boolean> {
    const ended = await hand.look();
    if (ended) await this.tellEnd(hand, ended);
    return ended !== null;
  }

  /** Tells what became of it by the mark that was left. */
  async tellEnd(hand: IntentInHand, {key, commentId: id}: EndedIntent): Promise<Conclusion> {
    this.letGo(hand);
    const {intent} = hand;
    const found = id === null ? null : await this.#courier.look({...intent, key});
    const comment = found instanceof CommentsError ? null : found;
    const news: Conclusion = id === null ? {type: 'ended', intent} : {type: 'posted', intent, id, comment};
    this.#listener.tell(news);
    return news;
  }
}
