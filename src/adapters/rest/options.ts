import type {GetToken} from '../../model/adapter.js';

/** What a `RestAdapter` is made of. Only `endpoint` is needed. */
export interface RestAdapterOptions {
  /** Where the server is, without `/v1`; what is relative is so to the page. Redirects are not followed. */
  readonly endpoint: string;
  /** The site whose threads are meant. Default: the site of the thread. */
  readonly site?: string;
  /** Asked before each write, and before what depends on the reader is read. Default: readers are guests. */
  readonly getToken?: GetToken | undefined;
  /** For how long an answer is waited for, in milliseconds. Default: 15 seconds. */
  readonly timeout?: number;
  /** Keeps a guest's key. Default: the page's `localStorage`; where there is none, this adapter's memory. */
  readonly storage?: Pick<Storage, 'getItem' | 'setItem'>;
  /** Sends requests. Default: the platform's. */
  readonly fetch?: typeof fetch;
}
