import type {Messages} from '../../../locale/en.js';
import type {CommentsAdapter} from '../../../model/adapter.js';
import type {Comment} from '../../../model/comment.js';
import type {Viewer} from '../../../model/thread.js';

/** The actions in a comment's menu. */
export type MenuAction = 'share' | 'copy-link' | 'edit' | 'remove' | 'report' | 'mute';

/** An item of a comment's menu. */
export interface MenuItem {
  readonly action: MenuAction;
  readonly label: string;
  /** A sentence about the remaining time. */
  readonly hint?: string;
}

/**
 * Whether the viewer would remove this comment as a moderator, because it is another person's. A guest's own comments
 * are known only on their device.
 */
export function isOthers({author}: Comment, viewer: Viewer | null): boolean {
  return (viewer?.role === 'moderator' || viewer?.role === 'staff') && author.id !== viewer.id;
}

const MINUTE_MS = 60_000;

/** The remaining minutes for editing a comment, rounded up; `null` without a limit. */
export function minutesLeft({editableUntil}: Comment, now: number): number | null {
  return editableUntil == null ? null : Math.max(0, Math.ceil((Date.parse(editableUntil) - now) / MINUTE_MS));
}

/** What the items depend on, besides the comment. */
export interface MenuContext {
  readonly adapter: CommentsAdapter | null;
  readonly viewerId: string | undefined;
  readonly isReported: boolean;
  /** The author's name as it is shown. */
  readonly name: string;
  readonly messages: Messages;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The available items of a comment's menu, in order. */
export function menuItems(comment: Comment, context: MenuContext): readonly MenuItem[] {
  const {adapter, viewerId, isReported, name, messages, now} = context;
  const {can = {}, status = 'published', author, delivery} = comment;
  const isThere = !delivery && status !== 'removed' && status !== 'deleted';
  const isPublished = isThere && status === 'published';
  const minutes = minutesLeft(comment, now);
  const mayChange = isThere && minutes !== 0;
  const mayEdit = mayChange && !!can.edit && !!adapter?.edit;
  const mayRemove = mayChange && !!can.remove && !!adapter?.remove;
  const isOwn = mayEdit || mayRemove || (author.id !== undefined && author.id === viewerId);
  const mayReport = isPublished && !isReported && !!can.report && !!adapter?.report;
  const hint = minutes === null ? {} : {hint: messages.editMinutes(minutes)};
  const items: (MenuItem | false)[] = [
    isPublished && 'share' in navigator && {action: 'share', label: messages.share},
    isPublished && {action: 'copy-link', label: messages.copyLink},
    mayEdit && {action: 'edit', label: messages.edit, ...hint},
    mayRemove && {action: 'remove', label: messages.remove, ...(mayEdit ? {} : hint)},
    mayReport && {action: 'report', label: messages.report},
    isPublished && !isOwn && !author.isStaff && {action: 'mute', label: messages.muteAuthor(name)},
  ];
  return items.filter((item) => item !== false);
}
