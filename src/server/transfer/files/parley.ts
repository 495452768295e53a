import {id as anyId, oneOf, orNull, record, text, type Rule} from '../../../model/rules.js';
import {createParser, type Parser} from '../../http/parser.js';
import type {Static, TSchema} from '../../http/schema.js';
import {NewPolicy} from '../../http/schemas/moderation.js';
import {SettingsChange} from '../../http/schemas/settings.js';
import {SetupError} from '../../database/setup-error.js';
import {readLines} from './lines.js';
import {isOtherAddress, pageTooLong} from './page-id.js';
import type {ImportWarning, ImportedAuthor, ImportedRecord, SitePart} from './records.js';
import type {SourceFile} from './source-file.js';
import {moment, withoutNul} from './texts.js';

/** The first line of a file. */
export const FORMAT = {type: 'parley-comments', version: 1} as const;

const STATUSES = ['published', 'held', 'rejected', 'removed', 'deleted'];
const SUBJECT_KINDS = ['user', 'guest', 'email', 'address'];
/** The limit of a PostgreSQL index; no valid value is as long. */
const MAX_ID_LENGTH = 500;
/** PostgreSQL's `integer`. */
const MAX_INTEGER = 2_147_483_647;

const id: Rule = (value) => {
  const given = anyId(value);
  return typeof given === 'string' && given.length <= MAX_ID_LENGTH ? given : undefined;
};
const time: Rule = (value) => (typeof value === 'string' ? (moment(value) ?? undefined) : undefined);
const count: Rule = (value) =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= MAX_INTEGER ? value : undefined;
const object: Rule = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
const list =
  (rule: Rule): Rule =>
  (value) =>
    Array.isArray(value) ? value.map(rule).filter((item) => item !== undefined) : undefined;
const person = record({kind: oneOf('user', 'guest', 'address'), subject: id}, 2);

const comment = record(
  {
    source: anyId,
    page: anyId,
    author: record(
      {
        name: text,
        url: text,
        avatarUrl: text,
        role: oneOf('reader', 'staff', 'moderator'),
        userId: id,
        person,
        address: id,
        email: id,
      },
      1,
    ),
    body: record({format: oneOf('text', 'html', 'markdown'), value: text}, 2),
    createdAt: time,
    status: oneOf(...STATUSES),
    id,
    parent: orNull(anyId),
    editedAt: time,
    recommendations: count,
    featured: record({at: time, by: text, reason: text}, 1),
    decision: record({ruleId: text, reason: text}, 0),
    heldBecause: list(text),
    policyVersion: text,
  },
  6,
);
const thread = record(
  {page: anyId, url: text, title: text, createdAt: time, closed: record({at: time, reason: text}, 0)},
  3,
);
const site = record({name: text, settings: object, defaults: object, policyVersion: text}, 1);
const policy = record({version: id, policy: object, createdAt: time, createdBy: text}, 4);
const block = record(
  {
    subject: oneOf(...SUBJECT_KINDS),
    label: text,
    reason: text,
    createdAt: time,
    createdBy: text,
    subjects: list(record({kind: oneOf(...SUBJECT_KINDS), subject: id}, 2)),
    until: time,
  },
  6,
);
const end = record({comments: count}, 1);

/** The schemas of lines by `type`. */
const SHAPES: ReadonlyMap<unknown, Rule> = new Map(
  Object.entries({comment, thread, site, policy, block, end}),
);

const parseSettings = parserOf(SettingsChange, 'settings');
const parseDefaults = parserOf(SettingsChange, 'defaults');
const parsePolicy = parserOf(NewPolicy, 'policy');

function parserOf<Schema extends TSchema>(schema: Schema, root: string): Parser<Static<Schema>> {
  return createParser(schema, {whole: root, root});
}

/** Types of lines that are not comments. */
const NO_COMMENTS: ReadonlySet<unknown> = new Set(['thread', 'site', 'policy', 'block', 'end']);

type Fields = Readonly<Record<string, unknown>>;

/** The content of a Parley export. */
export type ParleyRecord = ImportedRecord | SitePart;

/**
 * Reads the output of `parley-comments export`: NDJSON whose first line is a header and whose last line marks its end.
 * Throws `SetupError` for another kind of file, and for a truncated one.
 */
