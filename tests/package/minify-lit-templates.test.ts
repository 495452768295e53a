import {describe, expect, it} from 'vitest';
import {minifyCss, minifyHtml} from '../../scripts/rollup-minify-lit-templates.mjs';

describe('a minified style sheet', () => {
  it('loses indentation, comments and last semicolons', () => {
    expect(minifyCss('\n  :host {\n    color: red; /* why */\n    margin: 0 1px;\n  }\n')).toBe(
      ':host{color:red;margin:0 1px}',
    );
  });

  it('keeps spaces that mean something', () => {
    const css = 'a :hover{width:calc(1px + 2px)}@media (width < 1px) and (hover){b + i{margin:0 -1px}}';
    expect(minifyCss(css)).toBe(css);
  });

  it('loses what numbers, selectors and importance do without', () => {
    expect(minifyCss('a > b { margin: 0.5em -0.25em 10.5px 0; z-index: 1 !important; }')).toBe(
      'a>b{margin:.5em -.25em 10.5px 0;z-index:1!important}',
    );
    expect(minifyCss('.a-0.b0.c{}')).toBe('.a-0.b0.c{}');
  });

  it('keeps strings and URLs as they are', () => {
    const css = `a{content:' /* no;  comment */ \\\\201C';background:url(data:x;  y/*z*/)}`;
    expect(minifyCss(css)).toBe(css);
  });

  it('keeps two tokens apart where a comment stood between them', () => {
    expect(minifyCss('a/* b */.c{}')).toBe('a/**/.c{}');
  });

  it('keeps the places of expressions', () => {
    expect(minifyCss('\0 .a {\n  b: \0 \0;\n}\n\0')).toBe('\0 .a{b:\0 \0}\0');
  });
});

describe('minified markup', () => {
  it('has one space where a line break parted two tags, so that inline elements stay apart', () => {
    expect(minifyHtml('<b>x</b>\n    <i>y</i>')).toBe('<b>x</b> <i>y</i>');
  });

  it('keeps spaces within a line', () => {
    expect(minifyHtml('<b>x  y</b>  <i>z</i>')).toBe('<b>x  y</b>  <i>z</i>');
  });

  it('parts attributes by one space and keeps their values', () => {
    expect(minifyHtml('<p\n  title="a\n  b"\n  @click=\0\n  ?hidden=\0\n>')).toBe(
      '<p title="a\n  b" @click=\0 ?hidden=\0>',
    );
  });

  it('keeps the space between an unquoted expression and a closing slash', () => {
    expect(minifyHtml('<input value=\0 />')).toBe('<input value=\0 />');
  });

  it('loses comments', () => {
    expect(minifyHtml('<p><!-- why --></p>')).toBe('<p></p>');
  });

  it('is left alone where the browser keeps every space', () => {
    const html = '<div>\n  <textarea>\n a</textarea></div>';
    expect(minifyHtml(html)).toBe(html);
  });
});
