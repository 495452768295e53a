import type {CommentId} from '../model/comment.js';
import type {ThreadRef} from '../model/thread.js';
import {DraftKeeper, type DraftListener} from './drafts/draft-keeper.js';
import {draftKey, draftKeyPrefix, parentInDraftKey, type DraftSlot} from './drafts/draft-slot.js';
import {
  keptVersions,
  mergeVersions,
  openVersions,
  versionsIn,
  withGone,
  withoutOld,
  withText,
  withTextGone,
  type DraftBase,
  type DraftVersion,
} from './drafts/draft-versions.js';
import type {Device} from './device.js';
import {LayeredStore} from '../storage/layered-store.js';
import {heldTexts} from './outbox/intents.js';

/** Words that are kept on the device, and where they were written. */
export interface WrittenWords {
  readonly slot: DraftSlot;
  readonly text: string;
}

/**
 * The drafts on a reader's device. Nothing here rejects or throws: where the device keeps nothing, drafts last as
 * long as the page, and their keepers say so.
 */
export class Drafts {
  readonly device: Device;
  readonly shelf: LayeredStore;

  constructor(device: Device) {
    this.device = device;
    this.shelf = new LayeredStore(device.layers, device.clock, {
      merge: (one, other) => keptVersions(mergeVersions(versionsIn(one), versionsIn(other))),
    });
  }

  /** Begins to keep what is written in `slot`. `listener` is told what the reader should know. */
  keep(slot: DraftSlot, listener: DraftListener): DraftKeeper {
    return new DraftKeeper(this, slot, listener);
  }

  /** The comments of a thread to which there is a draft of an answer. */
  async answered({site, pageId}: ThreadRef, viewerId: string | null): Promise<readonly CommentId[]> {
    const now = this.device.clock.now();
    const kept = await this.shelf.list(draftKeyPrefix(site, viewerId, pageId));
    return [...kept].flatMap(([key, value]) => {
      const parentId = parentInDraftKey(key);
      const isOpen = openVersions(withoutOld(versionsIn(value), now)).length > 0;
      return parentId !== null && isOpen ? [parentId] : [];
    });
  }

  /** All that was written in a thread and is neither posted nor on its way, the latest of each place first. */
  async written({site, pageId}: ThreadRef, viewerId: string | null): Promise<readonly WrittenWords[]> {
    const now = this.device.clock.now();
    const kept = await this.shelf.list(draftKeyPrefix(site, viewerId, pageId));
    const found = [...kept].map(async ([key, value]) => {
      const slot = {site, pageId, viewerId, parentId: parentInDraftKey(key)};
      const held = await heldTexts(this.device, slot);
      return openVersions(withoutOld(versionsIn(value), now))
        .filter(({text}) => !held.has(text))
        .map(({text}) => ({slot, text}));
    });
    return (await Promise.all(found)).flat();
  }

  /** The reader does not want these words any more. */
  discard({slot, text}: WrittenWords): Promise<void> {
    return this.#change(slot, (versions, now) => withTextGone(versions, text, 'discarded', now));
  }

  /** The version `base` is not wanted any more, unless somebody else has gone on with it. */
  drop(slot: DraftSlot, base: DraftBase): Promise<void> {
    return this.#change(slot, (versions, now) => withGone(versions, base, 'discarded', now));
  }

  /** Keeps words beside whatever is in the slot, for a form to take up. */
  leave(slot: DraftSlot, text: string): Promise<void> {
    const freshId = this.device.newKey();
    return this.#change(slot, (versions, now) => withText(versions, null, text, {now, freshId}).versions);
  }

  /** A letter with these words has arrived: no version of them is a draft any more. */
  posted(slot: DraftSlot, text: string): Promise<void> {
    return this.#change(slot, (versions, now) => withTextGone(versions, text, 'posted', now));
  }

  /** Takes away every draft of somebody who has signed out. */
  async signOut(site: string, viewerId: string): Promise<void> {
    const keys = [...(await this.shelf.list(draftKeyPrefix(site, viewerId))).keys()];
    await Promise.all(keys.map((key) => this.shelf.change(key, () => undefined)));
    for (const key of keys) this.tell(key);
  }

  /** Tells the other tabs that what is kept under `key` has changed. */
  tell(key: string): void {
    this.device.channel.post({type: 'draft', key});
  }

  async #change(
    slot: DraftSlot,
    change: (versions: readonly DraftVersion[], now: number) => readonly DraftVersion[],
  ): Promise<void> {
    const key = draftKey(slot);
    const now = this.device.clock.now();
    await this.shelf.change(key, (before) => keptVersions(change(versionsIn(before), now)));
    this.tell(key);
  }
}
