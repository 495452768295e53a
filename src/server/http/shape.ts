import type {DraftFault} from '../../model/draft-faults.js';
import {CommentsError, type DraftField} from '../../model/errors.js';
import {isTime} from '../store/times.js';
import {malformed} from './http-error.js';

/**
 * Gives the part of a request's JSON that is meant, or throws: `malformed` for what no client of this protocol sends.
 * `path` says where in the JSON it is.
 */
export type Shape<Value> = (value: unknown, path: string) => Value;

type Shapes<Values> = {readonly [Key in keyof Values]-?: Shape<Values[Key]>};

/** Text that neither PostgreSQL nor UTF-8 can hold: a NUL, half of a surrogate pair. */
const UNSTORABLE = /\0|\p{Surrogate}/u;

export function isStorable(text: string): boolean {
  return !UNSTORABLE.test(text);
}

/** A text of `shortest` to `longest` UTF-16 code units that can be stored. */
export function text(longest: number, shortest = 0): Shape<string> {
  return (value, path) => {
    if (typeof value !== 'string') throw malformed(`${path} must be a text.`);
    if (value.length < shortest) throw malformed(`${path} must not be empty.`);
    if (value.length > longest) throw malformed(`${path} must not exceed ${String(longest)} characters.`);
    if (!isStorable(value)) throw malformed(`${path} has characters that no text has.`);
    return value;
  };
}

/** What a reader typed into a field: half a character is theirs to mend, so it is `validation` with that field. */
export function typed(field: DraftField): Shape<string> {
  return (value, path) => {
    if (typeof value !== 'string') throw malformed(`${path} must be a text.`);
    if (!isStorable(value)) {
      throw new CommentsError('validation', `${path} has characters that no text has.`, {
        fields: {[field]: 'characters' satisfies DraftFault},
      });
    }
    return value;
  };
}

export const boolean: Shape<boolean> = (value, path) => {
  if (typeof value !== 'boolean') throw malformed(`${path} must be true or false.`);
  return value;
};

/** A whole number within these bounds. */
export function integer(least: number, most: number): Shape<number> {
  return (value, path) => {
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
    throw malformed(`${path} must be a whole number from ${String(least)} to ${String(most)}.`);
  };
}

/** A moment as RFC 3339 writes it, with its offset; given as UTC ISO 8601 with milliseconds. */
export const moment: Shape<string> = (value, path) => {
  const [, day = ''] = (typeof value === 'string' && RFC3339.exec(value)) || [];
  // JavaScript takes the 30th of February for the 2nd of March.
  const date = isTime(`${day}T00:00:00.000Z`) ? new Date(value as string) : new Date(Number.NaN);
  const text = Number.isNaN(date.getTime()) ? '' : date.toISOString();
  if (!isTime(text)) throw malformed(`${path} must be a time such as 2026-01-31T12:00:00Z.`);
  return text;
};

const RFC3339 = /^(\d{4}-\d\d-\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/i;

export function oneOf<const Choice extends string>(...choices: readonly Choice[]): Shape<Choice> {
  return (value, path) => {
    const choice = choices.find((one) => one === value);
    if (choice === undefined) throw malformed(`${path} must be one of ${choices.join(', ')}.`);
    return choice;
  };
}

export function orNull<Value>(shape: Shape<Value>): Shape<Value | null> {
  return (value, path) => (value === null ? null : shape(value, path));
}

export function listOf<Value>(shape: Shape<Value>, longest: number): Shape<readonly Value[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw malformed(`${path} must be a list.`);
    if (value.length > longest) throw malformed(`${path} must not have more than ${String(longest)} items.`);
    return value.map((item, index) => shape(item, `${path}[${String(index)}]`));
  };
}

/**
 * An object with `required` fields and, unless they are absent or null, `optional` ones. Others are left out: a newer
 * client may know more.
 */
export function object<Required extends object, Optional extends object = object>(
  required: Shapes<Required>,
  optional?: Shapes<Optional>,
): Shape<Required & Partial<Optional>> {
  return (value, path) => {
    const given = fieldsOf(value, path);
    const kept: Record<string, unknown> = {};
    for (const [key, shape] of entries(required)) {
      if (!Object.hasOwn(given, key)) throw malformed(`${path} must have ${key}.`);
      kept[key] = shape(given[key], `${path}.${key}`);
    }
    for (const [key, shape] of optional ? entries(optional) : []) {
      if (Object.hasOwn(given, key) && given[key] !== null) kept[key] = shape(given[key], `${path}.${key}`);
    }
    return kept as Required & Partial<Optional>;
  };
}

/** An object that may have any of these fields. Unlike the optional ones of `object`, one that is null counts. */
export function partial<Values extends object>(shapes: Shapes<Values>): Shape<Partial<Values>> {
  return (value, path) => {
    const given = fieldsOf(value, path);
    const kept: Record<string, unknown> = {};
    for (const [key, shape] of entries(shapes)) {
      if (Object.hasOwn(given, key)) kept[key] = shape(given[key], `${path}.${key}`);
    }
    return kept as Partial<Values>;
  };
}

/** `partial` for what somebody configures: a field that it does not have is refused, for it is a mistake in writing. */
export function exactPartial<Values extends object>(shapes: Shapes<Values>): Shape<Partial<Values>> {
  return (value, path) => {
    refuseUnknown(fieldsOf(value, path), shapes, path);
    return partial(shapes)(value, path);
  };
}

/** `object`, likewise. */
export function exactObject<Required extends object, Optional extends object = object>(
  required: Shapes<Required>,
  optional?: Shapes<Optional>,
): Shape<Required & Partial<Optional>> {
  return (value, path) => {
    refuseUnknown(fieldsOf(value, path), {...required, ...optional}, path);
    return object(required, optional)(value, path);
  };
}

function refuseUnknown(given: object, shapes: object, path: string): void {
  const unknown = Object.keys(given).find((key) => !Object.hasOwn(shapes, key));
  if (unknown !== undefined)
    throw malformed(`${path} has a field that is not known: ${unknown.slice(0, 100)}.`);
}

/** The fields of an object, or `malformed`. */
export function fieldsOf(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw malformed(`${path} must be an object.`);
  }
  return value as Readonly<Record<string, unknown>>;
}

function entries<Values>(shapes: Shapes<Values>): [string, Shape<unknown>][] {
  return Object.entries(shapes);
}
