/**
 * Where a reader was when they left a page. It is stored with the page in the browser's history, as the browser itself stores how
 * far the page was scrolled, and goes with its tab: nothing of it is stored on the device, and a reader who comes by a link finds
 * the page as it begins.
 */
export interface SavedPlace {
  /** The thread, by its `threadKey`. */
  readonly thread: string;
  /** The first comment that began in sight; absent where none showed, only the thread. */
  readonly id?: string;
  /** How far below the top of the window that began, in CSS pixels. */
  readonly top: number;
  /** It does not stand in the part that is opened first. */
  readonly isFar?: boolean;
}

/** The name of the place in the state of a history entry, beside whatever a router stores there. */
export const PLACE = 'parley';

/**
 * The navigation API where this browser has it for this page. A frame of an opaque origin has no entries; and where the browser
 * does not know the API, the name may be an element of the page.
 */
export function entryState(): Navigation | undefined {
  const {navigation} = window as Partial<Pick<Window, 'navigation'>>;
  return navigation?.currentEntry ? navigation : undefined;
}

/** The place that was saved with this entry of the history, if any. */
export function savedPlace(): SavedPlace | null | undefined {
  const entries = entryState();
  const state: unknown = entries ? entries.currentEntry?.getState() : history.state;
  return (state as {[PLACE]?: SavedPlace | null} | null | undefined)?.[PLACE];
}
