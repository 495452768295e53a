import {createContext} from '@lit/context';
import type {ReadingMessages} from '../locale/en.js';
import type {Policy} from '../model/policy.js';
import {threadKey, type FieldRule, type GuestField, type Viewer} from '../model/thread.js';
import type {ThreadState} from '../store/state.js';
import type {ThreadHost} from './thread-host.js';

/** The options of a thread, resolved from attributes, properties and the backend. */
export interface ThreadOptions {
  readonly variant: 'default' | 'classic';
  /** The level of the thread's heading, 1 to 5; that of a comment is one deeper. */
  readonly headingLevel: number;
  /** Levels of indentation; deeper replies are not indented further. */
  readonly maxDepth: number;
  /** The paper's name, as used within a sentence; null if unknown. */
  readonly publisher: string | null;
  /** The full policy on the paper's site; null if there is none. */
  readonly policyUrl: string | null;
  readonly policy: Policy | null;
  /** The signed-in reader; null for a guest. */
  readonly viewer: Viewer | null;
  readonly isClosed: boolean;
  /** Whether posting is closed, by the page or by the backend. */
  readonly readonly: boolean;
  readonly canVote: boolean;
  readonly guestFields: Readonly<Record<GuestField, FieldRule>>;
  /** Maximum length of a comment in code points; null without a limit. */
  readonly bodyLength: number | null;
  readonly formatDate: ((date: Date, locale: string) => string) | null;
}

/** The state that a thread provides to its elements: one immutable snapshot, replaced on every change. */
export interface ThreadSnapshot {
  readonly state: ThreadState;
  readonly options: ThreadOptions;
  /** With the publisher's own messages. Elements for writing add the others: `allMessages`. */
  readonly messages: ReadingMessages;
  /** The thread's clock, in milliseconds since 1970; the same function in every snapshot of a thread. */
  readonly now: () => number;
  /** The interface of the thread for its elements; the same object in every snapshot of a thread. */
  readonly host: ThreadHost;
}

/** The context, provided by `<parley-thread>`. */
export const threadContext = createContext<ThreadSnapshot | undefined>(Symbol.for('parley-thread'));

/** Whether the page has changed to another discussion, so that nothing of the first may be kept. */
export function isOtherThread(before: ThreadSnapshot | undefined, now: ThreadSnapshot | undefined): boolean {
  const [old, current] = [before?.state.thread, now?.state.thread];
  return !!old && !!current && threadKey(old) !== threadKey(current);
}
