import {lookup as resolveName, type LookupAddress} from 'node:dns';
import {request as requestHttp} from 'node:http';
import {request as requestHttps, type RequestOptions} from 'node:https';
import type {LookupFunction} from 'node:net';
import ipaddr from 'ipaddr.js';
import type {CommentEvent, EventConsumer} from './consumer.js';
import {isThisMachine, readWebhookOptions, type WebhookOptions} from './webhook-options.js';

/**
 * Posts each event as JSON to an address, signed as Standard Webhooks 1.0 has it (`webhook-id`, `webhook-timestamp`,
 * `webhook-signature`). An answer of 2xx takes the event; any other, a redirect too, does not. Addresses of private networks
 * are not connected to, whatever name leads there. Throws `RangeError` for invalid options.
 */
export function webhook(options: WebhookOptions): EventConsumer {
  const {url, key} = readWebhookOptions(options);
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (ipaddr.isValid(literal) && !isThisMachine(url)) assertPublic(literal);
  return {
    name: 'webhook',
    async handle(event, signal) {
      const body = JSON.stringify(payloadOf(event));
      const id = `evt_${event.id}`;
      const timestamp = String(Math.floor(Date.now() / 1000));
      const headers = {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'parley-comments',
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,${await signature(key, `${id}.${timestamp}.${body}`)}`,
      };
      const status = await post(url, body, {
        headers,
        signal,
        ...(!isThisMachine(url) && {lookup: lookUpPublic}),
      });
      if (status < 200 || status > 299) throw new Error(`The webhook answered ${String(status)}.`);
    },
  };
}

function payloadOf({id: _id, type, at, ...data}: CommentEvent): object {
  return {type, timestamp: at, data};
}

async function signature(key: Uint8Array<ArrayBuffer>, content: string): Promise<string> {
  const algorithm = {name: 'HMAC', hash: 'SHA-256'};
  const imported = await crypto.subtle.importKey('raw', key, algorithm, false, ['sign']);
  const signed = await crypto.subtle.sign('HMAC', imported, new TextEncoder().encode(content));
  return Buffer.from(signed).toString('base64');
}

function post(url: URL, body: string, options: RequestOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? requestHttps : requestHttp;
    const sending = request(url, {...options, method: 'POST', agent: false}, (response) => {
      resolve(response.statusCode ?? 0);
      // The rest of the response is not needed.
      response.destroy();
    });
    sending.once('error', reject);
    sending.end(body);
  });
}

/** Finds the addresses of a name as `dns.lookup` does, and fails when one of them is not of the public internet. */
export const lookUpPublic: LookupFunction = (hostname, options, callback) => {
  resolveName(hostname, {...options, all: true}, (error, addresses: LookupAddress[]) => {
    try {
      if (error) throw error;
      for (const {address} of addresses) assertPublic(address);
      const [first] = addresses;
      if (options.all) callback(null, addresses);
      else callback(null, first?.address ?? '', first?.family);
    } catch (reason) {
      callback(reason as NodeJS.ErrnoException, '', 0);
    }
  });
};

/** Throws `RangeError` for an address of a private network, of this machine, or of another special use. */
function assertPublic(address: string): void {
  if (ipaddr.process(address).range() !== 'unicast') {
    throw new RangeError(`The webhook leads to ${address}, which is no address of the public internet.`);
  }
}
