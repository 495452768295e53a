interface Running<Value> {
  readonly lookup: Promise<Value>;
  /** The look-up that begins after it; null if there is no caller for one. */
  next: Promise<Value> | null;
}

/**
 * Runs at most one look-up per key at a time. Callers that arrive while one is running share the one after it, so that a
 * result is never older than the call that it answers.
 */
export class SharedLookups<Value> {
  readonly #running = new Map<string, Running<Value>>();

  /** The result of a look-up that begins now or later. Rejects as `lookUp` does, for all callers that share it. */
  get(key: string, lookUp: () => Promise<Value>): Promise<Value> {
    const running = this.#running.get(key);
    if (running === undefined) return this.#start(key, lookUp);
    running.next ??= settled(running.lookup).then(() => this.#start(key, lookUp));
    return running.next;
  }

  #start(key: string, lookUp: () => Promise<Value>): Promise<Value> {
    const running: Running<Value> = {lookup: lookUp(), next: null};
    this.#running.set(key, running);
    void settled(running.lookup).then(() => {
      if (running.next === null) this.#running.delete(key);
    });
    return running.lookup;
  }
}

function settled(promise: Promise<unknown>): Promise<void> {
  return promise.then(
    () => undefined,
    () => undefined,
  );
}
