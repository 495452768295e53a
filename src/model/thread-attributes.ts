import {SORTS} from './thread.js';

/** The type and values of an attribute; a string unless `type` says otherwise. */
export interface Attribute {
  readonly type?: typeof Number | typeof Boolean;
  /** Whether the attribute follows the property. */
  readonly reflect?: boolean;
  /** Whether it follows only a value other than the default: React compares the attributes of a page while hydrating. */
  readonly useDefault?: boolean;
  /** Default: the empty string. */
  readonly default?: string | number | boolean | null;
  /** The values allowed. */
  readonly values?: readonly string[];
  /** Minimum and maximum. */
  readonly range?: readonly [number, number];
}

const text = {} as const;
const off = {type: Boolean, default: false} as const;

/**
 * The attributes of `<parley-thread>`, by the names of their properties: `pageId` is `page-id`. The element's properties, its
 * options, its warnings, static rendering and `custom-elements.json` are made from this table; the class describes each of them.
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
  theme: {default: 'auto', reflect: true, useDefault: true, values: ['auto', 'light', 'dark']},
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
  avatars: off,
  shortcuts: off,
  checks: {default: null},
} as const satisfies Readonly<Record<string, Attribute>>;

/** The values of the attributes, by the names of their properties. */
export type AttributeValues = {
  -readonly [Name in keyof typeof ATTRIBUTES]: (typeof ATTRIBUTES)[Name] extends {
    values: readonly (infer Value)[];
  }
    ? Value
    : (typeof ATTRIBUTES)[Name] extends {type: typeof Number}
      ? number
      : (typeof ATTRIBUTES)[Name] extends {type: typeof Boolean}
        ? boolean
        : string;
};

/** `pageId`: `page-id`. */
export function attributeName(property: string): string {
  return property.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
}

/** The value of a number with a range; its default for one outside of it. */
export function integerIn(
  {range: [least, most], default: fallback}: {range: readonly [number, number]; default: number},
  value: number | undefined,
): number {
  return value !== undefined && value >= least && value <= most ? Math.floor(value) : fallback;
}
