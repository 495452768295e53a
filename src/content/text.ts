/**
 * Gives `text` exactly as typed: a paragraph for each stretch between blank lines, and a `<br>` for each line break
 * within one (LF, CRLF or CR). Spaces are kept, and show where the style sheet says `white-space: pre-wrap`, which `styles/tokens.ts` does.
 * Linear in the length of `text`; never throws. `linkAddresses` makes links of the addresses in it.
 */
export function textToFragment(text: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  for (const block of text.replace(/\r\n?/g, '\n').split(/\n(?:[ \t]*\n)+/)) {
    if (!block.trim()) continue;
    const paragraph = document.createElement('p');
    const lines = block.replace(/^\n|\n$/g, '').split('\n');
    lines.forEach((line, index) => {
      if (index > 0) paragraph.append(document.createElement('br'));
      if (line) paragraph.append(line);
    });
    fragment.append(paragraph);
  }
  return fragment;
}

/** Whether there may be an address in `text` that `linkAddresses` makes a link of. */
export function mayHoldLinks(text: string): boolean {
  return /:\/\/|www\./i.test(text);
}
