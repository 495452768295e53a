import {createHash} from 'node:crypto';
import type {ImportedComment} from '../files/records.js';

/** The names of a comment, from the file's id to all its distinguishing fields. */
export interface CommentNames {
  /** The file's id. */
  readonly name: string;
  /** With page and time, for programs whose ids restart on every page or in every file. */
  readonly occurrence: string;
  /** With author and body as well, for programs that give several comments of a page one id and time. */
  readonly source: string;
}

/** The names of a comment, the same wherever the comment is in whichever file. */
export function namesOf({
  source: given,
  page,
  thread,
  author,
  body,
  createdAt,
}: ImportedComment): CommentNames {
  const name = shortKey(given);
  const place = [page ?? thread, createdAt];
  return {
    name,
    occurrence: `${name}#${digest(place)}`,
    source: `${name}#${digest([...place, author.name, body.value])}`,
  };
}

/** The maximum length of a name: longer than in any program, and within the limit of a database index. */
const MAX_KEY_LENGTH = 400;

/** A name as stored: a digest if it is too long for an index. */
export function shortKey(text: string): string {
  return text.length > MAX_KEY_LENGTH ? `${text.slice(0, 40)}#${digest([text])}` : text;
}

function digest(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
