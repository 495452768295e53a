import type {ReadingMessages} from '../../locale/en.js';
import type {ThreadStore} from '../../store/thread-store.js';
import type {ParleyElement} from '../base/parley-element.js';
import type {CommentFormElement} from '../comment-form/comment-form.js';
import type {CommentListElement} from '../comment-list/comment-list.js';
import type {ThreadSnapshot} from '../context.js';
import type {PostingTerms, ThreadHost} from '../thread-host.js';
import type {ThreadAttributes} from './attributes.js';

/** What the late code of a thread does: everything besides reading. */
export interface LateThread extends Pick<
  ThreadHost,
  'announce' | 'closeReply' | 'changeSubmission' | 'resubmit'
> {
  /** Handles a request of an element or the page. */
  handleRequest(request: Event): void;
  /** The reader wants to sign in. */
  requestLogin(): void;
  postingTerms(): PostingTerms;
}

/**
 * The interface of `<parley-thread>` for its own modules, which do not import it. Pages use its attributes; the elements in
 * a thread use `ThreadHost`.
 */
export interface ThreadInternals extends ParleyElement, ThreadAttributes {
  /** The messages, with the publisher's own; `undefined` until they have loaded. */
  readonly messages: ReadingMessages | undefined;
  /** What is shown; `undefined` until the messages have loaded. */
  readonly snapshot: ThreadSnapshot | undefined;
  /** `undefined` until the thread is requested. */
  readonly store: ThreadStore | undefined;
  /** Its list; `null` until it is rendered. */
  readonly list: CommentListElement | null;
  /** Whether the device has a draft or submission of this page. */
  readonly hasStored: boolean;
  /** Whether the reader's position is saved. */
  readonly isFollowingPlace: boolean;
  /** Saves the reader's position from now on. */
  followPlace(): void;
  /** Replaces the line below the article with the form; `null` if nobody can write. */
  openForm(): Promise<CommentFormElement | null>;
  /** Loads the late code, once; `undefined` if it cannot be loaded. */
  load(): Promise<LateThread | undefined>;
  /** Loads the messages of the language around it. */
  loadMessages(): void;
}
