import {safeUrl} from './safe-url.js';

/**
 * The host that a link opens, if its text names another one, so that both can be shown; otherwise `null`, also if the
 * text already ends with the real host in brackets. Ignores `www.`, Unicode or Punycode spelling, and invisible
 * characters. Linear in the length of `text`.
 */
export function realHost(href: string, text: string): string | null {
  // URL parsers read fullwidth letters and dots as plain ones.
  const words = text
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .normalize('NFKC')
    .replace(/。(?=\w)/g, '.');
  if (!words.includes('.')) return null;
  const host = hostOf(href);
  if (words.trim().endsWith(`(${host})`)) return null;
  return words.split(/\s+/).some((word) => namesOtherHost(word, host)) ? host : null;
}

/** Whether `word` names, outside its path, a host other than `host`. */
function namesOtherHost(word: string, host: string): boolean {
  const [authority = ''] = word.replace(/^[^\p{L}\p{N}]*(?:[a-z]+:)?[/\\]*/iu, '').split(/[/\\?#]/);
  return authority
    .split(/[^\p{L}\p{N}\p{M}._-]+/u)
    .map((name) => name.replace(/^\.+/, '').replace(/([^.])\.+$/, '$1'))
    .some(
      (name) =>
        /\.(?:\p{L}{2,}|xn--[\w-]+)$|^\d+(?:\.\d+){3}$/iu.test(name) && hostOf(`http://${name}`) !== host,
    );
}

/** The host of a URL without `www.`; '' if it is not safe. */
function hostOf(url: string): string {
  const safe = safeUrl(url);
  return safe === null ? '' : new URL(safe).hostname.replace(/^www\./, '');
}
