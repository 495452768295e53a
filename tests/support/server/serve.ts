import {serve as listen} from '@hono/node-server';
import type {AddressInfo} from 'node:net';
import type {ParleyServer} from '../../../src/server/create-server.js';

/** A server that listens on a free port of this machine. */
export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

/** Lets a server listen, as `parley-comments serve` does. */
export async function serve(server: ParleyServer): Promise<Listening> {
  const {http, port} = await new Promise<{http: ReturnType<typeof listen>; port: number}>((resolve) => {
    const http = listen(
      {
        fetch: (request, {incoming}) =>
          server.fetch(request, {address: incoming.socket.remoteAddress ?? 'unknown'}),
        hostname: '127.0.0.1',
        port: 0,
      },
      (info: AddressInfo) => resolve({http, port: info.port}),
    );
  });
  return {
    url: `http://127.0.0.1:${String(port)}`,
    async close() {
      await server.close();
      await new Promise((resolve) => {
        http.close(resolve);
        if ('closeAllConnections' in http) http.closeAllConnections();
      });
    },
  };
}
