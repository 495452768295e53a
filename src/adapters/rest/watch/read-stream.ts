import {CommentsError} from '../../../model/errors.js';
import type {Connection, Query} from '../connection.js';
import {EventStreamParser, type ServerEvent} from './event-stream.js';
import {parseProblem} from '../problem.js';
import {isPageHidden} from '../../shared/waiting.js';

/** The server says something every 15 seconds: after so long without a byte the connection is broken. */
const HEARTBEAT_MS = 45_000;

/**
 * How a stream ended: `refused` when there is none here; `silent` when nothing came of it, as when a proxy holds it back;
 * `hidden` when the page has gone out of sight.
 */
export interface StreamEnd {
  readonly reason: 'refused' | 'silent' | 'ended' | 'hidden';
  /** For how long the server asks to wait, in milliseconds. */
  readonly retry: number | null;
}

/**
 * Reads a stream of events to its end, whatever ends it; `heard` is waited for before the next event. Throws
 * `CommentsError` when the server turns it down for the moment or `heard` fails, and what `fetch` throws when it could not
 * be reached.
 */
export async function readStream(
  connection: Connection,
  query: Query,
  signal: AbortSignal,
  onEvent: (event: ServerEvent) => void | Promise<void>,
): Promise<StreamEnd> {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  let reason: StreamEnd['reason'] = 'silent';
  const parser = new EventStreamParser();
  let heartbeat = setTimeout(abort, HEARTBEAT_MS);
  // A stream costs a connection, of which a browser has six for a server that speaks HTTP/1.1, whatever the number of its
  // tabs: a page out of sight gives it back at once, and is told what it missed when it is seen again.
  const stopWhenHidden = (): void => {
    if (!isPageHidden()) return;
    reason = 'hidden';
    abort();
  };
  const page = typeof document === 'object' ? document : undefined;
  page?.addEventListener('visibilitychange', stopWhenHidden);
  stopWhenHidden();
  signal.addEventListener('abort', abort);
  if (signal.aborted) abort();
  try {
    const request = {path: 'stream', query, headers: {accept: 'text/event-stream'}};
    const response = await connection.fetchResponse(request, controller.signal);
    if (response.status === 429 || response.status >= 500) throw await parseProblem(response);
    if (!response.ok || !/^text\/event-stream\b/i.test(response.headers.get('content-type') ?? '')) {
      return {reason: 'refused', retry: null};
    }
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    controller.signal.addEventListener('abort', () => void reader?.cancel().catch(() => undefined));
    for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
      reason = 'ended';
      clearTimeout(heartbeat);
      for (const event of parser.push(piece.value)) await onEvent(event);
      heartbeat = setTimeout(abort, HEARTBEAT_MS);
    }
  } catch (reason) {
    // Broken off by whomever: what has come counts, and the caller begins again.
    if (reason instanceof CommentsError || (!controller.signal.aborted && reason === 'silent')) throw reason;
  } finally {
    clearTimeout(heartbeat);
    page?.removeEventListener('visibilitychange', stopWhenHidden);
    signal.removeEventListener('abort', abort);
    // Also ends an answer that was not read.
    abort();
  }
  return {reason, retry: parser.retry};
}
