import {createContext} from '@lit/context';
import type {ReadingMessages} from '../locale/en.js';
import type {Policy} from '../model/policy.js';
import {threadKey, type FieldRule, type GuestField, type Viewer} from '../model/thread.js';
import type {ThreadState} from '../store/state.js';
import type {ThreadHost} from './thread-host.js';

/** How the page wants the thread, settled from attributes, properties and what the backend said. */
export interface ThreadOptions {
  readonly variant: 'default' | 'classic';
  /** Level of the thread's own heading; a comment's is one deeper. 1 to 5. */
  readonly headingLevel: number;
  /** Levels of indentation before replies are drawn flat. */
  readonly maxDepth: number;
  /** The paper's name, as it stands in a sentence; null when unknown. */
  readonly publisher: string | null;
  /** The full policy on the paper's site; null where there is none. */
  readonly policyUrl: string | null;
  readonly policy: Policy | null;
  /** Who reads and writes; null for a guest. */
  readonly viewer: Viewer | null;
  readonly isClosed: boolean;
  /** Nobody may write now, by the page or by the backend. */
  readonly readonly: boolean;
  readonly canVote: boolean;
  readonly guestFields: Readonly<Record<GuestField, FieldRule>>;
  /** Longest letter in code points; null without a limit. */
  readonly bodyLength: number | null;
  readonly formatDate: ((date: Date, locale: string) => string) | null;
}

/** What flows down to every element in a thread: one immutable snapshot, replaced whenever anything changes. */
export interface ThreadSnapshot {
  readonly state: ThreadState;
  readonly options: ThreadOptions;
  /** The publisher's own words included. Those who write add the rest: `allMessages`. */
  readonly messages: ReadingMessages;
  /** The thread's clock, in milliseconds since 1970; the same function in every snapshot of a thread. */
  readonly now: () => number;
  /** What elements may ask of the thread; the same object in every snapshot of a thread. */
  readonly host: ThreadHost;
}

/** The one context; `<parley-thread>` provides it. */
export const threadContext = createContext<ThreadSnapshot | undefined>(Symbol.for('parley-thread'));

/** Whether the page has gone on to another discussion, of which nothing of the first may be kept. */
export function isOtherThread(before: ThreadSnapshot | undefined, now: ThreadSnapshot | undefined): boolean {
  const [old, current] = [before?.state.thread, now?.state.thread];
  return !!old && !!current && threadKey(old) !== threadKey(current);
}
