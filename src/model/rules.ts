/** Validates a value: returns it, or a corrected copy, or `undefined` if it is invalid. */
export type Rule = (value: unknown) => unknown;

/** A string without lone surrogates, which neither URLs nor UTF-8 can carry. */
export const text: Rule = (value) => {
  if (typeof value !== 'string') return undefined;
  // ES2024, ten times as fast.
  const {toWellFormed} = value as {toWellFormed?: () => string};
  return toWellFormed ? toWellFormed.call(value) : value.replace(/\p{Surrogate}/gu, '\uFFFD');
};

/** An id: a non-empty string; a number becomes one. */
export const id: Rule = (value) =>
  typeof value === 'bigint' || Number.isFinite(value) ? String(value) : text(value) || undefined;

/** A finite number. */
export const number: Rule = (value) => (Number.isFinite(value) ? value : undefined);

/** A boolean. */
export const boolean: Rule = (value) => (typeof value === 'boolean' ? value : undefined);

/** The format of `toISOString`, for days that every month has. Twenty times as fast as `Date`. */
const EXACT = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])T([01]\d|2[0-3])(:[0-5]\d){2}\.\d{3}Z$/;

/** A time as UTC ISO 8601 with milliseconds, in the years 0 to 9999, in which it sorts as text. */
export const time: Rule = (value) => {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  if (EXACT.test(value as string)) return value;
  const date = new Date(value);
  const iso = Number.isNaN(date.getTime()) ? '' : date.toISOString();
  return iso.length === 24 ? iso : undefined;
};

/** One of these values. */
export const oneOf =
  (...choices: readonly unknown[]): Rule =>
  (value) =>
    choices.includes(value) ? value : undefined;

/** A value that `rule` accepts, or `null`. */
export const orNull =
  (rule: Rule): Rule =>
  (value) =>
    value === null ? null : rule(value);

/**
 * An object with these fields, of which the first `required` ones must be valid. Only these are read, so cycles and a
 * `__proto__` key do no harm. An instance of a class is copied, because spreading it would lose its getters.
 */
export function record(fields: Readonly<Record<string, Rule>>, required: number): Rule {
  const keys = Object.keys(fields);
  const rules = Object.values(fields);
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const given = value as Readonly<Record<string, unknown>>;
    const prototype: unknown = Object.getPrototypeOf(value);
    // Copied only if something differs: most input is valid.
    let kept: Record<string, unknown> | undefined =
      prototype === Object.prototype || prototype === null ? undefined : {};
    for (let index = 0; index < keys.length; index++) {
      const key = keys[index] as string;
      const before = given[key];
      const after = before === undefined ? undefined : rules[index]?.(before);
      if (after === undefined && index < required) return undefined;
      if (after !== before) kept ??= pick(given, keys.slice(0, index));
      if (kept && after !== undefined) kept[key] = after;
    }
    return kept ?? value;
  };
}

function pick(from: Readonly<Record<string, unknown>>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]]));
}
