import type {TValidationError} from 'typebox/error';
import {STORABLE, TIME} from './schema.js';

/** What is wrong with a value first: where, as a JSON pointer, and as a sentence that follows the name of that place. */
export interface Fault {
  readonly pointer: string;
  readonly keyword: TValidationError['keyword'];
  readonly message: string;
}

/** Chooses the error to report. There must be one. */
export function firstFault(errors: readonly TValidationError[]): Fault {
  const [first] = errors;
  if (first === undefined) throw new Error('A value was rejected without an error.');
  const union = errors.find((error) => error.keyword === 'anyOf');
  return union !== undefined && isBelow(first, union) ? faultOfUnion(union, errors) : faultOf(first);
}

function isBelow(error: TValidationError, union: TValidationError): boolean {
  return error.schemaPath.startsWith(`${union.schemaPath}/anyOf/`);
}

/** Reports the error of the nearest kind. If several are equally near, it lists the kinds. */
function faultOfUnion(union: TValidationError, errors: readonly TValidationError[]): Fault {
  const kinds = new Map<string, TValidationError[]>();
  for (const error of errors.filter((one) => isBelow(one, union))) {
    const kind = error.schemaPath.slice(`${union.schemaPath}/anyOf/`.length).replace(/\/.*/, '');
    kinds.set(kind, [...(kinds.get(kind) ?? []), error]);
  }
  const distances = [...kinds.values()].map((of) => ({
    of,
    distance: Math.max(...of.map((error) => distance(error, union.instancePath))),
  }));
  const least = Math.min(...distances.map((kind) => kind.distance));
  const nearest = distances.filter((kind) => kind.distance === least).map((kind) => kind.of);
  const missing = unique(nearest.flatMap((of) => of.flatMap(missingFields).slice(0, 1)));
  if (least === DISTANCE.required && missing.length > 0) {
    return {pointer: union.instancePath, keyword: 'required', message: `must have ${listed(missing)}`};
  }
  const [[first] = []] = nearest;
  const choices = unique(nearest.flatMap((of) => of.flatMap(choicesOf)));
  if (least === DISTANCE.choice && choices.length > 0 && first) {
    return {pointer: first.instancePath, keyword: 'enum', message: `must be one of ${choices.join(', ')}`};
  }
  return firstFault((nearest[0] ?? []).filter((error) => error !== union));
}

const DISTANCE = {required: 3, choice: 2, additional: 1, value: 0} as const;

/** How far a value with this error is from a kind of object at `pointer`. */
function distance(error: TValidationError, pointer: string): number {
  if (error.keyword === 'required' && error.instancePath === pointer) return DISTANCE.required;
  const isField = parentOf(error.instancePath) === pointer;
  if (isField && (error.keyword === 'enum' || error.keyword === 'const')) return DISTANCE.choice;
  return isField && error.keyword === 'boolean' ? DISTANCE.additional : DISTANCE.value;
}

function missingFields(error: TValidationError): readonly string[] {
  return error.keyword === 'required' ? error.params.requiredProperties : [];
}

function choicesOf(error: TValidationError): readonly string[] {
  if (error.keyword === 'enum') return error.params.allowedValues.map(String);
  return error.keyword === 'const' ? [String(error.params.allowedValue)] : [];
}

function faultOf(error: TValidationError): Fault {
  const {keyword, instancePath} = error;
  if (keyword === 'boolean') {
    const name = unescape(instancePath.slice(parentOf(instancePath).length + 1));
    return {
      pointer: parentOf(instancePath),
      keyword,
      message: `has a field that is not known: ${name.slice(0, 100)}`,
    };
  }
  return {pointer: instancePath, keyword, message: messageOf(error)};
}

function messageOf(error: TValidationError): string {
  switch (error.keyword) {
    case 'required':
      return `must have ${error.params.requiredProperties[0] ?? 'more fields'}`;
    case 'type':
      return `must be ${typesOf(error.params.type)}`;
    case 'enum':
    case 'const':
      return `must be one of ${choicesOf(error).join(', ')}`;
    case 'minLength':
      return 'must not be empty';
    case 'maxLength':
      return `must not exceed ${String(error.params.limit)} characters`;
    case 'minimum':
      return `must be at least ${String(error.params.limit)}`;
    case 'maximum':
      return `must be at most ${String(error.params.limit)}`;
    case 'minItems':
      return 'must not be empty';
    case 'maxItems':
      return `must not have more than ${String(error.params.limit)} items`;
    case 'uniqueItems':
      return 'must not have an item twice';
    case 'format':
      return NO_TIME;
    case 'pattern':
      if (error.params.pattern === TIME) return NO_TIME;
      return error.params.pattern === STORABLE
        ? 'has characters that cannot be stored'
        : 'is not of the right form';
    default:
      return 'is not valid';
  }
}

const NO_TIME = 'must be a time such as 2026-01-31T12:00:00Z';

const TYPES: Readonly<Record<string, string>> = {
  string: 'a string',
  boolean: 'true or false',
  integer: 'a whole number',
  array: 'an array',
  object: 'an object',
  null: 'null',
};

function typesOf(type: string | readonly string[]): string {
  return listed([type].flat().map((one) => TYPES[one] ?? one));
}

/** A JSON pointer as a developer writes it: `body.sorts[0]`, below `root`. */
export function pathOf(root: string, pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map(unescape)
    .reduce(
      (path, step) => (/^\d+$/.test(step) ? `${path}[${step}]` : path === '' ? step : `${path}.${step}`),
      root,
    );
}

function parentOf(pointer: string): string {
  return pointer.replace(/\/[^/]*$/, '');
}

/** The step of a JSON pointer (RFC 6901, section 4) without its escapes. */
function unescape(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}

function listed(values: readonly string[]): string {
  return values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} or ${values.at(-1) ?? ''}`;
}
