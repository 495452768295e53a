import {randomUUID} from 'node:crypto';
import type {UserName, WordPressSite} from './wordpress-site.js';

/** What the REST API answered, with its JSON. */
export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** Somebody who talks to a site's REST API from a browser of their own. */
export interface Person {
  get<Body = Record<string, unknown>>(path: string): Promise<Answer<Body>>;
  send<Body = Record<string, unknown>>(method: string, path: string, json?: unknown): Promise<Answer<Body>>;
  /** The headers that every request of this person has. */
  readonly headers: Readonly<Record<string, string>>;
}

let guests = 0;

/**
 * A guest on one of the site's pages: without an account, with a browser and a network address that no other guest has.
 * An empty header is not sent.
 */
export function guest(site: WordPressSite, headers: Record<string, string> = {}): Person {
  const number = ++guests;
  const all = {
    'User-Agent': `Browser ${randomUUID()}`,
    'X-Test-Address': `10.0.${String(number >> 8)}.${String(number & 255)}`,
    Origin: site.origin,
    ...headers,
  };
  return person(site, Object.fromEntries(Object.entries(all).filter(([, value]) => value !== '')));
}

/** Somebody who is signed in on the site's own pages. */
export async function signedIn(site: WordPressSite, user: UserName): Promise<Person> {
  const {cookie, nonce} = await site.logIn(user);
  return person(site, {Cookie: cookie, 'X-WP-Nonce': nonce});
}

function person(site: WordPressSite, headers: Record<string, string>): Person {
  const ask = async <Body>(path: string, init: RequestInit & {json?: unknown}): Promise<Answer<Body>> => {
    const response = await site.rest(path, {...init, as: null, headers});
    const text = await response.text();
    return {status: response.status, headers: response.headers, body: JSON.parse(text) as Body};
  };
  return {
    headers,
    get: (path) => ask(path, {}),
    send: (method, path, json) => ask(path, {method, ...(json !== undefined && {json})}),
  };
}

/** A comment as WordPress gives it with the plugin. */
export interface WireComment {
  readonly id: number;
  readonly parent: number;
  readonly status: string;
  readonly content: {readonly rendered: string};
  readonly parley: {
    readonly votes: number;
    readonly voted: boolean | null;
    readonly edited_at: string | null;
    readonly badge: string | null;
    readonly staff: boolean;
    readonly replies: number;
    readonly can: Readonly<Record<'reply' | 'edit' | 'remove' | 'vote' | 'report', boolean>>;
    readonly editable_until: string | null;
    readonly policy_version: string | null;
    readonly reports: number | null;
    readonly token?: string;
  };
}

/** A refusal as WordPress gives it. */
export interface WireError {
  readonly code: string;
  readonly message: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What a guest sends to post a comment; no two are the same. */
export function commentFields(post: number, more: Record<string, unknown> = {}): Record<string, unknown> {
  const tag = randomUUID();
  return {
    post,
    author_name: 'Ana Silva',
    author_email: `${tag}@reader.example`,
    content: `The evening boat must stay. ${tag}`,
    ...more,
  };
}

/**
 * Sets some of the plugin's settings; the others become what they are at first, except that guests may comment by REST,
 * as most tests do.
 */
export async function setPlugin(
  site: WordPressSite,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await site.run("update_option('parley_settings', $given + Parley\\Settings\\defaults());", {
    guests_by_rest: true,
    ...settings,
  });
}
