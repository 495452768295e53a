import {documentProperty} from '../../model/document-property.js';
import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {CommentId} from '../../model/comment.js';
import {Drafts} from '../../store/drafts.js';
import {thisDevice} from '../../store/device.js';
import {Letter} from '../../store/outbox/letter.js';
import {sessionReader} from '../../store/session-reader.js';
import type {ThreadState} from '../../store/state.js';
import type {ThreadSnapshot} from '../context.js';
import {LetterEvent} from './letter-events.js';

/** What a form says about its letter. */
export interface LetterNews {
  /** Words that were kept are in the form. */
  readonly restored: () => void;
  /** Words are gone from the form, for they were posted in another tab. */
  readonly postedElsewhere: () => void;
}

/**
 * The letter of a form: follows the thread, the reader and the page's comings and goings. The form is drawn again
 * whenever something about it has changed.
 */
export class LetterController implements ReactiveController {
  readonly letter: Letter;
  readonly #host: ReactiveControllerHost & HTMLElement;
  #phase: ThreadState['phase'] = 'idle';

  constructor(host: ReactiveControllerHost & HTMLElement, told: LetterNews) {
    this.#host = host;
    let wasRestored = false;
    this.letter = new Letter(new Drafts(thisDevice()), {
      changed: () => {
        const {isRestored} = this.letter;
        if (isRestored && !wasRestored) told.restored();
        wasRestored = isRestored;
        host.requestUpdate();
      },
      superseded: (key, dropsWords) => {
        host.dispatchEvent(new LetterEvent(key, dropsWords ? 'drop' : 'supersede'));
      },
      postedElsewhere: told.postedElsewhere,
      left: (key) => {
        host.dispatchEvent(new LetterEvent(key, 'leave'));
      },
    });
    host.addController(this);
  }

  /** What the thread is now, and what the form's comment answers. */
  follow({state, options}: ThreadSnapshot, parentId: CommentId | null): void {
    const {thread, phase} = state;
    if (!thread) return;
    this.letter.hear(state.outgoing);
    const told = options.viewer?.id ?? null;
    const hasFailed = phase === 'failed' && phase !== this.#phase;
    this.#phase = phase;
    if (phase === 'ready' && (told === null || this.letter.hasWords)) sessionReader.note(thread.site, told);
    const viewerId = told ?? (phase === 'failed' ? sessionReader.read(thread.site) : null);
    // Before the backend has answered nobody knows who reads, unless the page says so.
    const followed = this.letter.follow(
      {...thread, parentId, viewerId},
      phase === 'ready' || viewerId !== null,
    );
    // As long as it does not answer the reader must not be without their words.
    if (hasFailed) void followed.then(() => this.letter.restore());
  }

  hostConnected(): void {
    window.addEventListener('pagehide', this.#hurry);
    window.addEventListener('pageshow', this.#refresh);
    document.addEventListener('visibilitychange', this.#noteVisibility);
    document.addEventListener('freeze', this.#hurry);
  }

  hostDisconnected(): void {
    window.removeEventListener('pagehide', this.#hurry);
    window.removeEventListener('pageshow', this.#refresh);
    document.removeEventListener('visibilitychange', this.#noteVisibility);
    document.removeEventListener('freeze', this.#hurry);
    this.letter.hurry();
    // A form that is only moved is back before this runs, and has noticed nothing.
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.letter.close();
    });
  }

  readonly #hurry = (): void => {
    this.letter.hurry();
  };

  readonly #refresh = (): void => {
    void this.letter.refresh();
  };

  readonly #noteVisibility = (): void => {
    if (documentProperty('visibilityState') === 'hidden') this.letter.hurry();
    else void this.letter.refresh();
  };
}
