import {randomInt} from 'node:crypto';
import {once} from 'node:events';
import {createServer} from 'node:net';

/**
 * A port of the loopback that nobody listens on. Not one that the system would give: those are what connections begin at,
 * so that another could have it before the server does for which it is meant.
 *
 * @returns {Promise<number>}
 */
export async function freePort() {
  for (;;) {
    const server = createServer().listen(randomInt(20_000, 32_000), '127.0.0.1');
    try {
      await once(server, 'listening');
    } catch (reason) {
      if (reason.code !== 'EADDRINUSE') throw reason;
      continue;
    }
    const {port} = server.address();
    server.close();
    await once(server, 'close');
    return port;
  }
}
