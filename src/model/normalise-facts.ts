import {BODY_FORMATS} from './comment.js';
import type {Policy} from './policy.js';
import {id, number, oneOf, orNull, record, text, time, type Rule} from './rules.js';
import {SORTS, type ThreadFacts} from './thread.js';

/** Validates thread info: fields of a wrong type are dropped. Valid info is returned itself, not as a copy. Never throws. */
export function normaliseFacts(input: unknown): ThreadFacts {
  return (attempt(factsRule, input) as ThreadFacts | undefined) ?? {};
}

/** Validates a policy; `null` if it is none. Rules without an id or a text are dropped. Never throws. */
export function normalisePolicy(input: unknown): Policy | null {
  return (attempt(policyRule, input) as Policy | undefined) ?? null;
}

function attempt(rule: Rule, input: unknown): unknown {
  try {
    return rule(input);
  } catch {
    return undefined;
  }
}

/** A list; entries that `rule` rejects are dropped, and a list without entries is invalid. */
const listOf =
  (rule: Rule): Rule =>
  (value) => {
    if (!Array.isArray(value)) return undefined;
    const given: readonly unknown[] = value;
    const kept = given.map(rule).filter((item) => item !== undefined);
    if (kept.length === 0) return undefined;
    return kept.length === given.length && kept.every((item, index) => item === given[index]) ? given : kept;
  };

const policyRule = record(
  {
    version: id,
    text: record({format: oneOf('text', 'html'), value: text}, 2),
    rules: listOf(record({id, text, severity: oneOf('nudge', 'hold', 'block')}, 2)),
    url: text,
  },
  0,
);

const fieldRule = oneOf('required', 'optional', 'hidden');

const factsRule = record(
  {
    closed: orNull(record({reason: text, at: time}, 0)),
    sorts: listOf(oneOf(...SORTS)),
    limits: record({bodyLength: (value) => ((number(value) as number) > 0 ? value : undefined)}, 0),
    posting: oneOf('guest', 'signed-in'),
    guestFields: record({name: fieldRule, email: fieldRule, url: fieldRule}, 0),
    viewer: orNull(record({id, name: text, avatarUrl: text, role: oneOf('reader', 'staff', 'moderator')}, 2)),
    policy: orNull(policyRule),
    bodyFormat: oneOf(...BODY_FORMATS),
    feedUrl: text,
    notice: oneOf('not-kept'),
  },
  0,
);
