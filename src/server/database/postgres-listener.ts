import type {ClientConfig} from 'pg';
import {DatabaseError} from './database-error.js';
import {PostgresConnection} from './postgres-connection.js';

interface Subscription {
  readonly channel: string;
  readonly onNotify: (payload: string) => void;
  readonly onGap: () => void;
}

const MIN_RECONNECT_MS = 100;
const MAX_RECONNECT_MS = 5_000;

/** How often the connection is checked: a lost peer is noticed only by a missing response. */
const CHECK_INTERVAL_MS = 5_000;
const ANSWER_MS = 5_000;

/** LISTEN on a separate connection, which is replaced when it is lost. */
export class PostgresListener {
  readonly #config: ClientConfig;
  readonly #silent: () => void;
  readonly #subscriptions = new Set<Subscription>();
  #connection: PostgresConnection | null = null;
  #connecting: Promise<PostgresConnection> | null = null;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  /** `onSilence` is called when the connection does not respond: others are probably lost, too. */
  constructor(config: ClientConfig, silent: () => void) {
    this.#config = config;
    this.#silent = silent;
  }

  async listen(
    channel: string,
    onNotify: (payload: string) => void,
    onGap: () => void,
  ): Promise<() => Promise<void>> {
    const subscription: Subscription = {channel, onNotify, onGap};
    this.#subscriptions.add(subscription);
    try {
      const connection = await this.#connected();
      await this.#run(connection, listenTo(channel));
    } catch (reason) {
      this.#subscriptions.delete(subscription);
      throw DatabaseError.from(reason);
    }
    // The connection stays: it costs less than finding out whether somebody else listens on the channel.
    return async () => void this.#subscriptions.delete(subscription);
  }

  /** Finds out now whether the connection still answers, and replaces it if it does not. */
  check(): void {
    const connection = this.#connection;
    if (connection === null) return;
    clearTimeout(this.#timer);
    this.#run(connection, 'SELECT 1').then(
      () => {
        if (this.#connection === connection) this.#checkLater();
      },
      () => {
        this.#lose(connection);
      },
    );
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#subscriptions.clear();
    await this.#connection?.end().catch(() => undefined);
  }

  /** Closes without waiting for the other end. */
  giveUp(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#connection?.discard('The database was closed.');
    this.#connection = null;
  }

  async #connected(): Promise<PostgresConnection> {
    if (this.#connection) return this.#connection;
    this.#connecting ??= this.#connect().finally(() => (this.#connecting = null));
    return this.#connecting;
  }

  async #connect(): Promise<PostgresConnection> {
    const connection = new PostgresConnection(this.#config);
    connection.on('notification', ({channel, payload = ''}) => {
      for (const subscription of [...this.#subscriptions])
        if (subscription.channel === channel) subscription.onNotify(payload);
    });
    try {
      await connection.connect();
      for (const channel of new Set([...this.#subscriptions].map((subscription) => subscription.channel)))
        await this.#run(connection, listenTo(channel));
      if (this.#closed) throw new DatabaseError('The database was closed.', null, true);
    } catch (reason) {
      connection.discard('The LISTEN connection could not be established.');
      throw DatabaseError.from(reason, true);
    }
    this.#connection = connection;
    // It may have been lost already.
    void connection.ended.then(() => {
      this.#lose(connection);
    });
    this.#checkLater();
    return connection;
  }

  #run(connection: PostgresConnection, statement: string) {
    return connection.run(statement, [], ANSWER_MS, this.#silent);
  }

  #lose(connection: PostgresConnection): void {
    if (this.#connection !== connection) return;
    this.#connection = null;
    clearTimeout(this.#timer);
    connection.discard('The LISTEN connection was lost.');
    this.#reconnect(MIN_RECONNECT_MS);
  }

  #reconnect(wait: number): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#connected().then(
        () => {
          for (const subscription of [...this.#subscriptions]) subscription.onGap();
        },
        () => {
          this.#reconnect(Math.min(wait * 2, MAX_RECONNECT_MS));
        },
      );
    }, wait);
    this.#timer.unref();
  }

  #checkLater(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.check();
    }, CHECK_INTERVAL_MS);
    this.#timer.unref();
  }
}

function listenTo(channel: string): string {
  return `LISTEN "${channel.replaceAll('"', '""')}"`;
}
