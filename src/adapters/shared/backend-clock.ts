/** A larger difference between the device's clock and its monotonic clock means that it was set, or that it slept. */
const MAX_DRIFT_MS = 5_000;

/**
 * The backend's clock, derived from its responses (`Date`, and `Age` of cached ones: RFC 9110, section 6.6.1; RFC 9111,
 * section 5.1). Until a response has these headers (other origins may not be allowed to read them), it is the device's.
 */
export class BackendClock {
  /** The backend's clock minus the device's, in milliseconds. */
  #offset: number | undefined;
  /** `Date.now() - performance.now()` when the offset was measured. */
  #deviceStart = 0;

  /** Measures the offset by a response. A cached one without `Age` is late, never early, so the largest offset counts. */
  sync({headers}: Response): void {
    const second = Date.parse(headers.get('date') ?? '') + (Number(headers.get('age')) || 0) * 1000;
    if (Number.isNaN(second)) return;
    // `Date` has whole seconds; their end is never before the moment at which the response was made.
    const ahead = second + 999 - Date.now();
    const device = Date.now() - performance.now();
    const isSameClock = Math.abs(device - this.#deviceStart) < MAX_DRIFT_MS;
    this.#offset = isSameClock ? Math.max(ahead, this.#offset ?? ahead) : ahead;
    this.#deviceStart = device;
  }

  /** The time at the backend, in milliseconds since 1970. */
  now(): number {
    return Date.now() + (this.#offset ?? 0);
  }
}
