import {CommentsError} from '../../../model/errors.js';
import {boolean, number, oneOf, type Rule} from '../../../model/rules.js';
import {SORTS} from '../../../model/thread.js';

/** A group of settings, each of which may be left out. */
type Group = Readonly<Record<string, Rule | {readonly group: Readonly<Record<string, Rule>>}>>;

const within =
  (least: number, most: number): Rule =>
  (value) =>
    number(value) !== undefined &&
    Number.isInteger(value) &&
    (value as number) >= least &&
    (value as number) <= most
      ? value
      : undefined;

const words: Rule = (value) =>
  Array.isArray(value) && value.length <= 10_000 && value.every(isShortText) ? value : undefined;

const sorts: Rule = (value) =>
  Array.isArray(value) && value.length > 0 && value.every((sort) => oneOf(...SORTS)(sort) !== undefined)
    ? value
    : undefined;

const orNone =
  (rule: Rule): Rule =>
  (value) =>
    value === null ? true : rule(value);

const fieldRule = oneOf('required', 'optional', 'hidden');

/** The longest body that is worth a setting: the whole request is no larger than a megabyte. */
const LONGEST_BODY = 100_000;
const A_YEAR_S = 366 * 24 * 60 * 60;

const SETTINGS: Group = {
  title: (value) => (isShortText(value) ? true : undefined),
  posting: oneOf('guest', 'signed-in'),
  guestFields: {group: {name: fieldRule, email: fieldRule, url: fieldRule}},
  sorts,
  bodyFormat: oneOf('text', 'markdown'),
  bodyLength: within(1, LONGEST_BODY),
  editWindow: within(0, A_YEAR_S),
  hold: {
    group: {
      all: isBoolean,
      first: isBoolean,
      links: orNone(within(0, 1_000)),
      findings: isBoolean,
      reports: orNone(within(1, 1_000_000)),
      guestReports: orNone(within(1, 1_000_000)),
    },
  },
  knownAfter: within(0, A_YEAR_S),
  policyRequired: isBoolean,
  words: {group: {hold: words, block: words}},
};

/** Throws `malformed`, with what is wrong, for settings that are not or have a value they cannot have. */
export function checkSettings(change: object): void {
  check(change, SETTINGS, '');
}

function check(value: unknown, group: Group, path: string): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(path || 'settings');
  for (const [name, given] of Object.entries(value)) {
    const rule = Object.hasOwn(group, name) ? group[name] : undefined;
    if (rule === undefined) throw wrong(path + name);
    if (typeof rule === 'object') check(given, rule.group, `${path}${name}.`);
    else if (rule(given) === undefined) throw wrong(path + name);
  }
}

function isBoolean(value: unknown): unknown {
  return boolean(value);
}

function isShortText(value: unknown): boolean {
  return typeof value === 'string' && value.length <= 200 && !value.includes('\0');
}

function wrong(name: string): CommentsError {
  return new CommentsError('malformed', `This is no value for a setting: ${name}`);
}
