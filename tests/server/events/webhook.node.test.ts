import {createHmac} from 'node:crypto';
import {createServer, type IncomingHttpHeaders, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {afterEach, describe, expect, it} from 'vitest';
import type {CommentEvent} from '../../../src/server/events/consumer.js';
import {lookUpPublic, webhook} from '../../../src/server/events/webhook.js';

const KEY = Buffer.alloc(32, 7);
const SECRET = `whsec_${KEY.toString('base64')}`;
const EVENT: CommentEvent = {
  id: '12',
  type: 'comment.posted',
  at: '2026-01-05T08:00:00.000Z',
  site: 'paper.example',
  pageId: 'ferry — the quay',
  commentId: '17',
  status: 'held',
};

describe('a webhook', () => {
  let server: Server | null = null;
  afterEach(() => server?.close());

  /** A receiver that answers with a status, and what it was sent. */
  async function receive(status: number, headers: Record<string, string> = {}) {
    const got: {headers: IncomingHttpHeaders; body: string}[] = [];
    server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8');
      request.on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        got.push({headers: request.headers, body});
        response.writeHead(status, headers).end('Thanks.');
      });
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const {port} = server.address() as AddressInfo;
    return {got, url: `http://127.0.0.1:${String(port)}/hook`};
  }

  const never = new AbortController().signal;

  it('gets the event, signed as Standard Webhooks has it', async () => {
    const {got, url} = await receive(204);
    await webhook({url, secret: SECRET}).handle(EVENT, never);
    const [{headers, body}] = got as [(typeof got)[0]];
    const id = headers['webhook-id'];
    const timestamp = headers['webhook-timestamp'];
    expect(id).toBe('evt_12');
    expect(Math.abs(Number(timestamp) - Date.now() / 1000)).toBeLessThan(60);
    const signature = createHmac('sha256', KEY)
      .update(`${String(id)}.${String(timestamp)}.${body}`)
      .digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${signature}`);
    expect(headers['content-type']).toBe('application/json');
    expect(JSON.parse(body)).toEqual({
      type: 'comment.posted',
      timestamp: '2026-01-05T08:00:00.000Z',
      data: {site: 'paper.example', pageId: 'ferry — the quay', commentId: '17', status: 'held'},
    });
  });

  it.each([300, 302, 400, 404, 410, 500, 503])('that answers %d has not taken it', async (status) => {
    const {got, url} = await receive(status, {location: 'http://127.0.0.1:1/elsewhere'});
    await expect(webhook({url, secret: SECRET}).handle(EVENT, never)).rejects.toThrow(String(status));
    expect(got).toHaveLength(1);
  });

  it('that does not respond is abandoned after its time limit', async () => {
    server = createServer(() => undefined);
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const {port} = server.address() as AddressInfo;
    const over = new AbortController();
    server.once('request', () => over.abort());
    const url = `http://127.0.0.1:${String(port)}/`;
    await expect(webhook({url, secret: SECRET}).handle(EVENT, over.signal)).rejects.toThrow();
  });

  it.each([
    'http://desk.paper.example/',
    'ftp://desk.paper.example/',
    'https://name:password@desk.paper.example/',
    'desk.paper.example',
    'https://10.0.0.1/',
    'https://192.168.1.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://[::ffff:10.0.0.1]/',
    'https://[fd00::1]/',
    'https://127.0.0.2/',
    'https://0.0.0.0/',
    'https://2130706434/',
  ])('is not posted to %s', (url) => {
    expect(() => webhook({url, secret: SECRET})).toThrow(RangeError);
  });

  it('is not posted to a name that leads to a private address', async () => {
    for (const all of [true, false]) {
      const failed = await new Promise((resolve) => lookUpPublic('localhost', {all}, resolve));
      expect(String(failed)).toMatch(/no address of the public internet/);
    }
  });

  it.each(['', 'whsec_', 'whsec_c2hvcnQ=', 'not base64', KEY.toString('base64'), 'whsec_????'])(
    'is not signed with the secret "%s"',
    (secret) => {
      expect(() => webhook({url: 'https://desk.paper.example/', secret})).toThrow(RangeError);
    },
  );
});
