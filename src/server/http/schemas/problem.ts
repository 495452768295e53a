import {COMMENTS_ERROR_CODES} from '../../../model/error-codes.js';
import {anyText, integer, named, oneOf, optional, record, time, type TSchema} from '../schema.js';
import {Type} from 'typebox';
import {Blocked, Policy} from './comments.js';

/** The body of every answer that is not 2xx or 304. */
export const Problem: TSchema = named(
  'Problem',
  record(
    {
      type: Type.Unsafe<string>({type: 'string', format: 'uri', pattern: '^urn:parley:problem:'}),
      title: anyText(),
      status: integer(400, 599),
      code: oneOf(COMMENTS_ERROR_CODES),
      detail: optional(anyText({description: 'An explanation for developers.'})),
      fields: optional(
        record(
          {
            body: optional(anyText()),
            name: optional(anyText()),
            email: optional(anyText()),
            url: optional(anyText()),
          },
          {description: 'With validation: what is wrong with which field, as a code.'},
        ),
      ),
      retryAt: optional(time({description: 'With rate-limited: the time that Retry-After tells.'})),
      existingId: optional(anyText({description: 'With duplicate: the comment that is already there.'})),
      policy: optional(Policy),
      blocked: optional(Blocked),
    },
    {description: 'RFC 9457.'},
  ),
);
