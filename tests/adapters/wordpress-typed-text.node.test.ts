import {describe, expect, it} from 'vitest';
import {toWordPressHtml} from '../../src/adapters/wordpress/writing/to-wordpress-html.js';

/** The addresses that are made links, and all that is shown. */
function shown(value: string): {links: string[]; text: string} {
  const html = toWordPressHtml({format: 'text', value});
  return {
    links: Array.from(html.matchAll(/<a href="([^"]*)"/g), ([, href = '']) => href),
    text: html
      .replace(/<[^>]*>/g, '')
      .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&amp;/g, '&'),
  };
}

describe('an address in a comment for WordPress', () => {
  it.each([
    ['an Armenian full stop', 'Տես https://a.example/ferry։ Շնորհակալ եմ', 'https://a.example/ferry'],
    ['an Arabic comma', 'انظر https://a.example/ferry، ثم', 'https://a.example/ferry'],
    ['an ideographic full stop', '参见https://a.example/ferry。谢谢', 'https://a.example/ferry'],
    ['an em dash', 'See https://a.example/ferry—it runs', 'https://a.example/ferry'],
    ['a zero-width space', 'See https://a.example/ferry\u200B then', 'https://a.example/ferry'],
    ['a bracket that was opened before', '(see https://a.example/a_(b))', 'https://a.example/a_(b)'],
    ['a full stop', 'See www.a.example.', 'http://www.a.example'],
  ])('ends before %s', (_, value, address) => {
    expect(shown(value)).toEqual({links: [address], text: value});
  });
});
