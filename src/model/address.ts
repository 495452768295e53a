/** What an address on a page begins with, as messages to developers say it. */
export const ADDRESSES = 'https:, http: or /';

/**
 * Whether an attribute or property of a page holds an address. Anything else is a mistake, such as a function or an
 * object that a framework has written as text: resolved against the page it would be the address of something.
 */
export function isAddress(value: unknown): value is string {
  return typeof value === 'string' && /^\s*(?:https?:|\/)/i.test(value);
}

/**
 * One spelling for every way to write an address that has been parsed (`URL.href`): escapes in capitals, none where a
 * character may stand by itself, letters in NFC (RFC 3986, 6.2.2, and RFC 3987, 5.3.2). What is escaped because it would
 * mean something else, such as `%2F`, stays so; a `%` that begins no escape is one itself. What is no UTF-8 stays as it is.
 * What it gives stays the same when it is given again.
 */
export function normaliseAddress(href: string): string {
  return href
    .replace(/%(?![\da-f]{2})/gi, '%25')
    .replace(/%[\da-f]{2}/gi, (escape) => {
      const character = String.fromCharCode(parseInt(escape.slice(1), 16));
      return /[\w.~-]/.test(character) ? character : escape.toUpperCase();
    })
    .replace(/%[0-7].|[a-z]?(?:%[89A-F].)+/gi, (letters) => {
      try {
        // Of an escape that stays, the last digit may be a letter: no mark belongs to it.
        return /^%[0-7]/.test(letters) ? letters : encodeURI(decodeURI(letters).normalize());
      } catch {
        return letters;
      }
    });
}
