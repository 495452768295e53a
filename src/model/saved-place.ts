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

/** The place that was saved with this entry of the history, if any: by the navigation API where the browser has it. */
export function savedPlace(): SavedPlace | null | undefined {
  const {navigation} = window as Partial<Pick<Window, 'navigation'>>;
  const state: unknown = navigation?.currentEntry?.getState() ?? history.state;
  return (state as {[PLACE]?: SavedPlace | null} | null)?.[PLACE];
}
