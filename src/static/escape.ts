const REFERENCES: Readonly<Record<string, string>> = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'};

/** A text as it stands in HTML, between tags or in an attribute with double quotation marks. */
export function escapeHtml(text: string): string {
  // Lone surrogates and NUL cannot be written in HTML.
  return text
    .replace(/[&<>"]/g, (character) => REFERENCES[character] ?? '')
    .replace(/\p{Surrogate}|\0/gu, '\uFFFD');
}

/** A value as JSON that can stand in a `<script>` of any type: nothing in it ends the element or begins a comment. */
export function escapeJson(value: unknown): string {
  return JSON.stringify(value).replace(/</g, '\\u003c');
}
