/** Gives the value to keep, the same one if it was right already, or `undefined` to leave it out. */
export type Rule = (value: unknown) => unknown;

/** A string without lone surrogates, which neither URLs nor UTF-8 can carry. */
export const text: Rule = (value) => {
  if (typeof value !== 'string') return undefined;
  // ES2024; the other way costs ten times as much.
  const {toWellFormed} = value as {toWellFormed?: () => string};
  return toWellFormed ? toWellFormed.call(value) : value.replace(/\p{Surrogate}/gu, '\uFFFD');
};

/** An id: a non-empty string, or a number as one. */
export const id: Rule = (value) =>
  typeof value === 'bigint' || Number.isFinite(value) ? String(value) : text(value) || undefined;

/** A number that can be reckoned with: neither NaN nor infinite. */
export const number: Rule = (value) => (Number.isFinite(value) ? value : undefined);

/** True or false, and nothing that only counts as either. */
export const boolean: Rule = (value) => (typeof value === 'boolean' ? value : undefined);

/** A day that every month has, written as `toISOString` writes it, which takes twenty times as long to find out. */
const EXACT = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])T([01]\d|2[0-3])(:[0-5]\d){2}\.\d{3}Z$/;

/** A moment as UTC ISO 8601 with milliseconds, in the years whose text sorts by time. */
export const time: Rule = (value) => {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  if (EXACT.test(value as string)) return value;
  const date = new Date(value);
  const iso = Number.isNaN(date.getTime()) ? '' : date.toISOString();
  return iso.length === 24 ? iso : undefined;
};

/** One of a few values. */
export const oneOf =
  (...choices: readonly unknown[]): Rule =>
  (value) =>
    choices.includes(value) ? value : undefined;

/** What `rule` takes, or `null`. */
export const orNull =
  (rule: Rule): Rule =>
  (value) =>
    value === null ? null : rule(value);

/**
 * An object with these fields, of which the first `required` must be there. Only they are read, so neither
 * cycles nor a `__proto__` key do harm. Another class's object is copied: what spreads it would lose its getters.
 */
export function record(fields: Readonly<Record<string, Rule>>, required: number): Rule {
  const keys = Object.keys(fields);
  const rules = Object.values(fields);
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const given = value as Readonly<Record<string, unknown>>;
    const prototype: unknown = Object.getPrototypeOf(value);
    // Made only once something differs: most of what comes is right.
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
