import {isAddress} from '../../../model/address.js';
import {SORTS} from '../../../model/thread.js';
import {warnLater} from '../../../model/warn-later.js';
import type {ThreadElement} from '../thread.js';

/** Properties that cannot be attributes, by the attribute names that frameworks make of them. */
const PROPERTIES = [
  'adapter',
  'policy',
  'viewer',
  'getToken',
  'strings',
  'formatDate',
] as const satisfies readonly (keyof ThreadElement)[];

/** Warns the developer of invalid attributes of a thread, for which defaults are used. */
export function checkAttributes(thread: ThreadElement): void {
  const {variant, sort, formPosition, live, headingLevel, maxDepth, policyUrl} = thread;
  known('variant', variant, ['default', 'classic'], 'default');
  known('sort', sort, ['', ...SORTS], variant === 'classic' ? 'oldest' : 'newest');
  known('form-position', formPosition, ['', 'top', 'bottom'], variant === 'classic' ? 'bottom' : 'top');
  known('live', live, ['off', 'poll', 'push'], 'off');
  within('heading-level', headingLevel, 1, 5, 2);
  within('max-depth', maxDepth, 0, 10, 3);
  if (policyUrl && !isAddress(policyUrl))
    warnLater(({invalidAddress}) => invalidAddress('policy-url', policyUrl));
  for (const property of PROPERTIES) {
    const attribute = property.toLowerCase();
    if (thread.hasAttribute(attribute))
      warnLater(({propertyAsAttribute}) => propertyAsAttribute(attribute, property));
  }
}

function known(attribute: string, value: string, values: readonly string[], used: string): void {
  if (values.includes(value)) return;
  warnLater(({unknownValue}) => unknownValue(attribute, value, values.filter(Boolean), used));
}

function within(attribute: string, value: number, least: number, most: number, used: number): void {
  if (value >= least && value <= most) return;
  warnLater(({outOfRange}) => outOfRange(attribute, least, most, used));
}
