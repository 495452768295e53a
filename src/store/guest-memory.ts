import type {Device} from './kept/device.js';

/** Who a guest says they are: what a form asks beside the words. */
export interface RememberedGuest {
  readonly name: string;
  readonly email: string;
  readonly url: string;
}

/** A guest as they were found, and whether the device may keep them. */
export interface FoundGuest {
  readonly guest: RememberedGuest;
  readonly isKept: boolean;
}

/**
 * Remembers who writes as a guest: on the device for whoever agreed to that, else as long as the page is there. By
 * site, for a reader may be somebody else to another paper. Nothing here rejects or throws.
 */
export class GuestMemory {
  readonly #layers: Pick<Device['layers'], 'prompt' | 'memory'>;

  constructor({layers}: {readonly layers: Pick<Device['layers'], 'prompt' | 'memory'>}) {
    this.#layers = layers;
  }

  async read(site: string): Promise<FoundGuest | null> {
    const {prompt, memory} = this.#layers;
    const kept = guestIn(await prompt.read(keyOf(site)).catch(() => undefined));
    if (kept) return {guest: kept, isKept: true};
    const known = guestIn(await memory.read(keyOf(site)).catch(() => undefined));
    return known && {guest: known, isKept: false};
  }

  /** `isAgreed`: the device may keep it. */
  keep(site: string, guest: RememberedGuest, isAgreed: boolean): void {
    const {prompt, memory} = this.#layers;
    memory.changeAtOnce(keyOf(site), () => guest);
    try {
      prompt.changeAtOnce(keyOf(site), () => (isAgreed ? guest : undefined));
    } catch {
      // The page remembers it all the same.
    }
  }

  /** The reader does not want the device to know any more. */
  forget(site: string): void {
    try {
      this.#layers.prompt.changeAtOnce(keyOf(site), () => undefined);
    } catch {
      // What cannot be reached was not kept either.
    }
  }
}

function keyOf(site: string): string {
  return `guest:${JSON.stringify(site)}`;
}

function guestIn(kept: unknown): RememberedGuest | null {
  const {name, email, url} = (kept ?? {}) as Partial<RememberedGuest>;
  return typeof name === 'string' && typeof email === 'string' && typeof url === 'string'
    ? {name, email, url}
    : null;
}
