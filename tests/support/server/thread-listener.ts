import {get, type IncomingMessage} from 'node:http';

/** What a stream told. */
export interface ReceivedEvent {
  readonly type: string;
  readonly commentId: string;
}

/** A reader who follows a thread live, as a browser's `EventSource` does. */
export interface ThreadListener {
  /** Everything that was told, in order, over all connections. */
  readonly received: readonly ReceivedEvent[];
  /** How often the connection had to be made again. */
  readonly reconnections: number;
  /** Resolves once the server has begun to answer. */
  readonly open: Promise<void>;
  /** Resolves once so many things were told. */
  receivedCount(count: number): Promise<void>;
  close(): void;
}

const RETRY_MS = 50;

/**
 * Follows the thread that `query` names on one of `servers`, from a cursor; on the next one when a connection ends. Each
 * listener comes from an address of its own, for a server that trusts one proxy.
 */
export function listenTo(
  servers: () => readonly string[],
  query: string,
  since: string,
  number: number,
): ThreadListener {
  const received: ReceivedEvent[] = [];
  const waiting = new Set<() => void>();
  let cursor = since;
  let type = '';
  let attempts = 0;
  let closed = false;
  let request: ReturnType<typeof get> | null = null;
  let opened: () => void;
  const open = new Promise<void>((resolve) => (opened = resolve));

  const connect = (): void => {
    if (closed) return;
    const urls = servers();
    const url = urls[(number + attempts) % urls.length] ?? '';
    attempts++;
    request = get(
      `${url}/v1/stream?${query}&since=${encodeURIComponent(cursor)}`,
      {agent: false, headers: {'x-forwarded-for': addressOf(number)}},
      read,
    );
    request.once('error', again);
  };

  const again = (): void => {
    // It says both that it has ended and that it has failed.
    request?.removeAllListeners('error').on('error', () => undefined);
    if (!closed) setTimeout(connect, RETRY_MS);
  };

  const read = (response: IncomingMessage): void => {
    if (response.statusCode !== 200) {
      response.destroy();
      again();
      return;
    }
    let rest = '';
    response.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) take(line);
    });
    response.on('error', () => undefined);
    response.once('close', again);
  };

  const take = (line: string): void => {
    if (line.startsWith('retry:')) opened();
    if (line.startsWith('event:')) type = valueOf(line);
    if (line.startsWith('id:')) cursor = valueOf(line);
    if (!line.startsWith('data:')) return;
    const {id = ''} = JSON.parse(valueOf(line)) as {id?: string};
    received.push({type, commentId: id});
    for (const look of waiting) look();
  };

  connect();
  return {
    received,
    open,
    get reconnections() {
      return attempts - 1;
    },
    receivedCount: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (received.length < count) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    close() {
      closed = true;
      request?.destroy();
    },
  };
}

function valueOf(line: string): string {
  return line.slice(line.indexOf(':') + 1).trim();
}

/** Out of 198.18.0.0/15, which is for tests of this kind (RFC 2544). */
function addressOf(number: number): string {
  return `198.18.${String(number >> 8)}.${String(number & 255)}`;
}
