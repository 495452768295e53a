/** A piece of an OpenAPI 3.1 document. */
export type Part = Readonly<Record<string, unknown>>;

export const text: Part = {type: 'string'};
export const nullableText: Part = {type: ['string', 'null']};
export const flag: Part = {type: 'boolean'};
export const count: Part = {type: 'integer', minimum: 0};
export const moment: Part = {type: 'string', format: 'date-time'};
export const nullableMoment: Part = {type: ['string', 'null'], format: 'date-time'};

export function ref(name: string): Part {
  return {$ref: `#/components/schemas/${name}`};
}

export function orNull(part: Part): Part {
  return {anyOf: [part, {type: 'null'}]};
}

export function oneOf(...choices: readonly string[]): Part {
  return {type: 'string', enum: choices};
}

export function list(items: Part, limits: Part = {}): Part {
  return {type: 'array', items, ...limits};
}

/** An object that has all of `required` and may have some of `optional`. */
export function record(
  required: Readonly<Record<string, Part>>,
  optional: Readonly<Record<string, Part>> = {},
  more: Part = {},
): Part {
  return {
    type: 'object',
    properties: {...required, ...optional},
    required: Object.keys(required),
    ...more,
  };
}

/** A page of something in a list, and where it goes on. */
export function pageOf(items: Part): Part {
  return record({items: list(items), next: nullableText});
}
