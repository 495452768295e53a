import type {PropertyDeclaration, PropertyDeclarations} from 'lit';
import type {CommentsAdapter, GetToken} from '../../model/adapter.js';
import type {Policy} from '../../model/policy.js';
import {SORTS, type Viewer} from '../../model/thread.js';
import type {Check} from '../../policy/check.js';
import {isOn} from '../base/is-on.js';
import type {StringOverrides} from '../language/string-overrides.js';

/** The type and values of an attribute; a string unless `type` says otherwise. */
interface Attribute extends PropertyDeclaration {
  /** Default: the empty string. */
  readonly default?: string | number | boolean | null;
  /** The values allowed. */
  readonly values?: readonly string[];
  /** Minimum and maximum. */
  readonly range?: readonly [number, number];
}

const text = {} as const;
const off = {type: Boolean, default: false, converter: isOn} as const;

/**
 * The attributes of `<parley-thread>`, by the names of their properties: `pageId` is `page-id`. The element's properties, its
 * options, its warnings and `custom-elements.json` are made from this table; the class describes each of them.
 */
export const ATTRIBUTES = {
  backend: text,
  endpoint: text,
  site: text,
  pageId: text,
  pageUrl: text,
  pageTitle: text,
  publisher: text,
  policyUrl: text,
  policyVersion: text,
  theme: {default: 'auto', reflect: true, values: ['auto', 'light', 'dark']},
  sort: {values: ['', ...SORTS]},
  pageSize: {default: 0, type: Number},
  maxDepth: {default: 3, type: Number, range: [0, 10]},
  formPosition: {values: ['', 'top', 'bottom']},
  headingLevel: {default: 2, type: Number, range: [1, 5]},
  variant: {default: 'default', values: ['default', 'classic']},
  loading: {default: 'lazy', values: ['lazy', 'eager']},
  live: off,
  closed: off,
  readonly: off,
  shortcuts: off,
  checks: {default: null},
} as const satisfies Readonly<Record<string, Attribute>>;

type AttributeName = keyof typeof ATTRIBUTES;

/** A check, the name of a built-in one, `default`, or the address of a service. */
export type NamedCheck = Check | string;

/**
 * The publisher's checks: instead of the default ones, or derived from them. A string has names separated by spaces, or
 * is `off`. If it has anything invalid, the default checks are used, with one warning.
 */
export type ChecksOption =
  string | readonly NamedCheck[] | ((defaults: readonly Check[]) => readonly NamedCheck[]) | null;

/** The attributes and properties of `<parley-thread>`. */
export type ThreadAttributes = {
  -readonly [Name in AttributeName]: (typeof ATTRIBUTES)[Name] extends {values: readonly (infer Value)[]}
    ? Value
    : (typeof ATTRIBUTES)[Name] extends {type: typeof Number}
      ? number
      : (typeof ATTRIBUTES)[Name] extends {type: typeof Boolean}
        ? boolean
        : (typeof ATTRIBUTES)[Name] extends {default: null}
          ? ChecksOption
          : string;
} & {
  adapter: CommentsAdapter | null;
  policy: Policy | null;
  viewer: Viewer | null;
  strings: StringOverrides;
  formatDate: ((date: Date, locale: string) => string) | null;
  getToken: GetToken | null;
};

/** `pageId`: `page-id`. */
export function attributeName(property: string): string {
  return property.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
}

/** The declarations of their properties for Lit. */
export function attributeDeclarations(): PropertyDeclarations {
  return Object.fromEntries(
    Object.entries(ATTRIBUTES).map(([name, rule]) => [name, {...rule, attribute: attributeName(name)}]),
  );
}

/** The initial values of their properties. */
export function attributeDefaults(): Record<string, string | number | boolean | null> {
  return Object.fromEntries(
    Object.entries<Attribute>(ATTRIBUTES).map(([name, {default: initial = ''}]) => [name, initial]),
  );
}
