import type {NewComment} from '../../model/comment.js';
import type {CommentsErrorCode} from '../../model/error-codes.js';
import type {Limit, Place, Submission} from './submission.js';

// Drafts and submissions as versions before December 2026 stored them: two stores, "draft:" and "intent:". This file may go
// on 2027-12-01.

/** The values of older versions by their keys, and how to remove them. */
export interface OldValues {
  read(): Promise<ReadonlyMap<string, unknown>>;
  remove(): Promise<void>;
}

interface OldVersion {
  readonly id: string;
  readonly order: number;
  readonly savedAt: number;
  readonly text: string;
  readonly gone?: string;
  readonly replaces?: readonly {readonly id: string; readonly order: number}[];
  readonly forSignIn?: boolean;
  readonly postedAs?: string;
}

interface OldIntent {
  readonly key: string;
  readonly order: number;
  readonly thread: {readonly site: string; readonly pageId: string};
  readonly viewerId: string | null;
  readonly authorName: string;
  readonly draft: NewComment;
  readonly createdAt: number;
  readonly unanswered: boolean;
  readonly refusal: CommentsErrorCode | null;
  readonly superseded: boolean;
  readonly notBefore: Limit | null;
}

/** Converts old values to submissions; invalid ones are dropped. Pure. */
export function convertOld(values: ReadonlyMap<string, unknown>): readonly Submission[] {
  const all = [...values];
  const intents = all.flatMap(([key, value]) => (key.startsWith('intent:') ? fromIntent(value) : []));
  const drafts = all.flatMap(([key, value]) => (key.startsWith('draft:') ? fromDraft(key, value) : []));
  // The old stores had a sent draft twice, related only by its text.
  const placeAndText = ({place, text}: Submission): string => JSON.stringify([place, text]);
  const sent = new Set(intents.filter(({status}) => status !== 'discarded').map(placeAndText));
  const unique = new Map(drafts.map((draft) => [placeAndText(draft), draft]));
  return [...intents, ...[...unique].flatMap(([key, draft]) => (sent.has(key) ? [] : [draft]))];
}

function fromIntent(value: unknown): Submission[] {
  const {
    key,
    order,
    thread,
    viewerId,
    authorName,
    draft,
    createdAt,
    unanswered,
    refusal,
    superseded,
    notBefore,
  } = (value ?? {}) as Partial<OldIntent>;
  if (key === undefined || !thread || !draft || createdAt === undefined || unanswered === undefined)
    return [];
  const {parentId, body, guest, policyVersion} = draft;
  return [
    {
      id: key,
      place: {site: thread.site, pageId: thread.pageId, parentId, viewerId: viewerId ?? null},
      text: body.value,
      format: body.format,
      status: superseded ? 'discarded' : refusal ? 'failed' : unanswered ? 'sending' : 'unsent',
      order: order ?? 0,
      savedAt: createdAt,
      replaces: [],
      awaitsSignIn: false,
      attempt: {
        startedAt: createdAt,
        mayHaveArrived: unanswered,
        errorCode: refusal ?? null,
        notBefore: notBefore ?? null,
        authorName: authorName ?? '',
        ...(guest && {guest}),
        ...(policyVersion !== undefined && {policyVersion}),
      },
      commentId: null,
    },
  ];
}

function fromDraft(key: string, value: unknown): Submission[] {
  const {versions} = (value ?? {}) as {readonly versions?: readonly OldVersion[]};
  const parts = parsed(key.slice('draft:'.length));
  if (!Array.isArray(parts) || !Array.isArray(versions)) return [];
  const [site, viewerId, pageId, parentId] = parts as [string, string | null, string, string | null];
  const place: Place = {site, pageId, parentId, viewerId};
  const replaced = new Set(versions.flatMap(({replaces = []}: OldVersion) => replaces.map(stampOf)));
  return (versions as readonly OldVersion[])
    .filter((version) => !version.gone && typeof version.text === 'string' && !replaced.has(stampOf(version)))
    .map((version) => ({
      // The key with which it was sent, or would have been.
      id: version.postedAs ?? stampOf(version),
      place,
      text: version.text,
      format: 'text',
      status: 'draft',
      order: version.order,
      savedAt: version.savedAt,
      replaces: [],
      awaitsSignIn: version.forSignIn ?? false,
      attempt:
        version.postedAs === undefined
          ? null
          : {
              startedAt: version.savedAt,
              mayHaveArrived: true,
              errorCode: null,
              notBefore: null,
              authorName: '',
            },
      commentId: null,
    }));
}

function stampOf({id, order}: {readonly id: string; readonly order: number}): string {
  return `${id}-${String(order)}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
