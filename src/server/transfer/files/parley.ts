import {id, oneOf, orNull, record, text, type Rule} from '../../../model/rules.js';
import {TransferError} from '../transfer-error.js';
import {readLines} from './lines.js';
import type {ImportedRecord, SitePart} from './records.js';
import type {SourceFile} from './source-file.js';
import {moment, withoutNul} from './texts.js';

/** What the first line of a file says. */
export const FORMAT = {type: 'parley-comments', version: 1} as const;

const STATUSES = ['published', 'held', 'rejected', 'removed', 'deleted'];
const SUBJECT_KINDS = ['user', 'guest', 'email', 'address'];
/** PostgreSQL's `integer`. */
const MOST = 2_147_483_647;

const time: Rule = (value) => (typeof value === 'string' ? (moment(value) ?? undefined) : undefined);
const count: Rule = (value) =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= MOST ? value : undefined;
const object: Rule = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
const list =
  (rule: Rule): Rule =>
  (value) =>
    Array.isArray(value) ? value.map(rule).filter((item) => item !== undefined) : undefined;
const person = record({kind: oneOf('user', 'guest', 'address'), subject: id}, 2);

const comment = record(
  {
    source: id,
    page: id,
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
    parent: orNull(id),
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
  {page: id, url: text, title: text, createdAt: time, closed: record({at: time, reason: text}, 0)},
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

/** What a line holds, by its `type`. */
const SHAPES: Readonly<Record<string, Rule>> = {comment, thread, site, policy, block, end};

type Line = Readonly<Record<string, unknown>>;

/** What a file of our own holds. */
export type ParleyRecord = ImportedRecord | SitePart;

/**
 * Reads what `parley-comments export` writes: NDJSON, a kind of file that says on its first line what it is and on its
 * last that it is whole. Throws `TransferError` for a file of another kind, and for one that is cut off.
 */
export async function* readParley(file: SourceFile): AsyncGenerator<ParleyRecord> {
  let number = 0;
  let comments = 0;
  let ended = false;
  for await (const text of readLines(file)) {
    number++;
    const line = parsed(text);
    if (number === 1) {
      expectFormat(file, line);
      continue;
    }
    const shaped = line && SHAPES[String(line.type)]?.(line);
    if (!shaped) {
      yield {kind: 'left-out', reason: 'malformed'};
      continue;
    }
    if (line.type === 'end') ended = true;
    else yield recordOf(String(line.type), shaped as Line);
    if (line.type === 'comment') comments++;
  }
  if (number === 0) expectFormat(file, null);
  if (!ended) {
    throw new TransferError(
      `${file.path} ends too early: it was not saved to its end. ${String(comments)} comments came before.`,
    );
  }
}

function parsed(text: string): Line | null {
  try {
    const value: unknown = JSON.parse(text);
    return object(value) ? (withoutNul(value) as Line) : null;
  } catch {
    return null;
  }
}

function expectFormat(file: SourceFile, line: Line | null): void {
  if (line?.type !== FORMAT.type) {
    throw new TransferError(
      `${file.path} is not an export of parley-comments: its first line does not say so. For other systems’ files give --from wordpress or --from disqus.`,
    );
  }
  if (line.version !== FORMAT.version) {
    throw new TransferError(
      `${file.path} is in version ${String(line.version)} of the format, and this parley-comments reads version ${String(FORMAT.version)}.`,
    );
  }
}

function recordOf(type: string, line: Line): ParleyRecord {
  const {page, parent = null, editedAt = null, closed = null, type: _, ...rest} = line;
  const records: Readonly<Record<string, object>> = {
    comment: {...rest, kind: 'comment', thread: page, parent, editedAt, leftOut: null},
    thread: {...rest, kind: 'thread', source: page, pageId: page, closed},
  };
  // Its shape has been seen to.
  return (records[type] ?? {...rest, kind: type}) as unknown as ParleyRecord;
}
