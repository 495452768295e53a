import type {CommentId, NewComment} from '../../model/comment.js';
import {COMMENTS_ERROR_CODES, type CommentsError, type CommentsErrorCode} from '../../model/errors.js';
import type {ThreadRef} from '../../model/thread.js';
import type {DraftSlot} from '../drafts/draft-slot.js';
import type {Device} from '../device.js';
import {LayeredStore} from '../../storage/layered-store.js';

/** How long a backend is left in peace that does not say for how long. */
const UNTOLD_LIMIT_MS = 60_000;

/** Who posts the same words again this soon, from another tab, has pressed the button a second time. */
const SECOND_PRESS_MS = 60_000;

/** For which thread, and as whom, letters are sent. */
export interface OutboxScope {
  readonly thread: ThreadRef;
  /** `null` for a guest. */
  readonly viewerId: string | null;
}

/** A letter that a reader wants posted, as it is kept on the device until the backend has confirmed it. */
export interface KeptIntent {
  /** Made once, so that however often it is sent, it is posted once. */
  readonly key: string;
  /** Higher with each change: of two copies the later one. */
  readonly order: number;
  readonly thread: ThreadRef;
  readonly viewerId: string | null;
  /** Under which name it is shown meanwhile. */
  readonly authorName: string;
  readonly draft: NewComment;
  /** When the reader pressed the button; milliseconds since 1970, like the other times. */
  readonly createdAt: number;
  /** Whether a request may have reached the backend that no answer has come for. */
  readonly unanswered: boolean;
  /** What the backend said no with: the reader has to decide. */
  readonly refusal: CommentsErrorCode | null;
  /** The reader went on with other words: it is only looked for, never sent again. */
  readonly superseded: boolean;
  /** Not to be sent again before that. */
  readonly notBefore: Limit | null;
}

/** The backend said at `toldAt` that nothing may be sent before `until`; milliseconds since 1970. */
export interface Limit {
  readonly until: number;
  readonly toldAt: number;
}

/** What is left of an intent for a day, so that other tabs know what became of it. */
export interface EndedIntent {
  readonly key: string;
  readonly order: number;
  readonly endedAt: number;
  /** `null` when the reader took it back. */
  readonly commentId: CommentId | null;
  /** A request for it had no answer: posted again under its key, it is looked for first. */
  readonly mayHaveArrived: boolean;
  /** What it said and where, for another tab may be about to say the same. */
  readonly draft: Pick<NewComment, 'parentId' | 'body'>;
}

/** The shelf that intents are kept on. */
export function intentShelf({layers, clock}: Pick<Device, 'layers' | 'clock'>): LayeredStore {
  return new LayeredStore(layers, clock, {
    merge: (one, other) => (orderOf(one) >= orderOf(other) ? one : other),
  });
}

/** Under which key an intent is kept. */
export function intentKey({thread, viewerId}: OutboxScope, key: string): string {
  return `${intentKeyPrefix({...thread, viewerId})}${JSON.stringify(key)}]`;
}

/** How the keys begin of all intents of a viewer on a page. */
export function intentKeyPrefix({
  site,
  pageId,
  viewerId,
}: Pick<DraftSlot, 'site' | 'pageId' | 'viewerId'>): string {
  return `intent:${JSON.stringify([site, pageId, viewerId]).slice(0, -1)},`;
}

/** An intent that is not settled, if that is what was kept; whoever wrote it. */
export function intentIn(kept: unknown): KeptIntent | null {
  const intent = (kept ?? {}) as Partial<KeptIntent>;
  const {key, order, thread, viewerId, authorName, draft, createdAt, unanswered, superseded} = intent;
  const {refusal, notBefore} = intent;
  const texts: unknown[] = [
    key,
    thread?.site,
    thread?.pageId,
    authorName,
    draft?.body.value,
    draft?.body.format,
  ];
  const isWhole =
    texts.every((text) => typeof text === 'string') &&
    (viewerId === null || typeof viewerId === 'string') &&
    [order, createdAt].every((number) => typeof number === 'number') &&
    typeof unanswered === 'boolean' &&
    typeof superseded === 'boolean' &&
    (refusal === null || COMMENTS_ERROR_CODES.some((code) => code === refusal)) &&
    (notBefore === null || typeof notBefore?.until === 'number');
  return isWhole ? (intent as KeptIntent) : null;
}

/** What became of an intent, if that is what was kept. */
export function endedIn(kept: unknown): EndedIntent | null {
  const ended = (kept ?? {}) as Partial<EndedIntent>;
  const isWhole =
    typeof ended.key === 'string' &&
    typeof ended.endedAt === 'number' &&
    typeof ended.mayHaveArrived === 'boolean' &&
    typeof ended.draft?.body.value === 'string' &&
    (ended.commentId === null || typeof ended.commentId === 'string');
  return isWhole ? (ended as EndedIntent) : null;
}

/** The texts of a slot that are on their way: they are no drafts as long as they are. */
export async function heldTexts(device: Device, slot: DraftSlot): Promise<ReadonlySet<string>> {
  const kept = await intentShelf(device).list(intentKeyPrefix(slot));
  const held = [...kept.values()].flatMap((value) => {
    const intent = intentIn(value);
    return intent && !intent.superseded && intent.draft.parentId === slot.parentId ? [intent] : [];
  });
  return new Set(held.map(({draft}) => draft.body.value));
}

/** What a `rate-limited` error asks for. */
export function limitFrom({retryAt}: CommentsError, toldAt: number): Limit {
  const until = retryAt === null ? NaN : Date.parse(retryAt);
  return {until: Number.isNaN(until) ? toldAt + UNTOLD_LIMIT_MS : until, toldAt};
}

/** Whether a kept value stands for these very words in this place, on their way or arrived a moment ago. */
export function isTwin(kept: unknown, {key, draft}: KeptIntent, now: number): boolean {
  const other = intentIn(kept);
  const ended = endedIn(kept);
  const isUnderway = other !== null && !other.superseded;
  const isJustPosted =
    ended !== null && ended.commentId !== null && Math.abs(now - ended.endedAt) < SECOND_PRESS_MS;
  const twin = isUnderway ? other : isJustPosted ? ended : null;
  return (
    twin !== null &&
    twin.key !== key &&
    twin.draft.parentId === draft.parentId &&
    twin.draft.body.value === draft.body.value
  );
}

/** How many milliseconds a limit still holds, by a clock that may have jumped: never longer than it was meant to. */
export function leftOf(limit: Limit | null, now: number): number {
  return limit ? Math.max(0, Math.min(limit.until - now, limit.until - limit.toldAt)) : 0;
}

/** The texts of a slot that have arrived lately: a tab that still shows one has missed it. */
export async function arrivedTexts(device: Device, slot: DraftSlot): Promise<ReadonlySet<string>> {
  const kept = await intentShelf(device).list(intentKeyPrefix(slot));
  const arrived = [...kept.values()].flatMap((value) => {
    const ended = endedIn(value);
    return ended && ended.commentId !== null && ended.draft.parentId === slot.parentId ? [ended] : [];
  });
  return new Set(arrived.map(({draft}) => draft.body.value));
}

function orderOf(kept: unknown): number {
  const {order} = (kept ?? {}) as {order?: unknown};
  return typeof order === 'number' ? order : 0;
}
