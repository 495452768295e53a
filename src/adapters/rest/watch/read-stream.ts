import {CommentsError} from '../../../model/errors.js';
import type {Connection, Query} from '../connection.js';
import {EventStreamParser, type ServerEvent} from './event-stream.js';
import {parseProblem} from '../problem.js';
import {isPageHidden} from '../../shared/waiting.js';

/** The server sends something every 15 seconds; after this long without a byte the connection is broken. */
const HEARTBEAT_MS = 45_000;

/**
 * Why a stream ended: `refused` if the server has none; `silent` if no byte came, as when a proxy buffers it; `hidden` if
 * the page was hidden.
 */
export interface StreamEnd {
  readonly outcome: 'refused' | 'silent' | 'ended' | 'hidden';
  /** The reconnection time that the server asked for, in milliseconds. */
  readonly retry: number | null;
}

/**
 * Reads an event stream to its end and awaits `onEvent` for each event. Throws `CommentsError` when the server answers 429
 * or 5xx or `onEvent` fails, and what `fetch` throws when the server cannot be reached.
 */
export async function readStream(
  connection: Connection,
  query: Query,
  signal: AbortSignal,
  onEvent: (event: ServerEvent) => void | Promise<void>,
): Promise<StreamEnd> {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  let outcome: StreamEnd['outcome'] = 'silent';
  const parser = new EventStreamParser();
  let heartbeat = setTimeout(abort, HEARTBEAT_MS);
  // All tabs of a browser share six connections to an HTTP/1.1 server, so a hidden page closes its stream at once. It
  // catches up when it is visible again.
  const stopWhenHidden = (): void => {
    if (!isPageHidden()) return;
    outcome = 'hidden';
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
      return {outcome: 'refused', retry: null};
    }
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    controller.signal.addEventListener('abort', () => void reader?.cancel().catch(() => undefined));
    for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
      outcome = 'ended';
      clearTimeout(heartbeat);
      for (const event of parser.push(piece.value)) await onEvent(event);
      heartbeat = setTimeout(abort, HEARTBEAT_MS);
    }
  } catch (reason) {
    // Interrupted: the events so far count, and the caller reconnects.
    if (reason instanceof CommentsError || (!controller.signal.aborted && outcome === 'silent')) throw reason;
  } finally {
    clearTimeout(heartbeat);
    page?.removeEventListener('visibilitychange', stopWhenHidden);
    signal.removeEventListener('abort', abort);
    // Also ends a response that was not read.
    abort();
  }
  return {outcome, retry: parser.retry};
}
