/** By how much the jumps of a device's clock may differ from what went by: more is somebody who set it, or a sleep. */
const MAX_DRIFT_MS = 5_000;

/**
 * What time it is where comments are kept, by what the backend's answers say (`Date`, and `Age` of those from a cache: RFC
 * 9110, section 6.6.1; RFC 9111, section 5.1). Until one has said it, and where other origins may not see it, the device's
 * own clock counts.
 */
export class BackendClock {
  /** By how much the backend's clock is ahead of the device's, in milliseconds. */
  #offset: number | undefined;
  /** The device's clock less what has gone by, when that was learned. */
  #deviceStart = 0;

  /** Takes notice of an answer. One that a cache gave without saying so is late, never early: the latest time counts. */
  sync({headers}: Response): void {
    const second = Date.parse(headers.get('date') ?? '') + (Number(headers.get('age')) || 0) * 1000;
    if (Number.isNaN(second)) return;
    // The end of that second: before it nothing has happened there yet that the answer tells of.
    const ahead = second + 999 - Date.now();
    const device = Date.now() - performance.now();
    const isSameClock = Math.abs(device - this.#deviceStart) < MAX_DRIFT_MS;
    this.#offset = isSameClock ? Math.max(ahead, this.#offset ?? ahead) : ahead;
    this.#deviceStart = device;
  }

  /** In milliseconds since 1970. */
  now(): number {
    return Date.now() + (this.#offset ?? 0);
  }
}
