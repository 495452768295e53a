import type {Comment, CommentId} from '../../model/comment.js';
import type {CommentsError} from '../../model/errors.js';
import type {KeptIntent} from './intents.js';

/** What becomes of an intent, as it happens. */
export type OutboxNews =
  | {readonly type: 'sending'; readonly intent: KeptIntent}
  /** It will be sent by itself: once online, at `until` (milliseconds since 1970), or soon again. */
  | {
      readonly type: 'waiting';
      readonly intent: KeptIntent;
      readonly why: 'offline' | 'rate-limited' | 'again';
      readonly until: number | null;
    }
  /** It stays as it is until the reader decides. `isUncertain`: it may have arrived, and nobody can be asked. */
  | {
      readonly type: 'failed';
      readonly intent: KeptIntent;
      readonly error: CommentsError;
      readonly isUncertain: boolean;
      /** Whether the form has the words; else the list has. */
      readonly inForm: boolean;
    }
  | Posted
  /** It is no more: taken back, or given up for other words. */
  | {readonly type: 'ended'; readonly intent: KeptIntent};

/** How an attempt by the reader came out. */
export type Conclusion = Exclude<OutboxNews, {type: 'sending'}>;

/** An intent has arrived, as the comment `id`; `comment` is `null` when only that is known. */
export interface Posted {
  readonly type: 'posted';
  readonly intent: KeptIntent;
  readonly id: CommentId;
  readonly comment: Comment | null;
}

/** Who hears of an outbox. */
export interface OutboxListener {
  tell(news: OutboxNews): void;
  /** Runs before an intent is forgotten that was confirmed, or given up for other words: to clear its draft. */
  beforeEnd(intent: KeptIntent): Promise<void>;
  /** Runs before an intent is forgotten whose words the reader has back, to keep them as a draft. */
  beforeReturn(intent: KeptIntent): Promise<void>;
}
