import {isAddress} from '../../../model/address.js';
import {publishedSort} from '../../../model/opening.js';
import {warnLater} from '../../../model/warn-later.js';
import {ATTRIBUTES, attributeName} from '../../../model/thread-attributes.js';
import type {ThreadAttributes} from '../attributes.js';

/** Properties that cannot be attributes, by the attribute names that frameworks make of them. */
const PROPERTIES = [
  'adapter',
  'policy',
  'viewer',
  'getToken',
  'strings',
  'formatDate',
] as const satisfies readonly (keyof ThreadAttributes)[];

/** Warns the developer of invalid attributes of a thread, for which defaults are used. */
export function checkAttributes(thread: Element & ThreadAttributes): void {
  const isClassic = thread.variant === 'classic';
  // Defaults that depend on another attribute.
  const used: Partial<Record<keyof ThreadAttributes, string>> = {
    sort: publishedSort({sort: '', variant: thread.variant}),
    formPosition: isClassic ? 'bottom' : 'top',
  };
  for (const name of Object.keys(ATTRIBUTES) as (keyof typeof ATTRIBUTES)[]) {
    const rule = ATTRIBUTES[name];
    const value = thread[name];
    if ('values' in rule) {
      const values: readonly unknown[] = rule.values;
      if (!values.includes(value))
        warnLater(({unknownValue}) =>
          unknownValue(
            attributeName(name),
            String(value),
            rule.values.filter(Boolean),
            used[name] ?? ('default' in rule ? rule.default : ''),
          ),
        );
    } else if ('range' in rule) {
      const [least, most] = rule.range;
      if (!(Number(value) >= least && Number(value) <= most))
        warnLater(({outOfRange}) => outOfRange(attributeName(name), least, most, rule.default));
    }
  }
  const {policyUrl} = thread;
  if (policyUrl && !isAddress(policyUrl))
    warnLater(({invalidAddress}) => invalidAddress('policy-url', policyUrl));
  for (const property of PROPERTIES) {
    const attribute = property.toLowerCase();
    if (thread.hasAttribute(attribute))
      warnLater(({propertyAsAttribute}) => propertyAsAttribute(attribute, property));
  }
}
