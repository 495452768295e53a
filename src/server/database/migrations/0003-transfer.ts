import type {Migration} from '../migration.js';

/**
 * What lets comments move between databases, and come from other systems, without ever being there twice: a name for
 * good, and two tables that hold a file while it is read, for its comments stand in any order.
 */
export const transfer: Migration = {
  version: 3,
  name: 'Transfer',
  breaksOlderServers: false,
  statements: [
    // Comments that were written here are named by it wherever they are moved to.
    `ALTER TABLE sites ADD COLUMN origin uuid NOT NULL DEFAULT gen_random_uuid()`,

    // The name of a comment that was imported, null for one that was written here.
    `ALTER TABLE comments ADD COLUMN source_id text`,
    `CREATE UNIQUE INDEX comments_source ON comments (site_id, source_id) WHERE source_id IS NOT NULL`,

    // The import that runs into a site. A later one takes its place, and the earlier one gives up.
    `CREATE TABLE imports (
      site_id integer PRIMARY KEY REFERENCES sites,
      run uuid NOT NULL
    )`,

    // Not worth writing ahead: after a crash the import begins anew.
    `CREATE UNLOGGED TABLE import_threads (
      site_id integer NOT NULL,
      source text NOT NULL,
      page_id text NOT NULL,
      url text NOT NULL,
      title text NOT NULL,
      closed boolean NOT NULL,
      closed_at timestamptz,
      closed_reason text,
      created_at timestamptz,
      PRIMARY KEY (site_id, source)
    )`,
    `CREATE INDEX import_threads_page ON import_threads (site_id, page_id, source)`,
    `CREATE UNLOGGED TABLE import_comments (
      site_id integer NOT NULL,
      source text NOT NULL,
      position bigint NOT NULL,
      thread_source text NOT NULL,
      parent_source text,
      left_out text,
      original_id bigint,
      own_id bigint,
      status text NOT NULL,
      created_at timestamptz NOT NULL,
      comment jsonb NOT NULL,
      PRIMARY KEY (site_id, source)
    )`,
    `CREATE INDEX import_comments_thread ON import_comments (site_id, thread_source)`,
  ],
};
