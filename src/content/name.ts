import {isVisible} from '../model/visible-text.js';

/** Most names: printable Latin-1 words with single spaces between them, which need no cleaning. */
const PLAIN_NAME = /^[!-~\xA1-\xAC\xAE-\xFF]+(?: [!-~\xA1-\xAC\xAE-\xFF]+)*$/;
const MAX_LENGTH = 200;
/** What is looked at of a name: cleaning takes time by its length, and it is asked for often. */
const MAX_READ = 4_000;

/**
 * Gives `name` as it may be shown: on one line, without what changes the direction of its surroundings, hides
 * characters or piles up marks over other lines. At most 200 code points and an ellipsis; '' when nothing
 * visible is left. Giving it its own result changes nothing. Of a name of over 4,000 characters only those are looked at.
 */
export function displayName(name: string): string {
  if (name.length <= MAX_LENGTH && PLAIN_NAME.test(name)) return name;
  const clean = name
    .slice(0, MAX_READ)
    .replace(/[\uD800-\uDBFF]$/, '')
    // Unicode counts all bidi controls among the default-ignorable code points; interlinear anchors it forgot.
    .replace(/[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]+/gu, '')
    // U+2800 is drawn as a blank, and so makes a name that cannot be seen. Marks with nothing to stand on would
    // join what the page shows before the name.
    .replace(/^\p{Mark}+/u, '')
    .replace(/(?:[\p{White_Space}\p{Control}\u2800]+\p{Mark}*)+/gu, ' ')
    .replace(/(\p{Mark}{4})\p{Mark}+/gu, '$1')
    .trim();
  if (!isVisible(clean)) return '';
  if (clean.length <= MAX_LENGTH) return clean;
  const points = [...clean];
  return points.length > MAX_LENGTH ? `${points.slice(0, MAX_LENGTH).join('').trimEnd()}…` : clean;
}
