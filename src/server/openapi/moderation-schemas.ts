import {SORTS} from '../../model/thread.js';
import {guestFields} from './schemas.js';
import {
  count,
  flag,
  list,
  moment,
  nullableMoment,
  oneOf,
  orNull,
  pageOf,
  record,
  ref,
  text,
  type Part,
} from './parts.js';

const id: Part = {type: 'string', minLength: 1};

const editedAt: Part = {
  ...nullableMoment,
  description:
    'That of the words that were read, null where they were never edited; 409 when there are others by now.',
};

const hold = {
  all: flag,
  first: flag,
  links: {type: ['integer', 'null'], minimum: 0},
  findings: flag,
  reports: {
    type: ['integer', 'null'],
    minimum: 1,
    description: 'A published comment waits again when so many known readers have reported it.',
  },
  guestReports: {
    type: ['integer', 'null'],
    minimum: 1,
    description: 'So many reports of unknown guests weigh as much as one; null: they hold nothing.',
  },
};
const words = {hold: list(text), block: list(text)};

const settings = {
  title: {...text, description: 'The name of the paper, for feeds.'},
  posting: oneOf('guest', 'signed-in'),
  guestFields: record(guestFields),
  sorts: list(oneOf(...SORTS), {minItems: 1}),
  bodyFormat: {...oneOf('text', 'markdown'), description: 'What readers write their letters in.'},
  bodyLength: {type: 'integer', minimum: 1, description: 'Longest comment, in code points.'},
  editWindow: {...count, description: 'For how many seconds authors may change what they wrote.'},
  hold: record(hold),
  knownAfter: {
    ...count,
    description: 'After how many seconds a published comment makes its guest a known reader.',
  },
  policyRequired: flag,
  words: record(words),
};

/** What moderators deal with. */
export const moderationSchemas: Readonly<Record<string, Part>> = {
  QueueEntry: record({
    comment: ref('Comment'),
    thread: ref('ThreadRef'),
    heldBecause: list(text),
    reports: {
      ...list(
        record(
          {
            ruleId: text,
            known: {...flag, description: 'Of somebody who signed in, or a guest who was published before.'},
            at: moment,
          },
          {text},
        ),
      ),
      description: 'Those that count: of unknown guests one of each address.',
    },
    author: record({personId: text, published: count, rejected: count}),
  }),
  QueuePage: pageOf(ref('QueueEntry')),
  Decision: {
    oneOf: [
      record({action: oneOf('approve', 'unfeature', 'dismiss-reports')}, {editedAt}),
      record({action: oneOf('reject', 'remove')}, {editedAt, ruleId: text, reason: text}),
      record({action: {const: 'feature'}}, {editedAt, by: text, reason: text}),
    ],
  },
  PageRequest: record({thread: ref('ThreadRef')}),
  CloseRequest: record({thread: ref('ThreadRef')}, {reason: text}),
  Person: {
    oneOf: [
      record({userId: id}),
      record({email: id}),
      record({commentId: id, by: oneOf('comment', 'person')}),
    ],
  },
  NewBlock: record({
    subject: {
      oneOf: [
        record({commentId: id, by: oneOf('person', 'address')}),
        ...[record({userId: id}), record({email: id})],
      ],
    },
    reason: text,
    until: {...nullableMoment, description: 'null for good.'},
  }),
  Block: record({
    id: text,
    subject: record({kind: oneOf('user', 'guest', 'email', 'address'), label: text}),
    reason: text,
    until: nullableMoment,
    createdAt: moment,
    createdBy: text,
  }),
  BlockPage: pageOf(ref('Block')),
  LogEntry: record({
    id: text,
    at: moment,
    actor: text,
    action: text,
    target: text,
    details: {type: 'object', additionalProperties: true},
  }),
  LogPage: pageOf(ref('LogEntry')),
  NewPolicy: record(
    {version: id},
    {
      text: orNull(record({format: oneOf('text', 'html'), value: text})),
      rules: orNull(list(record({id, text}, {severity: oneOf('nudge', 'hold', 'block')}))),
      url: orNull(text),
    },
  ),
  Settings: record(settings),
  SettingsChange: record(
    {},
    {
      ...settings,
      guestFields: record({}, guestFields),
      hold: record({}, hold),
      words: record({}, words),
    },
    {description: 'What is named changes, within a group too.'},
  ),
  PersonRecords: record({records: list({type: 'object', additionalProperties: true})}),
  Erased: record({comments: count}),
};
