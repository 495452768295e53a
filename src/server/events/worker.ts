import type {Database} from '../database/database.js';
import {describeError, type Log} from '../log.js';
import type {CommentEvent, CommentEventType, EventConsumer} from './consumer.js';
import type {EventData} from './record-event.js';

/** How many deliveries run at the same time. */
const MAX_CONCURRENT = 8;

/** Timeout of a delivery, and the lease after which another process may claim it. */
const HANDLE_TIMEOUT_MS = 20_000;
const LEASE_MS = HANDLE_TIMEOUT_MS + 10_000;

/** How long a stop waits for running deliveries. */
const STOP_MS = 3_000;

/** How often the worker looks for due deliveries. */
const POLL_MS = 1_000;

/** The delay before a retry; it doubles with each failure. */
const MIN_RETRY_MS = 5_000;
const MAX_RETRY_MS = 60 * 60_000;

/** A delivery that this process has claimed. */
interface ClaimedDelivery {
  readonly id: string;
  readonly attempts: number;
  readonly type: CommentEventType;
  readonly at: string;
  readonly site: string;
  readonly page_id: string;
  readonly comment_id: string;
  readonly data: EventData;
}

/**
 * Takes what is due, of each comment its oldest event alone. Rows that another process is taking are left to it; what it has
 * taken is due when its time is over.
 */
const CLAIM = `
  WITH due AS (
    SELECT consumer, event_id FROM deliveries
    WHERE consumer = $1 AND due_at <= clock_timestamp() AND NOT EXISTS (
      SELECT FROM deliveries AS earlier
      WHERE earlier.consumer = deliveries.consumer AND earlier.comment_id = deliveries.comment_id
        AND earlier.event_id < deliveries.event_id
    )
    ORDER BY due_at, event_id LIMIT $2::integer FOR UPDATE SKIP LOCKED
  ), claimed AS (
    UPDATE deliveries SET attempts = attempts + 1, due_at = clock_timestamp() + $3::float8 * interval '1 millisecond'
    FROM due WHERE deliveries.consumer = due.consumer AND deliveries.event_id = due.event_id
    RETURNING deliveries.event_id, attempts
  )
  SELECT events.id, attempts, events.type, events.at, sites.name AS site, threads.page_id, events.comment_id, events.data
  FROM claimed
  JOIN events ON events.id = claimed.event_id
  JOIN sites ON sites.id = events.site_id
  JOIN comments ON comments.id = events.comment_id
  JOIN threads ON threads.id = comments.thread_id
  ORDER BY events.id`;

/** Delivers events to one consumer. Any number of processes may do so for the same one. */
export class EventWorker {
  readonly #database: Database;
  readonly #consumer: EventConsumer;
  readonly #log: Log;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #currentRun: Promise<void> | null = null;
  readonly #abort = new AbortController();
  #stopped = false;

  constructor(database: Database, consumer: EventConsumer, log: Log) {
    this.#database = database;
    this.#consumer = consumer;
    this.#log = log;
  }

  /** Registers the consumer, so that events are queued for it, and begins. Throws `DatabaseError`. */
  async start(): Promise<void> {
    await this.#database.query('INSERT INTO event_consumers (name) VALUES ($1) ON CONFLICT DO NOTHING', [
      this.#consumer.name,
    ]);
    this.#poll();
  }

  /** Delivers all due events. Throws `DatabaseError`; errors of the consumer are logged. */
  async work(): Promise<void> {
    for (let more = true; more && !this.#stopped;) {
      const claimed = await this.#database.query<ClaimedDelivery>(CLAIM, [
        this.#consumer.name,
        MAX_CONCURRENT,
        LEASE_MS,
      ]);
      await Promise.all(claimed.map((row) => this.#deliver(row)));
      more = claimed.length > 0;
    }
  }

  /** Claims no more events, and waits a moment for running deliveries; aborted ones are retried later. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    const late = setTimeout(() => {
      this.#abort.abort(new Error('The server is shutting down.'));
    }, STOP_MS);
    await this.#currentRun;
    clearTimeout(late);
  }

  #poll(): void {
    this.#currentRun = this.work()
      .catch((error: unknown) => {
        this.#log.warn({error: describeError(error)}, 'Events could not be read.');
      })
      .finally(() => {
        this.#currentRun = null;
        if (!this.#stopped) this.#timer = setTimeout(() => this.#poll(), POLL_MS);
      });
  }

  async #deliver(row: ClaimedDelivery): Promise<void> {
    const {name} = this.#consumer;
    try {
      const signal = AbortSignal.any([AbortSignal.timeout(HANDLE_TIMEOUT_MS), this.#abort.signal]);
      await abortable(signal, this.#consumer.handle(eventOf(row), signal));
    } catch (error) {
      this.#log.warn(
        {consumer: name, event: row.id, attempts: row.attempts, error: describeError(error)},
        'The delivery of an event failed; it will be retried.',
      );
      const wait = Math.min(MIN_RETRY_MS * 2 ** Math.min(row.attempts - 1, 20), MAX_RETRY_MS);
      await this.#database.query(
        `UPDATE deliveries SET due_at = clock_timestamp() + $4::float8 * interval '1 millisecond'
         WHERE consumer = $1 AND event_id = $2::bigint AND attempts = $3::integer`,
        [name, row.id, row.attempts, wait],
      );
      return;
    }
    await this.#database.query(
      'DELETE FROM deliveries WHERE consumer = $1 AND event_id = $2::bigint AND attempts = $3::integer',
      [name, row.id, row.attempts],
    );
  }
}

function eventOf({
  id,
  type,
  at,
  site,
  page_id: pageId,
  comment_id: commentId,
  data,
}: ClaimedDelivery): CommentEvent {
  return {id, type, at, site, pageId, commentId, ...data};
}

/** Rejects when the signal is aborted, whether or not the work observes it. */
async function abortable(signal: AbortSignal, work: Promise<void>): Promise<void> {
  let abort = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    abort = () => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', abort, {once: true});
  });
  try {
    await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
