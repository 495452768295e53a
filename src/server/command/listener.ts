import {createServer, STATUS_CODES, type Server, type ServerResponse} from 'node:http';
import type {Socket} from 'node:net';
import type {Duplex} from 'node:stream';
import {getRequestListener} from '@hono/node-server';
import {RESPONSE_ALREADY_SENT} from '@hono/node-server/utils/response';
import type {ParleyServer} from '../create-server.js';
import {bytesOf} from '../http/responses.js';
import {HttpError} from '../http/http-error.js';
import {problemResponse} from '../http/problem.js';
import {notReady} from '../http/responses.js';
import {describeError, type Log} from '../log.js';

/** A port that is open before there is anything to answer with. */
export interface Listener {
  readonly http: Server;
  /** Who answers from now on. Until then everything but `/healthz` is 503. */
  handleWith(server: ParleyServer): void;
  /** Takes no more connections, and waits for those that there are; cuts those off that last longer than `timeoutMs`. */
  close(timeoutMs?: number): Promise<void>;
}

/** How long things may take, in milliseconds. */
export interface ListenerLimits {
  /** How long a request may take to arrive, with its body. Later ones are answered 408, and disconnected. */
  readonly requestMs: number;
  /** How often that is looked at: it may take so much longer. Node's own 30 seconds would double the time. */
  readonly checkMs: number;
}

export const DEFAULT_LISTENER_LIMITS: ListenerLimits = {requestMs: 30_000, checkMs: 1_000};

/** Longer than proxies keep a connection, so that it is never closed during a request of theirs. */
const KEEP_ALIVE_MS = 75_000;
/** How long closing waits for the last response by default. */
const CLOSE_MS = 10_000;
const IDLE_CHECK_MS = 50;

export function createListener(
  log: Log,
  {requestMs, checkMs}: ListenerLimits = DEFAULT_LISTENER_LIMITS,
): Listener {
  let server: ParleyServer | null = null;
  let closing = false;

  const listener = getRequestListener(
    async (request, {incoming, outgoing}) => {
      if (server === null) return starting(request);
      const response = await server.fetch(request, {
        address: incoming.socket.remoteAddress ?? 'unknown',
        disconnect: () => {
          outgoing.destroy();
        },
        sendsBytes: true,
      });
      const body = bytesOf(response);
      if (body === undefined) return response;
      const headers = {...Object.fromEntries(response.headers), 'content-length': body.byteLength};
      (outgoing as ServerResponse).writeHead(response.status, headers).end(body);
      return RESPONSE_ALREADY_SENT;
    },
    {
      // For HTTP/1.0 without Host, as used by health checks of load balancers.
      hostname: 'localhost',
      overrideGlobalObjects: false,
      errorHandler: (error) => {
        log.warn({error: describeError(error)}, 'A request could not be parsed.');
        return problem(new HttpError(400, 'malformed', 'The request is not valid HTTP.'));
      },
    },
  );
  const http = createServer({connectionsCheckingInterval: checkMs}, (incoming, outgoing) => {
    // Else a connection that is used again and again would outlive the server.
    if (closing) outgoing.setHeader('connection', 'close');
    void listener(incoming, outgoing);
  });
  http.requestTimeout = requestMs;
  http.headersTimeout = requestMs;
  http.keepAliveTimeout = KEEP_ALIVE_MS;
  http.on('clientError', answerParserError);
  const connections = new Set<Socket>();
  http.on('connection', (socket: Socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });

  return {
    http,
    handleWith(one) {
      server = one;
    },
    close(timeoutMs = CLOSE_MS) {
      closing = true;
      return new Promise((resolve) => {
        // Connections become idle one by one, as their answers end.
        const idle = setInterval(() => {
          http.closeIdleConnections();
          // Browsers open some in advance; to Node one is not idle before its first request.
          for (const socket of connections) if (socket.bytesRead === 0) socket.destroy();
        }, IDLE_CHECK_MS);
        const late = setTimeout(() => {
          log.warn({}, 'Some connections were closed before their response was complete.');
          http.closeAllConnections();
        }, timeoutMs);
        http.close(() => {
          clearInterval(idle);
          clearTimeout(late);
          resolve();
        });
      });
    },
  };
}

function starting(request: Request): Response {
  if (new URL(request.url).pathname === '/healthz') return Response.json({status: 'ok'});
  return problem(notReady('The server is starting.'));
}

function problem(error: HttpError): Response {
  return problemResponse(error, crypto.randomUUID(), new Date());
}

/** Bytes that Node's parser rejects never become a request; the client gets a problem document all the same. */
function answerParserError(error: Error & {code?: string}, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const status = PARSER_ERROR_STATUS[error.code ?? ''] ?? 400;
  void problem(new HttpError(status, 'malformed', 'The request is not valid HTTP.'))
    .text()
    .then((body) => {
      socket.end(
        `HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ''}\r\n` +
          'content-type: application/problem+json\r\ncache-control: no-store\r\nconnection: close\r\n' +
          `content-length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`,
      );
    });
}

const PARSER_ERROR_STATUS: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};
