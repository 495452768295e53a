import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {CommentId} from '../../model/comment.js';
import {documentProperty} from '../../model/document-property.js';
import {thisDevice} from '../../store/device.js';
import {sessionViewer} from '../../store/session-viewer.js';
import type {ThreadState} from '../../store/state.js';
import {DraftSession} from '../../store/submissions/draft-session.js';
import {SubmissionRecords} from '../../store/submissions/submission-records.js';
import type {ThreadSnapshot} from '../context.js';
import type {ThreadHost} from '../thread-host.js';

/** Events of a form's draft. */
export interface DraftAnnouncements {
  /** A stored draft was restored. */
  readonly restored: () => void;
  /** The form was emptied, because its text was posted in another tab. */
  readonly postedElsewhere: () => void;
}

/**
 * Manages the draft of a form: follows the thread, the reader and the page's lifecycle. The form is updated whenever
 * something has changed.
 */
export class DraftController implements ReactiveController {
  readonly session: DraftSession;
  readonly #host: ReactiveControllerHost & HTMLElement;
  #thread: ThreadHost | undefined;
  #phase: ThreadState['phase'] = 'idle';

  constructor(host: ReactiveControllerHost & HTMLElement, announce: DraftAnnouncements) {
    this.#host = host;
    let wasRestored = false;
    this.session = new DraftSession(SubmissionRecords.of(thisDevice()), {
      changed: () => {
        const {isRestored} = this.session;
        if (isRestored && !wasRestored) announce.restored();
        wasRestored = isRestored;
        host.requestUpdate();
      },
      superseded: (id) => {
        this.#thread?.changeSubmission(id, 'supersede');
      },
      postedElsewhere: announce.postedElsewhere,
      detached: (id) => {
        this.#thread?.changeSubmission(id, 'detach');
      },
    });
    host.addController(this);
  }

  /** The current thread, and the comment that the form replies to. */
  follow({state, options, host}: ThreadSnapshot, parentId: CommentId | null): void {
    const {thread, phase} = state;
    this.#thread = host;
    if (!thread) return;
    this.session.handleOutgoing(state.outgoing);
    const viewerNow = options.viewer?.id ?? null;
    const hasFailed = phase === 'failed' && phase !== this.#phase;
    this.#phase = phase;
    // Reading stores nothing.
    if (phase === 'ready' && (viewerNow === null || this.session.hasText))
      sessionViewer.write(thread.site, viewerNow);
    const viewerId = viewerNow ?? (phase === 'failed' ? sessionViewer.read(thread.site) : null);
    const {site, pageId} = thread;
    // The reader is unknown until the backend has answered, unless the page sets one.
    const followed = this.session.setPlace(
      {site, pageId, parentId, viewerId},
      phase === 'ready' || viewerId !== null,
    );
    // The reader needs their text even if the backend does not answer.
    if (hasFailed) void followed.then(() => this.session.restore());
  }

  hostConnected(): void {
    window.addEventListener('pagehide', this.#flush);
    window.addEventListener('pageshow', this.#refresh);
    document.addEventListener('visibilitychange', this.#noteVisibility);
    document.addEventListener('freeze', this.#flush);
  }

  hostDisconnected(): void {
    window.removeEventListener('pagehide', this.#flush);
    window.removeEventListener('pageshow', this.#refresh);
    document.removeEventListener('visibilitychange', this.#noteVisibility);
    document.removeEventListener('freeze', this.#flush);
    this.session.flushSync();
    // A form that was only moved is connected again before this runs.
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.session.close();
    });
  }

  readonly #flush = (): void => {
    this.session.flushSync();
  };

  readonly #refresh = (): void => {
    void this.session.refresh();
  };

  readonly #noteVisibility = (): void => {
    if (documentProperty('visibilityState') === 'hidden') this.session.flushSync();
    void this.session.refresh();
  };
}
