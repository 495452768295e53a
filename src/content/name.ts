/** Printable Latin-1 words with single spaces, as most names: they need no cleaning. */
const PLAIN_NAME = /^[!-~\xA1-\xAC\xAE-\xFF]+(?: [!-~\xA1-\xAC\xAE-\xFF]+)*$/;
/** What is left of a cleaned name is visible: neither a mark nor of a category such as formatting or private use. */
const VISIBLE = /[^\p{Mark}\p{Other} ]/u;
const MAX_LENGTH = 200;
/** The most characters of a name that are cleaned. */
const MAX_READ = 4_000;

/**
 * Cleans a name for display: one line, without bidi controls, invisible characters or stacked combining marks. At most
 * 200 code points and an ellipsis; '' if nothing visible is left. Idempotent. Only the first 4,000 characters count.
 */
export function displayName(name: string): string {
  if (name.length <= MAX_LENGTH && PLAIN_NAME.test(name)) return name;
  const clean = name
    .slice(0, MAX_READ)
    .replace(/[\uD800-\uDBFF]$/, '')
    // Includes all bidi controls, but not interlinear anchors.
    .replace(/[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]+/gu, '')
    // U+2800 and U+1D159 are drawn as blanks. Marks without a base character would combine with what precedes the name.
    .replace(/^\p{Mark}+/u, '')
    .replace(/(?:[\p{White_Space}\p{Control}\u2800\u{1D159}]+\p{Mark}*)+/gu, ' ')
    .replace(/(\p{Mark}{4})\p{Mark}+/gu, '$1')
    .trim();
  if (!VISIBLE.test(clean)) return '';
  if (clean.length <= MAX_LENGTH) return clean;
  const points = [...clean];
  return points.length > MAX_LENGTH ? `${points.slice(0, MAX_LENGTH).join('').trimEnd()}…` : clean;
}