export async function* readParley(file: SourceFile): AsyncGenerator<ParleyRecord> {
  let begun = false;
  let comments = 0;
  let ended = false;
  for await (const {number, text} of readLines(file)) {
    const line = parseLine(text);
    if (!begun) {
      expectFormat(file, line);
      begun = true;
      continue;
    }
    const parsed = (line && SHAPES.get(line.type)?.(line)) as Fields | null | undefined;
    const why = line && parsed ? refusal(line.type, parsed) : refusalOf(line);
    if (!line || !parsed || why) {
      yield warning(number, why ?? '');
      // Its type is unknown; only comments are counted.
      if (!NO_COMMENTS.has(line?.type)) yield {kind: 'left-out', reason: 'malformed'};
      continue;
    }
    if (line.type === 'end') ended = true;
    else {
      const made = withoutOtherAddresses(recordOf(String(line.type), parsed));
      for (const about of made.without) yield warning(number, about);
      yield made.record;
    }
    if (line.type === 'comment') comments++;
  }
  if (!begun) expectFormat(file, null);
  if (!ended) {
    throw new SetupError(
      `${file.path} ends too early: it was not saved to its end. ${String(comments)} comments came before.`,
    );
  }
}

function warning(line: number, why: string): ImportWarning {
  return {kind: 'warning', line, why};
}

/** Why this version cannot read a line. */
function refusalOf(line: Fields | null): string {
  if (!line) return 'it is no JSON object.';
  if (!SHAPES.has(line.type))
    return `nothing is of the type ${JSON.stringify(line.type)?.slice(0, 100) ?? 'that it lacks'}.`;
  return `it lacks what every ${String(line.type)} has, or has a value of a wrong type.`;
}

/** Why a valid record is not imported; null if it is. */
function refusal(type: unknown, fields: Fields): string | null {
  try {
    if (type === 'site') {
      parseSettings(fields.settings);
      if (fields.defaults !== undefined) parseDefaults(fields.defaults);
    }
    if (type === 'policy') {
      const {url = ''} = parsePolicy({...(fields.policy as object), version: fields.version});
      if (isOtherAddress(url)) return 'policy.url is no address of the web.';
    }
    return null;
  } catch (reason) {
    return (reason as Error).message;
  }
}

/** A record without invalid addresses, such as `javascript:`, and the names of the omitted fields. */
function withoutOtherAddresses(record: ParleyRecord): {
  readonly record: ParleyRecord;
  readonly without: readonly string[];
} {
  const without: string[] = [];
  const checked = <Value extends string | undefined>(value: Value, name: string): Value | undefined => {
    if (value === undefined || !isOtherAddress(value)) return value;
    without.push(`${name} is no address of the web, and left out.`);
    return undefined;
  };
  if (record.kind === 'thread') {
    const tooLong = pageTooLong(record.pageId);
    if (tooLong) without.push(tooLong);
    return {
      record: {...record, pageId: tooLong ? '' : record.pageId, url: checked(record.url, 'url') ?? ''},
      without,
    };
  }
  if (record.kind !== 'comment') return {record, without};
  const {url, avatarUrl, ...rest} = record.author;
  const addresses = {url: checked(url, 'author.url'), avatarUrl: checked(avatarUrl, 'author.avatarUrl')};
  const author: ImportedAuthor = {
    ...rest,
    ...(addresses.url !== undefined && {url: addresses.url}),
    ...(addresses.avatarUrl !== undefined && {avatarUrl: addresses.avatarUrl}),
  };
  return {record: {...record, author}, without};
}

function parseLine(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text);
    return object(value) ? (withoutNul(value) as Fields) : null;
  } catch {
    return null;
  }
}

function expectFormat(file: SourceFile, line: Fields | null): void {
  if (line?.type !== FORMAT.type) {
    throw new SetupError(
      `${file.path} is not an export of parley-comments: its first line does not say so. For other systems’ files give --from wordpress or --from disqus.`,
    );
  }
  if (line.version !== FORMAT.version) {
    throw new SetupError(
      `${file.path} is in version ${String(line.version)} of the format, and this parley-comments reads version ${String(FORMAT.version)}.`,
    );
  }
}

function recordOf(type: string, line: Fields): ParleyRecord {
  const {page, parent = null, editedAt = null, closed = null, type: _, ...rest} = line;
  const records: Readonly<Record<string, object>> = {
    comment: {...rest, kind: 'comment', thread: page, parent, editedAt, leftOut: null},
    thread: {...rest, kind: 'thread', source: page, pageId: page, closed},
  };
  // Its shape was checked before.
  return (records[type] ?? {...rest, kind: type}) as unknown as ParleyRecord;
}
