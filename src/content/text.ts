/**
 * Makes nodes of a plain text, exactly as typed: a paragraph for each block between blank lines, and a `<br>` for each line
 * break within one (LF, CRLF or CR). Spaces are kept; `white-space: pre-wrap` in `styles/tokens.ts` shows them. Linear in
 * the length of `text`; never throws. `linkAddresses` links the addresses in it.
 */
export function textToFragment(text: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  for (const lines of paragraphsOf(text)) {
    const paragraph = document.createElement('p');
    lines.forEach((line, index) => {
      if (index > 0) paragraph.append(document.createElement('br'));
      if (line) paragraph.append(line);
    });
    fragment.append(paragraph);
  }
  return fragment;
}

/** The paragraphs of a plain text, each a list of its lines. */
export function paragraphsOf(text: string): string[][] {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n(?:[ \t]*\n)+/)
    .filter((block) => block.trim())
    .map((block) => block.replace(/^\n|\n$/g, '').split('\n'));
}

/** Whether `text` may contain an address for `linkAddresses`. */
export function mayHoldLinks(text: string): boolean {
  return /:\/\/|www\./i.test(text);
}
