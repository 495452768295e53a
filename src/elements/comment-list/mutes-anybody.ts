/** Under which name the muted authors of a site are stored on the device. */
export function mutedKey(site = ''): string {
  return `parley-muted:${site}`;
}

/** Whether the reader has muted somebody on this site: one look at the storage, before the code for it is fetched. */
export function mutesAnybody(site: string | undefined): boolean {
  try {
    return localStorage.getItem(mutedKey(site)) !== null;
  } catch {
    return false;
  }
}
