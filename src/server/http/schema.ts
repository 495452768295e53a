import {Type, type Static, type TOptional, type TProperties, type TSchema, type TUnsafe} from 'typebox';

// Schemas of what is sent and answered: JSON Schema 2020-12 with the TypeScript type of what it describes. One object is
// the type, the check (`parser.ts`) and the part of the OpenAPI document (`openapi.ts`).

export type {Static, TSchema};

/** The schema's name among the document's components. Not part of the JSON. */
export const NAME = Symbol('name');

/** Marks an optional field in which null is the same as its absence. Not part of the JSON. */
export const ABSENT_IF_NULL = Symbol('absent if null');

/** The options of a schema besides its type. */
export type Annotations = Readonly<Partial<Record<'description', string>>>;

/** Text that PostgreSQL and UTF-8 can hold: no NUL, no half of a surrogate pair. */
export const STORABLE = '^[^\\u0000\\uD800-\\uDFFF]*$';

/**
 * A time of RFC 3339 that the database takes: no year 0, no leap second, and at both ends of what can be stored only UTC.
 * `format` says which days there are.
 */
export const TIME =
  '^(?!0000|(?:0001|9999)-.*[+-]\\d\\d:\\d\\d$)\\d{4}-\\d\\d-\\d\\d[Tt](?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?(?:[Zz]|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)$';

/** Puts a schema among the components of the document, under this name. */
export function named<Schema extends TSchema>(name: string, schema: Schema): Schema {
  return Object.assign(schema, {[NAME]: name});
}

/** Text that a request may hold, of `min` to `max` code points. */
export function text(max?: number, min = 0, annotations: Annotations = {}): TUnsafe<string> {
  return Type.Unsafe<string>({
    type: 'string',
    ...(min > 0 && {minLength: min}),
    ...(max !== undefined && {maxLength: max}),
    pattern: STORABLE,
    ...annotations,
  });
}

/** Text of an answer. */
export function anyText(annotations: Annotations = {}): TUnsafe<string> {
  return Type.Unsafe<string>({type: 'string', ...annotations});
}

export function flag(annotations: Annotations = {}): TUnsafe<boolean> {
  return Type.Unsafe<boolean>({type: 'boolean', ...annotations});
}

/** A whole number within these bounds. */
export function integer(minimum: number, maximum?: number, annotations: Annotations = {}): TUnsafe<number> {
  return Type.Unsafe<number>({
    type: 'integer',
    minimum,
    ...(maximum !== undefined && {maximum}),
    ...annotations,
  });
}

/** A time. A request may have it with any offset: it is parsed to UTC ISO 8601 with milliseconds. */
export function time(annotations: Annotations = {}): TUnsafe<string> {
  return Type.Unsafe<string>({type: 'string', format: 'date-time', pattern: TIME, ...annotations});
}

export function oneOf<const Choice extends string>(
  choices: readonly Choice[],
  annotations: Annotations = {},
): TUnsafe<Choice> {
  return Type.Unsafe<Choice>({type: 'string', enum: [...choices], ...annotations});
}

export function constant<const Value extends string | boolean>(value: Value): TUnsafe<Value> {
  return Type.Unsafe<Value>({const: value});
}

export function list<Item extends TSchema>(
  items: Item,
  bounds: Annotations & {
    readonly minItems?: number;
    readonly maxItems?: number;
    readonly uniqueItems?: boolean;
  } = {},
): TUnsafe<Static<Item>[]> {
  return Type.Unsafe<Static<Item>[]>({type: 'array', items, ...bounds});
}

/** An object with these fields; those that are not `optional` are required. Others are allowed, and ignored. */
export function record<Fields extends TProperties>(fields: Fields, annotations: Annotations = {}) {
  return Type.Object(fields, {...annotations});
}

/** An object that may have no other fields: another one is a mistake in writing, and refused by its name. */
export function exactRecord<Fields extends TProperties>(fields: Fields, annotations: Annotations = {}) {
  return Type.Object(fields, {...annotations, additionalProperties: false});
}

/** An object whose fields, by any name, are such values. */
export function mapOf<Value extends TSchema>(
  values: Value,
  annotations: Annotations = {},
): TUnsafe<Record<string, Static<Value>>> {
  return Type.Unsafe<Record<string, Static<Value>>>({
    type: 'object',
    additionalProperties: values,
    ...annotations,
  });
}

/** One of several kinds of objects. */
export function anyOf<Kinds extends TSchema[]>(...kinds: Kinds): TUnsafe<Static<Kinds[number]>> {
  return Type.Unsafe<Static<Kinds[number]>>({anyOf: kinds});
}

/** Such a value or null. */
export function nullable<Schema extends TSchema>(
  schema: Schema,
  annotations: Annotations = {},
): TUnsafe<Static<Schema> | null> {
  const {type, enum: choices} = schema as {type?: string; enum?: readonly string[]};
  const either =
    type === undefined || NAME in schema
      ? {anyOf: [schema, {type: 'null'}]}
      : {...schema, type: [type, 'null'], ...(choices && {enum: [...choices, null]})};
  return Type.Unsafe<Static<Schema> | null>({...either, ...annotations});
}

/** A field that may be absent. */
export function optional<Schema extends TSchema>(schema: Schema): TOptional<Schema> {
  return Type.Optional(schema) as TOptional<Schema>;
}

/** The same fields, each of which may be absent. */
export function partial<Fields extends TProperties>(
  fields: Fields,
): {[Name in keyof Fields]: TOptional<Fields[Name]>} {
  const entries = Object.entries(fields).map(([name, schema]) => [name, Type.Optional(schema)]);
  return Object.fromEntries(entries) as {[Name in keyof Fields]: TOptional<Fields[Name]>};
}

/** A field that may be absent, or null, which is the same. */
export function omittable<Schema extends TSchema>(schema: Schema): TOptional<TUnsafe<Static<Schema>>> {
  const either = nullable(schema) as TSchema as TUnsafe<Static<Schema>>;
  return Type.Optional(Object.assign(either, {[ABSENT_IF_NULL]: true}));
}

/** A parameter that has this value where it is absent. */
export function withDefault<Schema extends TSchema>(schema: Schema, value: Static<Schema>): Schema {
  return {...schema, default: value};
}
