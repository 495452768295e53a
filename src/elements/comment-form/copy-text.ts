/** Copies text to the clipboard; returns whether that is permitted. If not, the reader can select the text. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
