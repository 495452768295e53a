import {safeUrl} from './safe-url.js';

/**
 * Gives the host that a link opens where its text names another one, so that readers can be shown both;
 * otherwise `null`, also where the text already ends with the real host in brackets. `www.` makes no difference,
 * nor does writing an international name in Unicode or in Punycode, nor invisible characters. Linear in the
 * length of `text`.
 */
export function realHost(href: string, text: string): string | null {
  // Fullwidth letters and dots are dots and letters to a URL parser; bidi controls are default-ignorable too.
  const words = text
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .normalize('NFKC')
    .replace(/。(?=\w)/g, '.');
  if (!words.includes('.')) return null;
  const host = hostOf(href);
  if (words.trim().endsWith(`(${host})`)) return null;
  return words.split(/\s+/).some((word) => namesOther(word, host)) ? host : null;
}

/** Whether what a reader takes for the host in `word`, which is not its path, is another one. */
function namesOther(word: string, host: string): boolean {
  const [authority = ''] = word.replace(/^[^\p{L}\p{N}]*(?:[a-z]+:)?[/\\]*/iu, '').split(/[/\\?#]/);
  return authority
    .split(/[^\p{L}\p{N}\p{M}._-]+/u)
    .map((name) => name.replace(/^\.+/, '').replace(/([^.])\.+$/, '$1'))
    .some(
      (name) =>
        /\.(?:\p{L}{2,}|xn--[\w-]+)$|^\d+(?:\.\d+){3}$/iu.test(name) && hostOf(`http://${name}`) !== host,
    );
}

/** '' for what is no host, and so is no link's host either. */
function hostOf(url: string): string {
  const safe = safeUrl(url);
  return safe === null ? '' : new URL(safe).hostname.replace(/^www\./, '');
}
