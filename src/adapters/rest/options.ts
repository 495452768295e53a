import type {GetToken} from '../../model/adapter.js';

/** The options of a `RestAdapter`. Only `endpoint` is required. */
export interface RestAdapterOptions {
  /** The server's address, without `/v1`; may be relative to the page. Redirects are not followed. */
  readonly endpoint: string;
  /** The site of all threads. Default: the thread's own `site`. */
  readonly site?: string;
  /** Returns the reader's token; called before each write and each request for the viewer. Default: readers are guests. */
  readonly getToken?: GetToken | undefined;
  /** The timeout of a request in milliseconds. Default: 15,000. */
  readonly timeout?: number;
  /** Stores the guest key. Default: the page's `localStorage`, or this adapter's memory where there is none. */
  readonly storage?: Pick<Storage, 'getItem' | 'setItem'>;
  /** Sends requests. Default: the global `fetch`. */
  readonly fetch?: typeof fetch;
}
