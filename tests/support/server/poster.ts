import {randomUUID} from 'node:crypto';
import {Agent, request} from 'node:http';
import type {CommentId} from '../../../src/model/comment.js';
import {postBody} from './http-fixture.js';

/** An answer to a post. */
export interface Posted {
  readonly status: number;
  readonly id: CommentId;
  /** Whether the server had carried it out before, and gave its first answer again. */
  readonly replayed: boolean;
  /** After how many seconds to try again, where the answer says so. */
  readonly retryAfter: string | null;
}

/** A comment, and the key with which it is sent, however often. */
export interface Submission {
  readonly key: string;
  readonly guest: string;
  readonly body: string;
  readonly text: string;
}

/** A comment of another guest with words that nobody else writes. */
export function newSubmission(pageId: string, parentId: CommentId | null = null): Submission {
  const text = `Letter ${randomUUID()}`;
  return {
    key: randomUUID(),
    guest: randomUUID(),
    text,
    body: JSON.stringify(postBody(pageId, text, {parentId})),
  };
}

/** A connection of its own for each comment, so that a server's end takes with it only what it was told. */
const agent = new Agent({keepAlive: false});

/** Sends a comment once. Rejects when no answer comes. */
export function send(url: string, {key, guest, body}: Submission): Promise<Posted> {
  return new Promise((resolve, reject) => {
    const sending = request(
      `${url}/v1/comments`,
      {
        agent,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'idempotency-key': key,
          'parley-guest': guest,
        },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.once('error', reject);
        response.once('close', () => {
          if (!response.complete) reject(new Error('The answer was cut off.'));
        });
        response.once('end', () => {
          if (!response.complete) return;
          const {id = ''} = JSON.parse(text) as {id?: string};
          const replayed = response.headers['idempotency-replayed'] === 'true';
          const retryAfter = response.headers['retry-after'] ?? null;
          resolve({status: response.statusCode ?? 0, id, replayed, retryAfter});
        });
      },
    );
    sending.once('error', reject);
    sending.end(body);
  });
}

/** How a comment was answered in the end, and how often it had to be sent. */
export interface Delivered extends Posted {
  readonly submission: Submission;
  readonly attempts: number;
  /** What came of the attempts before: the answer, or that there was none. */
  readonly failures: readonly (Posted | Error)[];
}

const RETRY_MS = 20;
const TIMEOUT_MS = 60_000;

/**
 * Sends a comment as a careful client does: to the next of the servers with the same key, until one answers with anything
 * but a failure of the server. `urls` is asked anew before each attempt.
 */
export async function deliver(submission: Submission, urls: () => readonly string[]): Promise<Delivered> {
  const end = Date.now() + TIMEOUT_MS;
  const failures: (Posted | Error)[] = [];
  for (let attempts = 1; ; attempts++) {
    const servers = urls();
    const url = servers[(attempts - 1) % servers.length] ?? '';
    const posted = await send(url, submission).catch((error: Error) => error);
    if (!(posted instanceof Error) && posted.status < 500) {
      return {...posted, submission, attempts, failures};
    }
    failures.push(posted);
    if (Date.now() > end) throw new Error(`A letter was not answered in a minute: ${JSON.stringify(posted)}`);
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}
