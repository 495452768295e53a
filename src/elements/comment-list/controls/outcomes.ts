import type {CommentId} from '../../../model/comment.js';
import type {CommentsError} from '../../../model/errors.js';
import type {ParleyFailedEvent} from '../../events.js';

const REQUESTS = [
  'parley-edit-request',
  'parley-remove-request',
  'parley-vote-request',
  'parley-report-request',
] as const;

type RequestEvent = HTMLElementEventMap[(typeof REQUESTS)[number]];

/** What is told of the comments for which something was asked. */
export interface OutcomeListener {
  asked(id: CommentId): void;
  edited(id: CommentId): void;
  reported(id: CommentId): void;
  failed(id: CommentId, operation: ParleyFailedEvent['operation'], error: CommentsError): void;
}

/** What readers asked for in a list, and what came of it, each for its comment. */
export class Outcomes {
  readonly #list: HTMLElement;
  readonly #thread: HTMLElement;
  readonly #listener: OutcomeListener;

  constructor(list: HTMLElement, thread: HTMLElement, listener: OutcomeListener) {
    this.#list = list;
    this.#thread = thread;
    this.#listener = listener;
  }

  connect(): void {
    for (const name of REQUESTS) this.#list.addEventListener(name, this.#noteAsked);
    this.#thread.addEventListener('parley-edited', this.#noteEdited);
    this.#thread.addEventListener('parley-reported', this.#noteReported);
    this.#thread.addEventListener('parley-failed', this.#noteFailed);
  }

  disconnect(): void {
    for (const name of REQUESTS) this.#list.removeEventListener(name, this.#noteAsked);
    this.#thread.removeEventListener('parley-edited', this.#noteEdited);
    this.#thread.removeEventListener('parley-reported', this.#noteReported);
    this.#thread.removeEventListener('parley-failed', this.#noteFailed);
  }

  readonly #noteAsked = ({commentId}: RequestEvent): void => {
    this.#listener.asked(commentId);
  };

  readonly #noteEdited = ({comment: {id}}: HTMLElementEventMap['parley-edited']): void => {
    this.#listener.edited(id);
  };

  readonly #noteReported = ({comment: {id}}: HTMLElementEventMap['parley-reported']): void => {
    this.#listener.reported(id);
  };

  readonly #noteFailed = ({operation, error, commentId}: ParleyFailedEvent): void => {
    // Forms tell by themselves what became of a post.
    if (commentId !== null && operation !== 'post') this.#listener.failed(commentId, operation, error);
  };
}
