import {Client, type ClientConfig} from 'pg';
import {DatabaseError} from './database-error.js';

interface Ear {
  readonly channel: string;
  readonly heard: (payload: string) => void;
  readonly missed: () => void;
}

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;

/** A connection whose other end went silent is found out by asking it something this often. */
const PULSE_MS = 30_000;

/** LISTEN on a connection of its own, which is made again when it is lost. */
export class PostgresListener {
  readonly #config: ClientConfig;
  readonly #ears = new Set<Ear>();
  #client: Client | null = null;
  #connecting: Promise<Client> | null = null;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(config: ClientConfig) {
    this.#config = {...config, query_timeout: 10_000};
  }

  async listen(
    channel: string,
    heard: (payload: string) => void,
    missed: () => void,
  ): Promise<() => Promise<void>> {
    const ear: Ear = {channel, heard, missed};
    this.#ears.add(ear);
    try {
      const client = await this.#connected();
      await client.query(listenTo(channel));
    } catch (reason) {
      this.#ears.delete(ear);
      throw DatabaseError.from(reason);
    }
    // The connection stays: it costs less than finding out whether somebody else listens on the channel.
    return async () => void this.#ears.delete(ear);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    const client = this.#client;
    this.#client = null;
    this.#ears.clear();
    await client?.end().catch(() => undefined);
  }

  async #connected(): Promise<Client> {
    if (this.#client) return this.#client;
    this.#connecting ??= this.#connect().finally(() => (this.#connecting = null));
    return this.#connecting;
  }

  async #connect(): Promise<Client> {
    const client = new Client(this.#config);
    const lost = (): void => this.#lose(client);
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', ({channel, payload = ''}) => {
      for (const ear of [...this.#ears]) if (ear.channel === channel) ear.heard(payload);
    });
    await client.connect();
    for (const channel of new Set([...this.#ears].map((ear) => ear.channel)))
      await client.query(listenTo(channel));
    if (this.#closed) {
      await client.end();
      throw new DatabaseError('The database was closed.', null);
    }
    this.#client = client;
    this.#feelPulse(client);
    return client;
  }

  #lose(client: Client): void {
    if (this.#client !== client) return;
    this.#client = null;
    clearTimeout(this.#timer);
    void client.end().catch(() => undefined);
    this.#reconnect(FIRST_WAIT_MS);
  }

  #reconnect(wait: number): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#connected().then(
        () => {
          for (const ear of [...this.#ears]) ear.missed();
        },
        () => this.#reconnect(Math.min(wait * 2, LONGEST_WAIT_MS)),
      );
    }, wait);
    this.#timer.unref();
  }

  #feelPulse(client: Client): void {
    this.#timer = setTimeout(() => {
      client.query('SELECT 1').then(
        () => this.#client === client && this.#feelPulse(client),
        () => this.#lose(client),
      );
    }, PULSE_MS);
    this.#timer.unref();
  }
}

function listenTo(channel: string): string {
  return `LISTEN "${channel.replaceAll('"', '""')}"`;
}
