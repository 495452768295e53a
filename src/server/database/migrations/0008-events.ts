import type {Migration} from '../migration.js';

/** What becomes of comments, one row each, and to whom it is still to be handed on. */
export const events: Migration = {
  version: 8,
  name: 'Events',
  breaksOlderServers: false,
  statements: [
    // Written in the transaction of what they tell. No names, texts or addresses: `data` has what `CommentEvent` says.
    `CREATE TABLE events (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      site_id integer NOT NULL REFERENCES sites,
      comment_id bigint NOT NULL,
      type text NOT NULL,
      at timestamptz NOT NULL,
      data jsonb NOT NULL DEFAULT '{}'
    )`,
    `CREATE INDEX events_at ON events (at)`,
    `CREATE INDEX events_comment ON events (comment_id)`,

    // Who wants events from now on: each gets a row of `deliveries` with every event.
    `CREATE TABLE event_consumers (
      name text PRIMARY KEY,
      created_at timestamptz NOT NULL DEFAULT now()
    )`,

    // What is still to be handed on. `due_at`: not before; while it is being handed on, when it is taken for failed.
    // `attempts` tells one attempt from another, so that one that was given up cannot end a later one.
    `CREATE TABLE deliveries (
      consumer text NOT NULL REFERENCES event_consumers ON DELETE CASCADE,
      event_id bigint NOT NULL REFERENCES events ON DELETE CASCADE,
      comment_id bigint NOT NULL,
      attempts integer NOT NULL DEFAULT 0,
      due_at timestamptz NOT NULL DEFAULT '-infinity',
      PRIMARY KEY (consumer, event_id)
    )`,
    `CREATE INDEX deliveries_due ON deliveries (consumer, due_at)`,
    `CREATE INDEX deliveries_order ON deliveries (consumer, comment_id, event_id)`,
    `CREATE INDEX deliveries_event ON deliveries (event_id)`,
  ],
};
