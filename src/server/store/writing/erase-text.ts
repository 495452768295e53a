import type {Queries} from '../../database/database.js';
import {commentColumns, publicComment, type CommentRow} from '../comment-rows.js';
import {redactStoredAnswers} from './idempotency.js';

/**
 * Deletes the text and the name of a comment permanently from the database, and from stored responses. Its position,
 * time and author stay, so that its author learns of the removal, and can have it erased.
 */
export async function eraseText(queries: Queries, {id}: Pick<CommentRow, 'id'>): Promise<CommentRow> {
  const [row] = await queries.query<CommentRow>(
    `UPDATE comments
     SET body = '', author_name = '', author_url = NULL, author_avatar = NULL, user_id = NULL,
         email = NULL, featured_at = NULL, featured_by = NULL, featured_reason = NULL,
         page_url = NULL, page_title = NULL
     WHERE id = $1::bigint RETURNING ${commentColumns()}`,
    [id],
  );
  if (!row) throw new Error('A comment no longer exists.');
  await redactStoredAnswers(queries, publicComment(row, ''));
  return row;
}
