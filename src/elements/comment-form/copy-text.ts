/** Puts words on the clipboard; gives whether the page may do that. Where it may not, the words are there to be marked. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
