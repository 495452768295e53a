/**
 * Where a reader was when they left a page. It is kept with the page in the browser's history, as the browser itself keeps how
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

/** The name in `history.state`, beside whatever a router keeps there. */
export const PLACE = 'parley';

/** The place that was kept for this entry of the history, if any. */
export function savedPlace(): SavedPlace | null | undefined {
  return (history.state as {[PLACE]?: SavedPlace | null} | null)?.[PLACE];
}
