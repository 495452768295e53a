import type {PropertyDeclarations} from '@lit/reactive-element';
import type {CommentsAdapter, GetToken} from '../../model/adapter.js';
import type {Policy} from '../../model/policy.js';
import type {Viewer} from '../../model/thread.js';
import {
  attributeName,
  ATTRIBUTES,
  type Attribute,
  type AttributeValues,
} from '../../model/thread-attributes.js';
import type {Check} from '../../policy/check.js';
import {isOn} from '../base/is-on.js';
import type {StringOverrides} from '../language/string-overrides.js';

/** A check, the name of a built-in one, `default`, or the address of a service. */
export type NamedCheck = Check | string;

/**
 * The publisher's checks: instead of the default ones, or derived from them. A string has names separated by spaces, or
 * is `off`. If it has anything invalid, the default checks are used, with one warning.
 */
export type ChecksOption =
  string | readonly NamedCheck[] | ((defaults: readonly Check[]) => readonly NamedCheck[]) | null;

/** The attributes and properties of `<parley-thread>`. */
export type ThreadAttributes = Omit<AttributeValues, 'checks'> & {
  checks: ChecksOption;
  adapter: CommentsAdapter | null;
  policy: Policy | null;
  viewer: Viewer | null;
  strings: StringOverrides;
  formatDate: ((date: Date, locale: string) => string) | null;
  getToken: GetToken | null;
};

/** The declarations of their properties for Lit. */
export function attributeDeclarations(): PropertyDeclarations {
  return Object.fromEntries(
    Object.entries<Attribute>(ATTRIBUTES).map(([name, rule]) => [
      name,
      {...rule, attribute: attributeName(name), ...(rule.type === Boolean && {converter: isOn})},
    ]),
  );
}

/** The initial values of their properties. */
export function attributeDefaults(): Record<string, string | number | boolean | null> {
  return Object.fromEntries(
    Object.entries<Attribute>(ATTRIBUTES).map(([name, {default: initial = ''}]) => [name, initial]),
  );
}
