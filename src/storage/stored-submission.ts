/** Whose submissions, and on which page. `viewerId` is `null` for a guest. */
interface Scope {
  readonly site: string;
  readonly pageId: string;
  readonly viewerId: string | null;
}

/**
 * The key prefix of all submissions of a page, of every reader. In `localStorage` each draft and each submission that is
 * not settled has an entry: the record, or `1` where the database has it.
 */
export function submissionPrefix(site: string, pageId: string): string {
  return `submission:${JSON.stringify([site, pageId]).slice(0, -1)},`;
}

/** The key prefix of a reader's submissions on a page. */
export function scopePrefix({site, pageId, viewerId}: Scope): string {
  return `${submissionPrefix(site, pageId)}${JSON.stringify(viewerId)},`;
}

/** The key under which a submission is stored. */
export function submissionKey({id, place}: {readonly id: string; readonly place: Scope}): string {
  return `${scopePrefix(place)}${JSON.stringify(id)}]`;
}

/**
 * Whether this device may hold a draft, or a comment that is not posted yet, of any reader of this page; `false` says
 * that this version has stored none. Looks at the names of `localStorage`'s entries, writes nothing, never throws.
 */
export function hasStoredSubmission(site: string, pageId: string): boolean {
  try {
    const prefix = `parley:${submissionPrefix(site, pageId)}`;
    return Object.keys(localStorage).some((key) => key.startsWith(prefix));
  } catch {
    return false;
  }
}

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
