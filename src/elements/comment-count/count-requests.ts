import type {ClosedCount, CommentsAdapter} from '../../model/adapter.js';
import {CommentsError} from '../../model/errors.js';
import {threadKey, type ThreadRef} from '../../model/thread.js';
import {warnOnce} from '../../model/warn-once.js';

/** What counts: an adapter, or the part of it that counts. */
export type Counter = Pick<CommentsAdapter, 'counts'>;

interface Batch {
  readonly threads: ThreadRef[];
  readonly answer: Promise<Map<string, number | ClosedCount>>;
}

const batches = new WeakMap<Counter, Batch>();

/**
 * The number of published comments of a thread, and whether it is closed; `null` if unknown. All counts that are
 * requested of one adapter in the same turn share one request.
 */
export async function countOf(adapter: Counter, thread: ThreadRef): Promise<number | ClosedCount | null> {
  if (!adapter.counts) return null;
  let batch = batches.get(adapter);
  if (!batch) {
    const threads: ThreadRef[] = [];
    batch = {threads, answer: askTogether(adapter, threads)};
    batches.set(adapter, batch);
  }
  if (!batch.threads.some((other) => threadKey(other) === threadKey(thread))) batch.threads.push(thread);
  try {
    return (await batch.answer).get(thread.pageId) ?? null;
  } catch (reason) {
    const {code, message} = CommentsError.from(reason);
    warnOnce(code, `Failed to count comments: ${message}`);
    return null;
  }
}

async function askTogether(
  adapter: Counter,
  threads: ThreadRef[],
): Promise<Map<string, number | ClosedCount>> {
  // After one turn every element of this update has made its request.
  await new Promise((resolve) => setTimeout(resolve));
  batches.delete(adapter);
  return (await adapter.counts?.(threads, new AbortController().signal)) ?? new Map();
}
