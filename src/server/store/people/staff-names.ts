import {CommentsError} from '../../../model/errors.js';

/** So many names of staff are looked at, in the order of the alphabet. */
const MAX_STAFF_NAMES = 1_000;

/**
 * Letters of other scripts that look like Latin ones, small and without marks, and what else does. After the skeletons of
 * Unicode Technical Standard 39, section 4, as far as they matter to names.
 */
const CONFUSABLES: Readonly<Record<string, string>> = {
  ...{а: 'a', в: 'b', с: 'c', ԁ: 'd', е: 'e', һ: 'h', н: 'h', і: 'i', ӏ: 'i', ј: 'j', к: 'k', м: 'm', п: 'n'},
  ...{о: 'o', р: 'p', ԛ: 'q', г: 'r', ѕ: 's', т: 't', ѵ: 'v', ԝ: 'w', х: 'x', у: 'y', ү: 'y', з: '3'},
  ...{α: 'a', β: 'b', ϲ: 'c', ε: 'e', η: 'n', ι: 'i', κ: 'k', μ: 'm', ν: 'v', ο: 'o', ρ: 'p', σ: 'o', τ: 't'},
  ...{υ: 'u', χ: 'x', γ: 'y', ω: 'w', ζ: 'z', հ: 'h', ո: 'n', օ: 'o', ս: 'u', ց: 'g', զ: 'q', յ: 'j', ք: 'p'},
  ...{ı: 'i', l: 'i', '1': 'i', '0': 'o', '5': 's', ɑ: 'a', ɡ: 'g', ſ: 's', ø: 'o', đ: 'd', ł: 'i', ħ: 'h'},
};

/**
 * What a name is the same without: all that is neither letter, digit nor mark, and the marks that are put on letters of any
 * script, or beside those that are read without them. Other marks are letters: vowels in the scripts of India and Thailand.
 * So is what makes other consonants of those of Japanese (U+3099, U+309A).
 */
const ORNAMENTS =
  /[^\p{L}\p{N}\p{M}]|(?=\p{M})(?![\u3099\u309a])[\p{sc=Zinh}\p{sc=Latn}\p{sc=Grek}\p{sc=Cyrl}\p{sc=Hebr}\p{sc=Arab}\p{sc=Syrc}]/gu;

/** What a name looks like: two that look alike have the same skeleton. Empty where there is no letter and no digit. */
export function skeletonOf(name: string): string {
  const plain = name.normalize('NFKD').toLowerCase().replace(ORNAMENTS, '');
  return Array.from(plain, (letter) => CONFUSABLES[letter] ?? letter).join('');
}

/** SQL for the names with which staff has written on site `s`, one a row: from one to the next in the index, however many comments each has. */
export const STAFF_NAMES = `
  WITH RECURSIVE names (name) AS (
    (SELECT author_name FROM comments
     WHERE site_id = s.id AND author_role <> 'reader' AND author_name <> '' ORDER BY author_name LIMIT 1)
    UNION ALL
    SELECT (SELECT author_name FROM comments
            WHERE site_id = s.id AND author_role <> 'reader' AND author_name <> ''
              AND author_name > names.name
            ORDER BY author_name LIMIT 1)
    FROM names WHERE names.name IS NOT NULL
  )
  SELECT name FROM names WHERE name IS NOT NULL LIMIT ${String(MAX_STAFF_NAMES)}`;

/**
 * Throws `validation` for a guest's name that looks like one of these, the paper's and those with which staff has written:
 * those who read it would take the guest for them.
 */
export function assertNotStaffName(taken: readonly string[], name: string): void {
  const skeleton = skeletonOf(name);
  if (skeleton === '' || !taken.some((one) => skeletonOf(one) === skeleton)) return;
  throw new CommentsError('validation', 'The name is reserved for staff.', {
    fields: {name: 'This name is reserved for staff. Please choose another one.'},
  });
}
