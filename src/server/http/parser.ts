import {Check, Compile, Errors, type Validator} from 'typebox/schema';
import type {DraftFault} from '../../model/draft-faults.js';
import {CommentsError, type DraftField} from '../../model/errors.js';
import {firstFault, pathOf} from './schema-error.js';
import {ABSENT_IF_NULL, type Static, type TSchema} from './schema.js';

/** How errors are described. */
export interface ParserOptions {
  /** What the value is called where it is all that is wrong; default `body`. */
  readonly whole?: string;
  /** Prefix of the names of its fields; default `body`. */
  readonly root?: string;
  /** The fields, by JSON pointer, that a reader has typed: the reader can correct characters that cannot be stored. */
  readonly typed?: Readonly<Record<string, DraftField>>;
}

/**
 * Gives the part of a value that the schema describes. Throws `malformed` with what is wrong first, and `validation` with
 * the field for characters that cannot be stored in what a reader has typed.
 */
export type Parser<Value> = (value: unknown) => Value;

/**
 * Makes the parser of a schema. It is compiled when it is first used: to code where the platform compiles code, else to a
 * walk over the schema, with the same outcome.
 */
export function createParser<Schema extends TSchema>(
  schema: Schema,
  {whole = 'body', root = 'body', typed = {}}: ParserOptions = {},
): Parser<Static<Schema>> {
  let validator: Validator | undefined;
  return (value) => {
    validator ??= Compile(schema);
    if (validator.Check(value)) return described(schema, value) as Static<Schema>;
    const {pointer, keyword, message} = firstFault(Errors(schema, value)[1]);
    const detail = `${pointer === '' ? whole : pathOf(root, pointer)} ${message}.`;
    const field = typed[pointer];
    if (keyword === 'pattern' && field !== undefined) {
      throw new CommentsError('validation', detail, {fields: {[field]: 'characters' satisfies DraftFault}});
    }
    throw new CommentsError('malformed', detail);
  };
}

/** The fields of a schema, as far as it has some. */
interface SchemaFields {
  readonly type?: unknown;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly items?: TSchema;
  readonly anyOf?: readonly TSchema[];
  readonly [ABSENT_IF_NULL]?: boolean;
}

/** What of a valid value the schema describes: a newer client may send more. Times become UTC. */
function described(schema: TSchema, value: unknown): unknown {
  const {properties, items, anyOf, format} = schema as SchemaFields;
  if (anyOf) {
    const kind = anyOf.find((one) => Check(one, value));
    return kind ? described(kind, value) : value;
  }
  if (value === null) return value;
  if (typeof value === 'string')
    return format === 'date-time' ? new Date(value.toUpperCase()).toISOString() : value;
  if (items && Array.isArray(value)) return value.map((item) => described(items, item));
  if (!properties) return value;
  const given = value as Readonly<Record<string, unknown>>;
  const kept: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(properties)) {
    if (!Object.hasOwn(given, name)) continue;
    if (given[name] === null && (field as SchemaFields)[ABSENT_IF_NULL]) continue;
    kept[name] = described(field, given[name]);
  }
  return kept;
}

/** Whether a text is one that PostgreSQL and UTF-8 can hold. */
export function isStorable(text: string): boolean {
  return !/\0|\p{Surrogate}/u.test(text);
}
