import {storedPageId} from '../../store/thread-key.js';
import {SetupError} from '../../database/setup-error.js';
import {articleAddress} from './article-address.js';
import {isOtherAddress} from './page-id.js';
import type {ImportedThread} from './records.js';
import type {SourceFile} from './source-file.js';
import {readXml} from './xml.js';

/** The page ids that a site's elements will request. */
export interface ExpectedPages {
  has(pageId: string): boolean;
  /** The id that is an address of this article. */
  ofArticle(article: string): string | undefined;
}

/** A map from pages of a file to new ids. */
export interface PageMap {
  /** The new id of a page, if it has one, by any of its names. */
  newId(thread: ImportedThread): string | undefined;
}

/**
 * Reads a list of page ids, one per line, or a sitemap. Throws `SetupError` for a sitemap index and for an empty
 * list.
 */
export async function readExpectedPages(file: SourceFile): Promise<ExpectedPages> {
  const text = await wholeText(file);
  const ids = text.trimStart().startsWith('<')
    ? await locationsOf(file)
    : text.split('\n').map((line) => line.trim());
  const known = new Set(ids.filter(Boolean).map(storedPageId));
  if (known.size === 0) throw new SetupError(`${file.path} names no page.`);
  const articles = new Map<string, string>();
  for (const id of known) {
    const article = articleAddress(id)?.article;
    if (article && !articles.has(article)) articles.set(article, id);
  }
  return {has: (pageId) => known.has(storedPageId(pageId)), ofArticle: (article) => articles.get(article)};
}

/**
 * Reads a map of page ids: one line per page with the old and the new id, separated by a tab or, as in CSV (RFC 4180),
 * by a comma. An old id may be any address of the page, or the other program's id. Throws `SetupError` with the line
 * for an invalid pair, and for a page with two new ids.
 */
export async function readPageMap(file: SourceFile): Promise<PageMap> {
  const ids = new Map<string, string>();
  const lines = (await wholeText(file)).split('\n');
  for (const [index, text] of lines.entries()) {
    if (text.trim() === '') continue;
    const wrong = (why: string) => new SetupError(`${file.path}, line ${String(index + 1)}: ${why}`);
    const [old, to, ...more] = cellsOf(text);
    if (!old || !to || more.some(Boolean)) throw wrong('it must have an old page id and a new one.');
    if (isOtherAddress(to)) throw wrong(`“${to}” is no address of the web.`);
    for (const key of keysOf(old)) {
      const known = ids.get(key);
      if (known !== undefined && known !== to) throw wrong(`“${old}” goes to “${known}” by an earlier line.`);
      ids.set(key, to);
    }
  }
  return {
    newId({pageId, url, alsoCalled = []}) {
      for (const name of [pageId, url, ...alsoCalled])
        for (const key of name ? keysOf(name) : []) if (ids.has(key)) return ids.get(key);
      return undefined;
    },
  };
}

/** The keys for looking up a page: its name, and for an address the article's key. */
function keysOf(name: string): readonly string[] {
  const article = articleAddress(name)?.article;
  return article ? [storedPageId(name), `article ${article}`] : [name];
}

function cellsOf(line: string): readonly string[] {
  const text = line.trim();
  if (text.includes('\t')) return text.split('\t').map((cell) => cell.trim());
  // A quoted cell may contain commas, and doubled quotes.
  return [...`,${text}`.matchAll(/,\s*(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain = '']) =>
    (quoted === undefined ? plain : quoted.replaceAll('""', '"')).trim(),
  );
}

/** Every `<url><loc>` of a sitemap (https://www.sitemaps.org/protocol.html). */
async function locationsOf(file: SourceFile): Promise<readonly string[]> {
  const path: string[] = [];
  const locations: string[] = [];
  const handler = {
    opened(name: string) {
      if (name === 'sitemapindex') {
        throw new SetupError(`${file.path} is a list of sitemaps: give one with the pages themselves.`);
      }
      path.push(name);
      if (name === 'loc') locations.push('');
    },
    text(part: string) {
      if (path.at(-1) === 'loc' && path.at(-2) === 'url') locations.push((locations.pop() ?? '') + part);
    },
    closed() {
      path.pop();
    },
  };
  // Yields nothing: the result is in the list.
  for await (const none of readXml<never>(
    file,
    handler,
    () => [],
    () => '',
  ))
    locations.push(none);
  return locations.map((location) => location.trim());
}

async function wholeText(file: SourceFile): Promise<string> {
  let text = '';
  for await (const chunk of file.chunks()) text += chunk;
  return text.replace(/\r\n?/g, '\n');
}
