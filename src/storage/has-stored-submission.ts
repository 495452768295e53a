/**
 * The key prefix of all submissions of a page, of every reader. In `localStorage` each draft and each submission that is
 * not settled has an entry: the record, or `1` where the database has it.
 */
export function submissionPrefix(site: string, pageId: string): string {
  return `submission:${JSON.stringify([site, pageId]).slice(0, -1)},`;
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
