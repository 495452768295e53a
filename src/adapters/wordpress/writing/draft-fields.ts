import type {NewComment} from '../../../model/comment.js';
import {CommentsError, type DraftField} from '../../../model/errors.js';

/** The sizes of WordPress's columns in bytes (`wp_get_comment_fields_max_lengths`). */
const MAX_BYTES: Readonly<Record<DraftField, number>> = {body: 65_525, name: 245, email: 100, url: 200};

/**
 * Adds the invalid fields to a `validation` error, because WordPress often does not name them. Other errors are returned
 * unchanged.
 */
export function withFields(error: CommentsError, draft: NewComment, message: string): CommentsError {
  if (error.code !== 'validation') return error;
  const said = Object.keys(error.fields) as DraftField[];
  const suspects = suspectFields(draft);
  const named =
    said.length === 1 ? said : suspects.filter((field) => said.length === 0 || said.includes(field));
  const fields = named.length > 0 ? named : said.length > 0 ? said : (['body'] as const);
  return new CommentsError('validation', error.message, {
    fields: Object.fromEntries(fields.map((field) => [field, error.fields[field] ?? message])),
    cause: error,
  });
}

function suspectFields({body, guest}: NewComment): DraftField[] {
  const texts = {body: body.value, name: guest?.name ?? '', email: guest?.email ?? '', url: guest?.url ?? ''};
  const isWrong: Readonly<Record<DraftField, boolean>> = {
    body: texts.body.trim() === '',
    name: texts.name.trim() === '',
    email: !/^[^\s@]+@[^\s@.]+\.[^\s@]+$/.test(texts.email.trim()),
    url: texts.url !== '' && !URL.canParse(texts.url),
  };
  const size = (text: string): number => new TextEncoder().encode(text).length;
  return (Object.keys(isWrong) as DraftField[]).filter(
    (field) => isWrong[field] || size(texts[field]) > MAX_BYTES[field],
  );
}
