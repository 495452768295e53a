/**
 * Who was last known to read a site in this tab. As long as a thread cannot be opened, nobody says who reads; somebody who
 * loads the page again is most likely the same.
 */
export const sessionReader = {
  /** The viewer's id, or `null` for a guest and where nobody is known. */
  read(site: string): string | null {
    try {
      return sessionStorage.getItem(keyOf(site));
    } catch {
      return null;
    }
  },

  /** The backend or the page has said who reads; `null` for a guest. */
  note(site: string, viewerId: string | null): void {
    try {
      if (viewerId === null) sessionStorage.removeItem(keyOf(site));
      else sessionStorage.setItem(keyOf(site), viewerId);
    } catch {
      // A tab that keeps nothing shows no draft of a reader who is not known yet.
    }
  },
};

function keyOf(site: string): string {
  return `parley-reader:${site}`;
}
