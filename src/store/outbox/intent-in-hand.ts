import type {CommentId} from '../../model/comment.js';
import {
  endedIn,
  intentIn,
  intentKey,
  type EndedIntent,
  type KeptIntent,
  type OutboxScope,
} from './intents.js';
import type {Device} from '../device.js';
import type {LayeredStore} from '../../storage/layered-store.js';

/** What the intents of one outbox have in common. */
export interface HandContext {
  readonly device: Device;
  readonly scope: OutboxScope;
  readonly shelf: LayeredStore;
  /** Aborts when the outbox is closed. */
  readonly closing: AbortSignal;
  /** Settles when the page is back from a cache; `null` while it is in none. */
  readonly suspended: () => Promise<void> | null;
  /** Aborts when the page goes into a cache, or the outbox is closed; another one each time that it is back. */
  readonly awake: () => AbortSignal;
}

/** An intent that this tab has taken up: what is known of it, what is kept of it, and this tab's turn to send it. */
export class IntentInHand {
  intent: KeptIntent;
  /** A form shows what becomes of it and offers to try again, so it is not tried again by itself. */
  inForm = false;
  /** Something is done with it just now; a letter that only waits can be taken back. */
  isBusy = true;
  /** Counts who pursues it: whoever waited and finds a later one leaves it to them. */
  run = 0;
  tries = 0;
  /** Its words are no draft either when it is given up. */
  dropsWords = false;
  /** It was left on the device by another page. */
  isFound = false;
  /** Nothing is sent before the reader has said so: it may have arrived and nobody can be asked, or it is too old. */
  mustAsk = false;
  /** The reader has said so. */
  hasAsked = false;
  /** This tab has given its turn away in the meantime: another one may have sent the letter. */
  hasLapsed = false;
  readonly #context: HandContext;
  #release: (() => void) | null = null;
  #isLasting = true;

  constructor(context: HandContext, intent: KeptIntent) {
    this.#context = context;
    this.intent = intent;
  }

  /** Keeps the intent with a change; false when another tab has settled it, or has changed it in the meantime. */
  async keep(change: Partial<KeptIntent>): Promise<boolean> {
    const before = this.intent.order;
    const intent = {...this.intent, ...change, order: before + 1};
    this.intent = intent;
    let isOurs = true;
    this.#isLasting = await this.#context.shelf.change(this.#key, (kept) => {
      const ended = endedIn(kept);
      // A page that was frozen, or a storage that was given up as silent, may do its work long after.
      isOurs = (ended?.order ?? intentIn(kept)?.order ?? 0) <= before;
      return isOurs ? intent : kept;
    });
    this.#announce();
    return isOurs;
  }

  /** The page is hidden or goes: an intent that the device has not taken so far is offered to it once more. */
  hurry(): void {
    if (this.#isLasting) return;
    const {intent} = this;
    this.#isLasting = this.#context.shelf.changeSync(this.#key, (before) =>
      endedIn(before) ? before : intent,
    );
  }

  /** Keeps that it is being sent. Where that can not be kept, nothing is: after a crash it would be sent twice. */
  async keepSending(): Promise<boolean> {
    const isOpen = await this.keep({unanswered: true});
    if (!this.#isLasting) await this.#context.shelf.remove(this.#key);
    return isOpen;
  }

  /** Leaves a mark of what became of it. */
  async end(commentId: CommentId | null): Promise<void> {
    const {key, order, draft, unanswered} = this.intent;
    const endedAt = this.#context.device.clock.now();
    const {parentId, body} = draft;
    const ended: EndedIntent = {
      key,
      order: order + 1,
      endedAt,
      commentId,
      mayHaveArrived: unanswered,
      draft: {parentId, body},
    };
    await this.#context.shelf.change(this.#key, () => ended);
    this.#announce();
  }

  /** Looks what is kept of it now, which another tab may have changed; gives what became of it if it is settled. */
  async look(): Promise<EndedIntent | null> {
    const kept = await this.#context.shelf.read(this.#key);
    const latest = intentIn(kept);
    if (latest && latest.order > this.intent.order) this.intent = latest;
    return endedIn(kept);
  }

  /** Waits for this tab's turn. A device that has no turns to give has to do without. */
  async takeTurn(): Promise<void> {
    const {device, closing, suspended, awake} = this.#context;
    while (!this.#release && !closing.aborted) {
      await suspended();
      const signal = awake();
      // A page in a cache must not be in the queue: its turn would come while it cannot take it.
      const release = await device.tabLock.acquire(this.#key, signal).catch(() => null);
      if (!release && signal.aborted) continue;
      if (!release) return;
      if (!suspended() && !this.#hasTurn) this.#release = release;
      else release();
    }
  }

  releaseTurn(): void {
    this.hasLapsed = true;
    this.#release?.();
    this.#release = null;
  }

  get #hasTurn(): boolean {
    return this.#release !== null;
  }

  get #key(): string {
    return intentKey(this.#context.scope, this.intent.key);
  }

  #announce(): void {
    this.#context.device.channel.post({type: 'intent', key: this.#key});
  }
}
