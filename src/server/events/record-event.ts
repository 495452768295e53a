import type {Parameter, Queries} from '../database/database.js';
import type {CommentEvent, CommentEventType} from './consumer.js';

/** The details of an event besides its kind and comment. */
export type EventData = Pick<CommentEvent, 'status' | 'heldBecause' | 'ruleId'>;

/** SQL for the common table expressions that record one event of the comment of `source`, and hand it to every consumer. */
export function recordingEvent(source: string, [type, at, data]: readonly [string, string, string]): string {
  return `
    event AS (
      INSERT INTO events (site_id, comment_id, type, at, data)
      SELECT site_id, id, ${type}::text, ${at}::timestamptz, ${data}::jsonb FROM ${source}
      RETURNING id, comment_id
    ), delivered AS (
      INSERT INTO deliveries (consumer, event_id, comment_id)
      SELECT event_consumers.name, event.id, event.comment_id FROM event, event_consumers
    )`;
}

/** Records one event in the transaction of its change. The comment's thread is locked, so that its events are in order. */
export async function recordEvent(
  queries: Queries,
  comment: string,
  type: CommentEventType,
  at: string,
  data: EventData = {},
): Promise<void> {
  const parameters: Parameter[] = [comment, type, at, JSON.stringify(data)];
  await queries.query(
    `WITH comment AS (SELECT id, site_id FROM comments WHERE id = $1::bigint),
     ${recordingEvent('comment', ['$2', '$3', '$4'])}
     SELECT 1`,
    parameters,
  );
}

/** Takes out of the events of an erased comment all but what became of it, and when. */
export async function redactEvents(queries: Queries, comment: string): Promise<void> {
  await queries.query(`UPDATE events SET data = '{}' WHERE comment_id = $1::bigint AND data <> '{}'`, [
    comment,
  ]);
}
