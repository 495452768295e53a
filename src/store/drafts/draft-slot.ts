import type {CommentId} from '../../model/comment.js';

/** Where a reader writes: a page, what they answer there, and as whom. */
export interface DraftSlot {
  readonly site: string;
  readonly pageId: string;
  readonly parentId: CommentId | null;
  /** `null` for a guest. */
  readonly viewerId: string | null;
}

/** Under which key a slot's versions are kept; by site and viewer first, for these are cleared together. */
export function draftKey({site, viewerId, pageId, parentId}: DraftSlot): string {
  return `draft:${JSON.stringify([site, viewerId, pageId, parentId])}`;
}

/** How the keys begin of all slots of a viewer on a site, or also on a page of it. */
export function draftKeyPrefix(site: string, viewerId: string | null, ...pageId: readonly string[]): string {
  return `draft:${JSON.stringify([site, viewerId, ...pageId]).slice(0, -1)},`;
}

/** What the draft under this key answers. */
export function parentInDraftKey(key: string): CommentId | null {
  const parts = JSON.parse(key.slice('draft:'.length)) as readonly (string | null)[];
  return parts[3] ?? null;
}
