import {normalisePages} from '../../store/moving/normalise-pages.js';
import type {Migration} from '../migration.js';

/**
 * One thread for one page, however its address is written and wherever it has moved to: what is there is joined, and what
 * will be moved leaves its old id behind.
 */
export const pageAddresses: Migration = {
  version: 6,
  name: 'Page addresses',
  // They store comments under addresses that are no longer looked up.
  breaksOlderServers: true,
  statements: [
    // The ids of pages whose comments have gone to another one's thread; `key` is the digest, as in `threads`.
    `CREATE TABLE moved_pages (
      key text PRIMARY KEY,
      site_id integer NOT NULL REFERENCES sites,
      page_id text NOT NULL,
      thread_id bigint NOT NULL REFERENCES threads
    )`,
    `CREATE INDEX moved_pages_thread ON moved_pages (thread_id)`,

    // Page ids may be longer than an index takes, so pages are told apart by the digest.
    'DELETE FROM import_threads',
    'DELETE FROM import_comments',
    'DROP INDEX import_threads_page',
    // `article` is one digest for all addresses of an article, `origin` the scheme and host of this one.
    `ALTER TABLE import_threads
       ADD COLUMN key text NOT NULL,
       ADD COLUMN article text,
       ADD COLUMN origin text`,
    `CREATE INDEX import_threads_key ON import_threads (site_id, key, source)`,
    `CREATE INDEX import_threads_article ON import_threads (site_id, article) WHERE article IS NOT NULL`,
  ],
  work: normalisePages,
};
