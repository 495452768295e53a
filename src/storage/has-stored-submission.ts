/** The database in which versions before December 2026 stored drafts and submissions. */
export const OLD_DATABASE = 'parley-kept';

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

/**
 * Whether a version before December 2026 may have stored drafts or submissions, which cannot be checked synchronously. The code
 * for writing converts them and deletes their database. Writes nothing, never rejects. May go on 2027-12-01.
 */
export async function hasSubmissionsOfOlderVersion(): Promise<boolean> {
  try {
    return (await indexedDB.databases()).some(({name}) => name === OLD_DATABASE);
  } catch {
    return false;
  }
}
