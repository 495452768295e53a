import {connect, createServer, type AddressInfo, type Socket} from 'node:net';

/** A network between the server and PostgreSQL that can be made to fail. */
export interface FaultyNetwork {
  /** The same database, reached through it. */
  readonly url: string;
  /**
   * From now on nothing that is sent over the connections that there are arrives, and nobody is told. Resolves once
   * something was sent to the database in vain.
   */
  drop(): Promise<void>;
  /** The same for connections that are made later, until `heal`: these are accepted, and no more. */
  dropNew(): void;
  restore(): void;
  /** Carries one COMMIT to the database, and cuts the connection before its answer arrives; resolves once it has. */
  cutAfterCommit(): Promise<void>;
  close(): Promise<void>;
}

interface Link {
  readonly client: Socket;
  readonly server: Socket;
  dropped: boolean;
  /** Whether the next answer of the database is to be lost. */
  cutting: boolean;
}

/** A TCP proxy before the database at `url`. */
export async function startFaultyNetwork(url: string): Promise<FaultyNetwork> {
  const {hostname, port: databasePort} = new URL(url);
  const links = new Set<Link>();
  let dropNew = false;
  let sentInVain: (() => void) | null = null;
  let cut: (() => void) | null = null;

  const listener = createServer((client) => {
    const server = connect(Number(databasePort), hostname);
    const link: Link = {client, server, dropped: dropNew, cutting: false};
    links.add(link);
    client.on('data', (chunk: Buffer) => {
      if (link.dropped) {
        sentInVain?.();
        return;
      }
      // The simple protocol carries statements without parameters as they are written.
      if (cut !== null && chunk.includes('COMMIT')) link.cutting = true;
      server.write(chunk);
    });
    server.on('data', (chunk: Buffer) => {
      if (link.cutting) {
        link.cutting = false;
        cut?.();
        cut = null;
        client.destroy();
      } else if (!link.dropped) client.write(chunk);
    });
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on('error', () => undefined);
      one.on('close', () => {
        // A network that swallows packets swallows the end of a connection, too.
        if (!link.dropped) other.destroy();
        if (client.destroyed && server.destroyed) links.delete(link);
      });
    }
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const {port} = listener.address() as AddressInfo;
  const through = new URL(url);
  through.port = String(port);

  return {
    url: through.href,
    drop() {
      for (const link of links) link.dropped = true;
      return new Promise((resolve) => (sentInVain = resolve));
    },
    dropNew() {
      dropNew = true;
    },
    restore() {
      dropNew = false;
    },
    cutAfterCommit: () => new Promise((resolve) => (cut = resolve)),
    close() {
      for (const {client, server} of links) {
        client.destroy();
        server.destroy();
      }
      return new Promise((resolve) => listener.close(() => resolve()));
    },
  };
}
