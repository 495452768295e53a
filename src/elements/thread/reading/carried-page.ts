import type {OpenQuery} from '../../../model/adapter.js';
import {currentOpening} from '../../../model/current-opening.js';
import {warnLater} from '../../../model/warn-later.js';
import type {ThreadInternals} from '../thread-internals.js';
import {prepareTakeOver} from './take-over.js';

/** A page that the article carries, and whether it may be out of date: older than the article says, or of an unknown age. */
interface CarriedPage {
  readonly page: {readonly comments: readonly unknown[]};
  readonly isOld: boolean;
}

/** How far the reader's clock may be behind the server's. */
const CLOCK_SKEW_MS = 60_000;

/**
 * Prepares a thread for the page in its `<script data-parley-page>`, and for taking the place of the comments that stand in it
 * as HTML, if there are any. Resolves with what the thread is opened with.
 *
 * A page that is old is asked for again once the thread is open. What is malformed, or not what is asked for, is not used: in
 * another order or size, or without the comment that must be on it.
 */
export async function carry(host: ThreadInternals): Promise<Pick<OpenQuery, 'carried'>> {
  const {query} = currentOpening(host);
  const script = host.querySelector<HTMLScriptElement>('script[data-parley-page=""]');
  const carried = script && carriedPage(script, query);
  const article = host.querySelector('[data-parley-static]');
  if (article) await prepareTakeOver(host, article);
  if (carried?.isOld)
    host.addEventListener('parley-ready', () => void refreshSoon(host, query), {once: true});
  return carried ? {carried: carried.page} : {};
}

/** If the code for that fails to load, the page stays as it is. */
async function refreshSoon({store}: ThreadInternals, query: OpenQuery): Promise<void> {
  await import('../../../store/refresh.js').then(
    ({refresh}) => store && refresh(store, query),
    () => undefined,
  );
}

function carriedPage(
  {dataset, textContent}: HTMLScriptElement,
  {sort, limit, around}: OpenQuery,
): CarriedPage | null {
  const {made = '', maxAge, sort: carriedSort = sort, pageSize = limit} = dataset;
  const page = parsePage(textContent);
  if (!page) warnLater(({malformedCarriedPage}) => malformedCarriedPage());
  if (!page || carriedSort !== sort || Number(pageSize) !== limit) return null;
  const ids = page.comments.map((comment) => (comment as {id?: unknown} | null)?.id);
  if (around !== undefined && !ids.includes(around)) return null;
  const age = Date.now() - Date.parse(made);
  return {page, isOld: !(age >= -CLOCK_SKEW_MS && age < Number(maxAge) * 1_000)};
}

function parsePage(text: string): CarriedPage['page'] | null {
  try {
    const page = JSON.parse(text) as Partial<CarriedPage['page']> | null;
    return Array.isArray(page?.comments) ? (page as CarriedPage['page']) : null;
  } catch {
    return null;
  }
}
