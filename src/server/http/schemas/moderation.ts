import {MAX_ID, MAX_REASON, MAX_URL} from '../bounds.js';
import {
  anyOf,
  anyText,
  constant,
  exactRecord,
  flag,
  list,
  mapOf,
  named,
  nullable,
  omittable,
  oneOf,
  optional,
  record,
  text,
  time,
  type TSchema,
} from '../schema.js';
import {Type} from 'typebox';
import {Comment, count, id, reason, ThreadRef} from './comments.js';

// What moderators deal with.

const anything = mapOf(Type.Unsafe<unknown>({}));

function pageOf<Item extends TSchema>(items: Item) {
  return record({items: list(items), next: nullable(anyText())});
}

const QueueEntry = named(
  'QueueEntry',
  record({
    comment: Comment,
    thread: ThreadRef,
    heldBecause: list(anyText()),
    reports: list(
      record({
        ruleId: anyText(),
        known: flag({description: 'By a signed-in reader, or a guest with a published comment.'}),
        at: time(),
        text: optional(anyText()),
      }),
      {description: 'Those that count: of unknown guests one of each address.'},
    ),
    author: record({personId: anyText(), published: count(), rejected: count()}),
  }),
);

export const QueuePage: TSchema = named('QueuePage', pageOf(QueueEntry));

const editedAt = optional(
  nullable(time(), {
    description:
      'That of the text that was read, null where it was never edited; 409 when it has been edited since.',
  }),
);

export const Decision = named(
  'Decision',
  anyOf(
    record({action: oneOf(['approve', 'unfeature', 'dismiss-reports']), editedAt}),
    record({
      action: oneOf(['reject', 'remove']),
      editedAt,
      ruleId: omittable(id),
      reason: omittable(reason),
    }),
    record({action: constant('feature'), editedAt, by: omittable(text(MAX_ID)), reason: omittable(reason)}),
  ),
);

export const PageRequest = named('PageRequest', record({thread: ThreadRef}));

export const CloseRequest = named('CloseRequest', record({thread: ThreadRef, reason: omittable(reason)}));

// Exactly one person: with two it would be unclear whose comments are erased.
const byUserId = exactRecord({userId: text(255, 1)});
const byEmail = exactRecord({email: text(320, 1)});

export const Person = named(
  'Person',
  anyOf(exactRecord({commentId: id, by: oneOf(['comment', 'person'])}), byUserId, byEmail),
);

export const NewBlock = named(
  'NewBlock',
  record({
    subject: anyOf(exactRecord({commentId: id, by: oneOf(['person', 'address'])}), byUserId, byEmail),
    reason,
    until: nullable(time(), {description: 'null for good.'}),
  }),
);

export const Block: TSchema = named(
  'Block',
  record({
    id: anyText(),
    subject: record({kind: oneOf(['user', 'guest', 'email', 'address']), label: anyText()}),
    reason: anyText(),
    until: nullable(time()),
    createdAt: time(),
    createdBy: anyText(),
  }),
);

export const BlockPage: TSchema = named('BlockPage', pageOf(Block));

export const LogPage: TSchema = named(
  'LogPage',
  pageOf(
    named(
      'LogEntry',
      record({
        id: anyText(),
        at: time(),
        actor: anyText(),
        action: anyText(),
        target: anyText(),
        details: anything,
      }),
    ),
  ),
);

/** A policy that can be referred to: with a version. A field that a policy does not have is refused by its name. */
export const NewPolicy = named(
  'NewPolicy',
  exactRecord({
    version: id,
    text: omittable(exactRecord({format: oneOf(['text', 'html']), value: text(100_000)})),
    rules: omittable(
      list(
        exactRecord({
          id,
          text: text(MAX_REASON),
          severity: omittable(oneOf(['nudge', 'hold', 'block'])),
        }),
        {maxItems: 100},
      ),
    ),
    url: omittable(text(MAX_URL)),
  }),
);

export const PersonRecords: TSchema = named('PersonRecords', record({records: list(anything)}));

export const Erased: TSchema = named('Erased', record({comments: count()}));
