import {SORTS} from '../../../model/thread.js';
import {MAX_ID} from '../bounds.js';
import {
  exactRecord,
  flag,
  integer,
  list,
  named,
  nullable,
  oneOf,
  optional,
  partial,
  record,
  text,
  type TSchema,
} from '../schema.js';
import {GuestField} from './comments.js';

// How a site's discussions are run: the bounds of every setting.

const YEAR_S = 31_536_000;

const guestFields = {name: GuestField, email: GuestField, url: GuestField};

const reports = integer(1, 1_000_000, {
  description: 'A published comment is held again when so many known readers have reported it; null: never.',
});
const guestReports = integer(1, 1_000_000, {
  description: 'So many reports of unknown guests weigh as much as one of a known reader; null: nothing.',
});
const hold = {
  all: flag(),
  first: flag(),
  links: nullable(integer(0, 1000)),
  findings: flag(),
  reports: nullable(reports),
  guestReports: nullable(guestReports),
};

const list10k = list(text(MAX_ID, 1), {maxItems: 10_000});
const words = {hold: list10k, block: list10k};

const single = {
  title: text(MAX_ID, 0, {description: 'The name of the publication, for feeds.'}),
  posting: oneOf(['guest', 'signed-in']),
  sorts: list(oneOf(SORTS), {minItems: 1, uniqueItems: true}),
  bodyFormat: oneOf(['text', 'markdown'], {description: 'The format of new comments.'}),
  bodyLength: integer(1, 100_000, {description: 'The longest comment, in code points.'}),
  editWindow: integer(0, YEAR_S, {
    description: 'For how many seconds authors may edit and remove a comment.',
  }),
  knownAfter: integer(0, YEAR_S, {
    description: 'How many seconds after its publication a comment makes its guest a known reader.',
  }),
  policyRequired: flag(),
};

/** All settings of a site. */
export const Settings: TSchema = named(
  'Settings',
  record({...single, guestFields: record(guestFields), hold: record(hold), words: record(words)}),
);

/** Some settings, also of a group; others are refused by their names. */
export const SettingsChange = named(
  'SettingsChange',
  exactRecord(
    {
      ...partial(single),
      guestFields: optional(exactRecord(partial(guestFields))),
      hold: optional(exactRecord(partial(hold))),
      words: optional(exactRecord(partial(words))),
    },
    {description: 'What is named changes, within a group too.'},
  ),
);
