import type {Database} from '../../database/database.js';
import {storedPageId, threadDigest} from '../../store/thread-key.js';
import {bareHost} from '../files/article-address.js';
import type {ExpectedPages} from '../files/page-lists.js';
import type {Run} from './staging.js';

/** The number of articles per step. */
const ARTICLES = 500;

/** One address of an article, with the number of its comments in the file. */
interface PageIdVariant {
  readonly article: string;
  readonly pageId: string;
  readonly comments: number;
}

/** The most frequent forms of the file's addresses. */
interface UrlConventions {
  /** The origin of each host's pages; hosts are without `www.`. */
  readonly origins: ReadonlyMap<string, string>;
  readonly slash: boolean;
}

/**
 * Gives all addresses of an article one page id: the expected one, else its most frequent path on the most frequent
 * origin, with https if any page of the host has it. Then applies earlier moves of ids in this database.
 */
export async function joinPages(database: Database, run: Run, expected: ExpectedPages | null): Promise<void> {
  const habits = await readUrlConventions(database, run);
  await database.query('ANALYZE import_threads');
  for (let after = ''; ;) {
    const variants = await database.query<PageIdVariant>(
      `SELECT article, page_id AS "pageId", sum((
                SELECT count(*) FROM import_comments WHERE site_id = $1 AND thread_source = threads.source
              ))::integer AS comments
       FROM (SELECT DISTINCT article FROM import_threads
             WHERE site_id = $1 AND article > $2 ORDER BY article LIMIT $3) AS articles
       JOIN import_threads AS threads USING (article)
       WHERE threads.site_id = $1
       GROUP BY article, page_id ORDER BY article`,
      [run.siteId, after, ARTICLES],
    );
    const last = variants.at(-1);
    if (!last) break;
    const articles = grouped(variants, ({article}) => article);
    const chosen = [...articles].map(([article, several]) => ({
      article,
      pageId: expected?.ofArticle(article) ?? chosenId(several, habits),
    }));
    await database.query(
      `UPDATE import_threads AS threads
       SET page_id = chosen.page_id, key = chosen.key, url = chosen.page_id
       FROM unnest($2::text[], $3::text[], $4::text[]) AS chosen (article, page_id, key)
       WHERE threads.site_id = $1 AND threads.article = chosen.article`,
      [
        run.siteId,
        chosen.map(({article}) => article),
        chosen.map(({pageId}) => pageId),
        chosen.map(({pageId}) => threadDigest({site: run.site, pageId})),
      ],
    );
    after = last.article;
  }
  await database.query(
    `UPDATE import_threads SET key = threads.key, page_id = threads.page_id
     FROM moved_pages JOIN threads ON threads.id = thread_id
     WHERE import_threads.site_id = $1 AND moved_pages.key = import_threads.key`,
    [run.siteId],
  );
}

async function readUrlConventions(database: Database, {siteId, site}: Run): Promise<UrlConventions> {
  const rows = await database.query<{origin: string; threads: number}>(
    `SELECT origin, count(*)::integer AS threads FROM import_threads
     WHERE site_id = $1 AND origin IS NOT NULL GROUP BY origin ORDER BY origin`,
    [siteId],
  );
  const hosts = grouped(rows, ({origin}) => bareHost(new URL(origin).host));
  const origins = [...hosts].map(([bare, ofHost]) => {
    const scheme = ofHost.some(({origin}) => origin.startsWith('https:')) ? 'https' : 'http';
    const threads = (host: string) =>
      ofHost.filter(({origin}) => new URL(origin).host === host).reduce((sum, one) => sum + one.threads, 0);
    const names = [bare, `www.${bare}`];
    const [host = bare] = names.toSorted(
      (a, b) => threads(b) - threads(a) || Number(b === site) - Number(a === site),
    );
    return [bare, `${scheme}://${host}`] as const;
  });
  const [slash] = await database.query<{most: boolean}>(
    `SELECT coalesce(avg((page_id LIKE '%/')::integer) > 0.5, false) AS most FROM import_threads
     WHERE site_id = $1 AND article IS NOT NULL`,
    [siteId],
  );
  return {origins: new Map(origins), slash: slash?.most ?? false};
}

/** The address by which an article is known. */
function chosenId(variants: readonly PageIdVariant[], {origins, slash}: UrlConventions): string {
  const paths = new Map<string, number>();
  for (const {pageId, comments} of variants) {
    const {pathname, search, hash} = new URL(pageId);
    const path = pathname + search + hash;
    paths.set(path, (paths.get(path) ?? 0) + comments);
  }
  const hasSlash = (path: string) => /^[^?#]*\/(?:$|[?#])/.test(path);
  const [[path] = ['/']] = [...paths].sort(
    ([one, some], [other, more]) =>
      more - some ||
      Number(hasSlash(other) === slash) - Number(hasSlash(one) === slash) ||
      (one < other ? -1 : 1),
  );
  const url = new URL(variants[0]?.pageId ?? '');
  return storedPageId((origins.get(bareHost(url.host)) ?? url.origin) + path);
}

function grouped<Item>(items: readonly Item[], by: (item: Item) => string): ReadonlyMap<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(by(item));
    if (group) group.push(item);
    else groups.set(by(item), [item]);
  }
  return groups;
}
