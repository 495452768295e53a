import fc from 'fast-check';
import {described, type JsonSchema} from './described.js';

/** Values that a schema of the OpenAPI document describes, with fields that it does not name where it allows them. */
export function valid(schema: JsonSchema): fc.Arbitrary<unknown> {
  const resolved = resolve(schema);
  const {anyOf, enum: choices} = resolved as {anyOf?: JsonSchema[]; enum?: unknown[]};
  if (anyOf) return fc.oneof(...anyOf.map(valid));
  if ('const' in resolved) return fc.constant(resolved['const']);
  if (choices) return fc.constantFrom(...choices);
  const types = [resolved['type']].flat() as string[];
  return fc.oneof(...types.map((type) => ofType(type, resolved)));
}

/** What is nearly such a value: one place of it has been left out, replaced, or filled with what goes too far. */
export function mutated(schema: JsonSchema): fc.Arbitrary<unknown> {
  return fc
    .tuple(valid(schema), fc.nat(), fc.oneof(...MUTATIONS))
    .map(([value, place, mutation]) => mutate(value, place, mutation));
}

function resolve(schema: JsonSchema): JsonSchema {
  const reference = schema['$ref'];
  if (typeof reference !== 'string') return schema;
  const found = described.components.schemas[reference.replace(/.*\//, '')];
  if (!found) throw new Error(`The OpenAPI document has no ${reference}.`);
  return found;
}

function ofType(type: string, schema: JsonSchema): fc.Arbitrary<unknown> {
  const bound = (name: string, fallback: number): number => (schema[name] as number | undefined) ?? fallback;
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer': {
      const [min, max] = [bound('minimum', -1000), bound('maximum', 1_000_000)];
      return fc.oneof(fc.integer({min, max}), fc.constantFrom(min, max));
    }
    case 'string':
      return schema['format'] === 'date-time'
        ? time()
        : storableText(bound('minLength', 0), bound('maxLength', 50));
    case 'array': {
      const items = valid(schema['items'] as JsonSchema);
      const lengths = {minLength: bound('minItems', 0), maxLength: Math.min(bound('maxItems', 4), 4)};
      return schema['uniqueItems'] ? fc.uniqueArray(items, lengths) : fc.array(items, lengths);
    }
    case 'object':
      return object(schema);
    default:
      throw new Error(`Nothing makes a ${type}.`);
  }
}

function object(schema: JsonSchema): fc.Arbitrary<unknown> {
  const {
    properties = {},
    required = [],
    additionalProperties,
  } = schema as {
    properties?: Readonly<Record<string, JsonSchema>>;
    required?: readonly string[];
    additionalProperties?: unknown;
  };
  const fields = Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, valid(field)]));
  const named = fc.record(fields, {requiredKeys: [...required]});
  if (additionalProperties === false) return named;
  return fc
    .tuple(named, fc.option(fc.jsonValue({maxDepth: 2}), {nil: undefined}))
    .map(([one, more]) => (more === undefined ? one : {...one, 'a field of a newer client': more}));
}

/** Short texts, some of characters outside of the Basic Multilingual Plane, and the longest. */
function storableText(minLength: number, maxLength: number): fc.Arbitrary<string> {
  return fc.oneof(
    {arbitrary: fc.string({unit: STORABLE, minLength, maxLength: Math.min(maxLength, 20)}), weight: 8},
    {arbitrary: fc.constantFrom('a', '😀').map((unit) => unit.repeat(Math.min(maxLength, 3000))), weight: 1},
  );
}

const STORABLE = fc.oneof(
  fc.string({unit: 'binary', minLength: 1, maxLength: 1}).filter((text) => !/\0|\p{Surrogate}/u.test(text)),
  fc.constantFrom('"', '\\', '\n', '/', '{', '😀', 'é', '\u202e'),
);

function time(): fc.Arbitrary<string> {
  const instant = fc
    .date({min: new Date('0002-01-01T00:00:00Z'), max: new Date('9998-12-31T00:00:00Z'), noInvalidDate: true})
    .map((date) => date.toISOString());
  return fc
    .tuple(instant, fc.constantFrom('Z', 'z', '+02:00', '-23:59', '+00:00'), fc.boolean())
    .map(([text, offset, short]) => (short ? text.slice(0, 19) : text.slice(0, 23)) + offset);
}

type Mutation = {readonly remove: true} | {readonly put: unknown} | {readonly add: string};

const MUTATIONS: readonly fc.Arbitrary<Mutation>[] = [
  fc.constant<Mutation>({remove: true}),
  fc.jsonValue({maxDepth: 1}).map((put) => ({put})),
  fc.constantFrom<Mutation>(
    {put: null},
    {put: ''},
    {put: 'x'.repeat(3000)},
    {put: '😀'.repeat(1500)},
    {put: 'a\0b'},
    {put: 'a\ud83d'},
    {put: 0},
    {put: 1.5},
    {put: -1},
    {put: 1e300},
    {put: '2026-02-30T00:00:00Z'},
    {put: '2026-12-31T23:59:60Z'},
    {put: '0000-01-01T00:00:00Z'},
    {put: '9999-12-31T23:59:59-23:59'},
    {put: '2026-01-01T00:00:00+24:00'},
    {put: ['newest', 'newest']},
    {put: []},
    {put: {}},
    {put: {userId: 'u', email: 'a@b.example'}},
  ),
  fc.constantFrom('unknown', '__proto__', 'constructor', 'toString', '').map((add) => ({add})),
];

/** Changes the value's place of this number: itself, or a field or item of it, at any depth. */
function mutate(value: unknown, place: number, mutation: Mutation): unknown {
  const copy: unknown = JSON.parse(JSON.stringify(value));
  const places: {readonly holder: Record<string, unknown>; readonly key: string}[] = [];
  const collect = (holder: unknown): void => {
    if (typeof holder !== 'object' || holder === null) return;
    for (const key of Object.keys(holder)) {
      places.push({holder: holder as Record<string, unknown>, key});
      collect((holder as Record<string, unknown>)[key]);
    }
  };
  const root: Record<string, unknown> = {value: copy};
  collect(root);
  const {holder, key} = places[place % places.length] ?? {holder: root, key: 'value'};
  if ('remove' in mutation) {
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else if (holder !== root) delete holder[key];
  } else if ('put' in mutation) holder[key] = mutation.put;
  else {
    const inner = holder[key];
    // As JSON.parse makes it: a field of its own, whatever its name.
    if (typeof inner === 'object' && inner !== null && !Array.isArray(inner))
      Object.defineProperty(inner, mutation.add, {
        value: 1,
        enumerable: true,
        configurable: true,
        writable: true,
      });
  }
  return root['value'];
}
