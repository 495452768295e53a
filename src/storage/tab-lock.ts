/** Lets one tab of the device at a time do a thing. */
export interface TabLock {
  /**
   * Waits until no tab holds `name`, then holds it until the function that it returns is called, or the tab ends.
   * Rejects when `signal` aborts before.
   */
  acquire(name: string, signal: AbortSignal): Promise<() => void>;
}
