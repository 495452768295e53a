import type {Migration} from '../migration.js';

/**
 * How many of each person's comments were published, and how many a moderator turned down: for the rule that holds first
 * comments, and for the queue. What is there is counted once; from then on it is kept.
 */
export const personCounters: Migration = {
  version: 2,
  name: 'Person counters',
  // They count no comments of a person.
  breaksOlderServers: true,
  statements: [
    `ALTER TABLE people
       ADD COLUMN published integer NOT NULL DEFAULT 0 CHECK (published >= 0),
       ADD COLUMN rejected integer NOT NULL DEFAULT 0 CHECK (rejected >= 0)`,
    `UPDATE people SET published = counted.published, rejected = counted.rejected
     FROM (
       SELECT person_id,
              count(*) FILTER (WHERE status = 'published')::integer AS published,
              count(*) FILTER (WHERE status IN ('rejected', 'removed'))::integer AS rejected
       FROM comments WHERE person_id IS NOT NULL GROUP BY person_id
     ) AS counted
     WHERE people.id = counted.person_id`,
  ],
};
