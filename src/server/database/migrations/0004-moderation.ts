import type {Migration} from '../migration.js';

/**
 * Defaults that a site keeps when the package's change, where a thread's page is by what its comments say, and whose
 * votes and reports count. What is there goes on as it was.
 */
export const moderation: Migration = {
  version: 4,
  name: 'Moderation',
  // They do not keep up the counters of reports, and write addresses of pages where they are no longer read.
  breaksOlderServers: true,
  statements: [
    // The package's defaults when the site was made, where today's differ.
    `ALTER TABLE sites ADD COLUMN defaults jsonb NOT NULL DEFAULT '{}'`,
    `UPDATE sites SET defaults = '{"hold": {"first": false, "links": 2}}'`,

    // `url` and `title` are what holds: a moderator's (`page_pinned`), else that of the newest published comment that
    // was posted from a page of the site, else `given_*`: an import's, or a moderator's.
    `ALTER TABLE threads
       ADD COLUMN given_url text NOT NULL DEFAULT '',
       ADD COLUMN given_title text NOT NULL DEFAULT '',
       ADD COLUMN page_pinned boolean NOT NULL DEFAULT false`,
    // Named by comments that nobody can read. Threads without comments come from imports.
    `UPDATE threads SET url = '', title = ''
     WHERE total = 0 AND closed_at IS NULL
       AND id IN (SELECT thread_id FROM comments)
       AND id NOT IN (SELECT thread_id FROM comments WHERE source_id IS NOT NULL)`,
    `UPDATE threads SET given_url = url, given_title = title WHERE url <> '' OR title <> ''`,
    `ALTER TABLE comments ADD COLUMN page_url text, ADD COLUMN page_title text`,
    `CREATE INDEX comments_thread_page ON comments (thread_id, created_at, id)
       WHERE status = 'published' AND page_url IS NOT NULL`,

    // `counted`: not one more of an address that has counted already.
    `ALTER TABLE votes ADD COLUMN counted boolean NOT NULL DEFAULT true`,
    `ALTER TABLE reports
       ADD COLUMN counted boolean NOT NULL DEFAULT true,
       ADD COLUMN known boolean NOT NULL DEFAULT false`,
    `UPDATE reports SET known = true FROM people WHERE people.id = reports.person_id AND people.kind = 'user'`,
    // `reports` counts those that count and were not dismissed, `reports_known` those of known readers among them.
    // `reports_reviewed`: a moderator has let the comment stand as it is.
    `ALTER TABLE comments
       ADD COLUMN reports_known integer NOT NULL DEFAULT 0 CHECK (reports_known >= 0),
       ADD COLUMN reports_reviewed boolean NOT NULL DEFAULT false`,
    `UPDATE comments SET reports_known = counted.known, reports_reviewed = counted.reviewed
     FROM (
       SELECT comment_id, count(*) FILTER (WHERE known AND NOT dismissed)::integer AS known,
              bool_or(dismissed) AS reviewed
       FROM reports GROUP BY comment_id
     ) AS counted
     WHERE comments.id = counted.comment_id AND (counted.known > 0 OR counted.reviewed)`,

    // The addresses, as digests, whose vote or report on a comment has counted; deleted after a time. Not linked to a
    // person. `comment_id` has no foreign key: it may not cost a vote more than the row.
    `CREATE TABLE counted_addresses (
       address text NOT NULL,
       comment_id bigint NOT NULL,
       kind text NOT NULL CHECK (kind IN ('vote', 'report')),
       at timestamptz NOT NULL,
       PRIMARY KEY (address, comment_id, kind)
     )`,
    `CREATE INDEX counted_addresses_at ON counted_addresses (at)`,
  ],
};
