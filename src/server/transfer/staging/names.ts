import {createHash} from 'node:crypto';
import type {ImportedComment} from '../files/records.js';

/** What a comment is known by, from what its file calls it to what tells it from every other one. */
export interface CommentNames {
  /** What the file calls it. */
  readonly name: string;
  /** With its page and time, for programs whose ids begin anew on every page or in every file. */
  readonly occurrence: string;
  /** With author and body as well, for programs that give several comments of a page one id and one time. */
  readonly source: string;
}

/** The names of a comment: the same ones in whichever file, and at whichever place of it, the comment comes. */
export function namesOf({
  source: name,
  page,
  thread,
  author,
  body,
  createdAt,
}: ImportedComment): CommentNames {
  const place = [page ?? thread, createdAt];
  return {
    name,
    occurrence: `${name}#${digest(place)}`,
    source: `${name}#${digest([...place, author.name, body.value])}`,
  };
}

function digest(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
