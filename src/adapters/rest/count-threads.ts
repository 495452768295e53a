import type {ClosedCount} from '../../model/adapter.js';
import type {ThreadRef} from '../../model/thread.js';
import type {Connection} from './connection.js';

/** The most pages that the server counts per request. */
const MAX_PAGES = 100;

/** The most characters of encoded page ids per request: some proxies reject URLs over 8 kB. */
const MAX_ID_CHARACTERS = 6_000;

/** Published comments by page id, in as few requests as the URLs' length allows, sent in parallel. */
export async function countThreads(
  connection: Connection,
  threads: readonly ThreadRef[],
  signal: AbortSignal,
): Promise<Map<string, number | ClosedCount>> {
  const answers = await Promise.all(
    splitRequests(threads).map(({site, pages}) => {
      const query = [['site', site], ...pages.map((page) => ['page', page] as const)] as const;
      return connection.requestJson({path: 'counts', query}, signal);
    }),
  );
  const counts = new Map<string, number | ClosedCount>();
  for (const answer of answers) {
    const {counts: given, closed} = (answer ?? {}) as {counts?: unknown; closed?: unknown};
    const closedPages: readonly unknown[] = Array.isArray(closed) ? closed : [];
    for (const [page, value] of Object.entries(given ?? {})) {
      if (!Number.isFinite(value)) continue;
      const count = value as number;
      counts.set(page, closedPages.includes(page) ? {count, closed: true} : count);
    }
  }
  return counts;
}

interface CountRequest {
  readonly site: string;
  readonly pages: string[];
}

function splitRequests(threads: readonly ThreadRef[]): CountRequest[] {
  const requests: CountRequest[] = [];
  const open = new Map<string, {request: CountRequest; characters: number}>();
  for (const {site, pageId} of threads) {
    const characters = encodeURIComponent(pageId).length;
    let last = open.get(site);
    if (
      !last ||
      last.request.pages.length === MAX_PAGES ||
      last.characters + characters > MAX_ID_CHARACTERS
    ) {
      last = {request: {site, pages: []}, characters: 0};
      open.set(site, last);
      requests.push(last.request);
    }
    last.request.pages.push(pageId);
    last.characters += characters;
  }
  return requests;
}
