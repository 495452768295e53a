import {renderThread} from 'parley-comments/static.js';
import {strings} from '#shared/strings.js';

const endpoint = process.env.PARLEY_ENDPOINT ?? 'http://127.0.0.1:8640';
const site = 'packet';

/** The HTML of a page's discussion. Without an answer of the Parley server, the elements load the comments themselves. */
export async function renderComments(pageId) {
  const query = new URLSearchParams({site, page: pageId, sort: 'newest', limit: '50'});
  try {
    const answer = await fetch(`${endpoint}/v1/thread?${query}`, {signal: AbortSignal.timeout(2_000)});
    const options = {backend: 'rest', endpoint, site, pageId, publisher: 'The Packet', strings};
    return renderThread(await answer.json(), options);
  } catch {
    return `<parley-thread backend="rest" endpoint="${endpoint}" site="${site}" page-id="${pageId}"></parley-thread>`;
  }
}
