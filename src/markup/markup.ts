import type {Body} from '../model/comment.js';

/**
 * A description of an element. The elements create and update nodes by it (`elements/comment-list/patch.ts`), static
 * rendering writes it as HTML.
 */
export interface Markup {
  readonly tag: keyof HTMLElementTagNameMap;
  /** Attributes that are `null` are absent. */
  readonly attributes: Readonly<Record<string, string | null>>;
  /** Empty if something else decides on the content. */
  readonly children: readonly MarkupChild[];
  /** Content that readers have written; then there are no children. */
  readonly body?: Body;
}

/** An element or a text; nothing if it is `null`, `false` or empty. */
export type MarkupChild = Markup | string | null | false;

/** Describes an element. */
export function element(
  tag: Markup['tag'],
  attributes: Markup['attributes'],
  ...children: readonly MarkupChild[]
): Markup {
  return {tag, attributes, children};
}
