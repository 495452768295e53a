/**
 * The reader's scroll position in a thread when they left the page. It is saved in the entry of the browser's history, as
 * the browser saves the page's own scroll position, so nothing is stored on the device, and a reader who follows a link
 * starts at the top.
 */
export interface SavedPlace {
  /** The thread, by its `threadKey`. */
  readonly thread: string;
  /** The first comment whose top was visible; absent if only the thread was. */
  readonly id?: string;
  /** The distance of its top from the top of the window, in CSS pixels. */
  readonly top: number;
  /** Whether it is not on the first page. */
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
