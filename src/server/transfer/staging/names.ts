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

/** Longer names than any program gives, and shorter than what an index of the database takes. */
const MAX_KEY_LENGTH = 400;

/** A text that names something in a file, as it is kept: of one that is too long for an index, a digest. */
export function shortKey(text: string): string {
  return text.length > MAX_KEY_LENGTH ? `${text.slice(0, 40)}#${digest([text])}` : text;
}

function digest(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
