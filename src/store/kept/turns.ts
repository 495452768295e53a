/** Lets one tab of the device at a time do a thing. */
export interface Turns {
  /**
   * Waits until no tab holds `name`, then holds it until the function that it gives is called, or the tab ends.
   * Rejects when `signal` aborts before.
   */
  take(name: string, signal: AbortSignal): Promise<() => void>;
}
