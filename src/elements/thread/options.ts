import {safeUrl} from '../../content/safe-url.js';
import type {CommentsAdapter} from '../../model/adapter.js';
import type {Policy} from '../../model/policy.js';
import type {ThreadFacts, Viewer} from '../../model/thread.js';
import {warnLater} from '../../model/warn-later.js';
import type {ThreadOptions} from '../context.js';

const VARIANTS = ['default', 'classic'] as const;

/** What the page asks for by attributes and properties of `<parley-thread>`. */
export interface PageWishes {
  readonly variant: string;
  readonly headingLevel: number;
  readonly maxDepth: number;
  readonly publisher: string;
  readonly policyUrl: string;
  readonly policyVersion: string;
  readonly policy: Policy | null;
  readonly viewer: Viewer | null;
  readonly closed: boolean;
  readonly readonly: boolean;
  readonly formatDate: ((date: Date, locale: string) => string) | null;
}

/** The page's wishes, as far as the backend goes along with them. A value that makes no sense falls back. */
export function settleOptions(
  wishes: PageWishes,
  facts: ThreadFacts,
  adapter: CommentsAdapter | null,
): ThreadOptions {
  const policy = wishes.policy ?? facts.policy ?? null;
  const policyUrl = wishes.policyUrl || policy?.url;
  const isClosed = wishes.closed || facts.closed != null;
  return {
    variant: oneOf('variant', wishes.variant, VARIANTS),
    headingLevel: within('heading-level', wishes.headingLevel, 1, 5, 2),
    maxDepth: within('max-depth', wishes.maxDepth, 0, 10, 3),
    publisher: wishes.publisher || null,
    policyUrl: policyUrl ? safeUrl(policyUrl, document.baseURI) : null,
    policy: wishes.policyVersion ? {...policy, version: wishes.policyVersion} : policy,
    viewer: wishes.viewer ?? facts.viewer ?? null,
    isClosed,
    readonly: wishes.readonly || isClosed || !!facts.blocked || !adapter?.post,
    canVote: !!adapter?.vote,
    guestFields: {name: 'required', email: 'optional', url: 'hidden', ...facts.guestFields},
    bodyLength: facts.limits?.bodyLength ?? null,
    formatDate: wishes.formatDate,
  };
}

/** `value` if it is one of `known`, else the first of them, with a warning. */
export function oneOf<Known extends string>(
  attribute: string,
  value: string,
  known: readonly [Known, ...Known[]],
): Known {
  const found = known.find((other) => other === value);
  if (!found && value) warnLater(({unknownValue}) => unknownValue(attribute, value, known, known[0]));
  return found ?? known[0];
}

function within(attribute: string, value: number, least: number, most: number, fallback: number): number {
  if (value >= least && value <= most) return Math.floor(value);
  warnLater(({outOfRange}) => outOfRange(attribute, least, most, fallback));
  return fallback;
}
