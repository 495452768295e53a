import type {CommentsAdapter} from '../model/adapter.js';
import {openingHere} from '../model/opening-here.js';
import type {ThreadPage} from '../model/thread.js';

/** What an element says of its backend. */
export interface BackendSettings {
  readonly backend: string;
  readonly endpoint: string;
  readonly site: string;
}

/** A `<parley-thread>` or `<parley-comment-count>`, perhaps not upgraded yet. */
export type ParleyElement = HTMLElement & {
  adapter?: CommentsAdapter | null;
  isNear?: boolean;
  loading?: string;
} & Partial<BackendSettings>;

/** Elements that name the same backend share its adapter. */
const adapters = new Map<string, CommentsAdapter>();

/**
 * Gives an element its adapter, and asks a thread's first question while the elements' code may still be on its
 * way: the answer is there when they ask it again.
 */
export function begin(
  element: ParleyElement,
  settings: BackendSettings,
  createAdapter: (settings: BackendSettings) => CommentsAdapter,
): void {
  const name = JSON.stringify([settings.backend, settings.endpoint, settings.site]);
  const adapter = adapters.get(name) ?? createAdapter(settings);
  adapters.set(name, adapter);
  if (element.localName === 'parley-thread') askAhead(adapter, element);
  element.adapter = adapter;
}

function askAhead(adapter: CommentsAdapter, element: HTMLElement): void {
  const {thread, query} = openingHere({
    pageId: element.getAttribute('page-id'),
    pageUrl: element.getAttribute('page-url'),
    pageTitle: element.getAttribute('page-title'),
    site: element.getAttribute('site'),
    sort: element.getAttribute('sort'),
    variant: element.getAttribute('variant'),
    pageSize: element.getAttribute('page-size'),
  });
  const question = JSON.stringify([thread, query]);
  const open = adapter.open.bind(adapter);
  let ahead: Promise<ThreadPage> | undefined = open(thread, query, new AbortController().signal);
  // Whoever asks again gets the failure; until then it is nobody's.
  ahead.catch(() => undefined);
  adapter.open = (asked, asQuery, signal) => {
    if (!ahead || JSON.stringify([asked, asQuery]) !== question) return open(asked, asQuery, signal);
    const answer = ahead;
    ahead = undefined;
    return answer;
  };
}
