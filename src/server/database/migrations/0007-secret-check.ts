import type {Migration} from '../migration.js';

/**
 * With which secret a database is used, what is published of an account instead of its id, and indexes by which votes and
 * reports that do not count are deleted after a time.
 */
export const secretCheck: Migration = {
  version: 7,
  name: 'Secret check',
  breaksOlderServers: false,
  statements: [
    // One row. `former`: the secrets before, as a JSON list, encrypted with the present one; null when there was no other.
    `CREATE TABLE secret_check (
       only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
       check_value text NOT NULL,
       former text
     )`,

    // What is published as an author's id: a digest with a salt of this database, which is part of the function, so that
    // nobody can try e-mail addresses or numbers of accounts against it. The column follows `user_id`, whoever writes it.
    `DO $do$
     BEGIN
       EXECUTE format(
         $body$
           CREATE FUNCTION parley_author_id(site integer, account text) RETURNS text
           LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
           AS $function$
             SELECT left(encode(sha256(convert_to(%L || ':' || site || ':' || account, 'UTF8')), 'hex'), 32)
           $function$
         $body$,
         gen_random_uuid()::text
       );
     END
     $do$`,
    `ALTER TABLE comments
       ADD COLUMN author_id text GENERATED ALWAYS AS (parley_author_id(site_id, user_id)) STORED`,

    // The names of staff, which guests may not take.
    `CREATE INDEX comments_staff ON comments (site_id, author_name) WHERE author_role <> 'reader' AND author_name <> ''`,

    `CREATE INDEX reports_uncounted ON reports (at) WHERE NOT counted`,
    `CREATE INDEX votes_uncounted ON votes (at) WHERE NOT counted`,
  ],
};
