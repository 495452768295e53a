/**
 * Stores a submission's record under its key, at once, or removes it (`null`): for a page that may be about to go. Does
 * nothing where the device refuses. Never throws.
 */
export function storeSubmission(key: string, record: object | null): void {
  try {
    if (record) localStorage.setItem(`parley:${key}`, JSON.stringify(record));
    else localStorage.removeItem(`parley:${key}`);
  } catch {
    // The text stays where it is shown as long as the page is there.
  }
}
