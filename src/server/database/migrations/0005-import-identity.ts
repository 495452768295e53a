import type {Migration} from '../migration.js';

/**
 * What tells the comments of a file apart whose ids count within a page, a year or nothing at all, and which pages of a
 * file are public. Both tables hold a file while it is imported, and nothing else.
 */
export const importIdentity: Migration = {
  version: 5,
  name: 'Import identity',
  // Their imports do not fill the new columns.
  breaksOlderServers: true,
  statements: [
    'DELETE FROM import_threads',
    'DELETE FROM import_comments',

    // `source` is what no other comment of the file has; `name` what the file itself calls the comment, and
    // `occurrence` that with its page and time. One of the three becomes `comments.source_id`.
    `ALTER TABLE import_comments ADD COLUMN name text NOT NULL, ADD COLUMN occurrence text NOT NULL`,
    `CREATE INDEX import_comments_name ON import_comments (site_id, name)`,

    // `post` is the program's own id, by which others name it in `inherits`: they are as public as it is.
    `ALTER TABLE import_threads
       ADD COLUMN hidden boolean NOT NULL,
       ADD COLUMN post text,
       ADD COLUMN inherits text`,
    `CREATE INDEX import_threads_post ON import_threads (site_id, post) WHERE post IS NOT NULL`,
  ],
};
