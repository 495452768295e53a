/**
 * Rollup plugin: takes the comments and the indentation out of Lit's `css` and `html` templates, which a
 * JavaScript minifier must leave alone. Only white space and comments go, so that the embed looks and behaves
 * as the unbundled library does: between tags a line break becomes one space, never nothing.
 */

/** Stands for `${...}` while a template is one string; cannot occur in a source file. */
const HOLE = '\0';

export function minifyLitTemplates() {
  return {
    name: 'minify-lit-templates',
    transform(code) {
      if (!/\b(?:css|html|svg)\s*`/.test(code)) return null;
      const edits = templatesIn(this.parse(code)).flatMap(({tag, parts}) => {
        if (tag === 'css' && parts.length > 1)
          this.error('css`...` takes no expressions (rollup-slim-lit.mjs).');
        const minify = tag === 'css' ? minifyCss : minifyHtml;
        const minified = minify(parts.map(({start, end}) => code.slice(start, end)).join(HOLE)).split(HOLE);
        // A hole inside a comment would vanish with it: such a template stays as it is.
        if (minified.length !== parts.length) return [];
        return parts.map(({start, end}, i) => ({start, end, text: minified[i]}));
      });
      return {code: applyEdits(code, edits), map: null};
    },
  };
}

function applyEdits(code, edits) {
  let result = '';
  let position = 0;
  for (const {start, end, text} of edits.sort((a, b) => a.start - b.start)) {
    result += code.slice(position, start) + text;
    position = end;
  }
  return result + code.slice(position);
}

/** Every tagged template of Lit in a syntax tree, with the ranges of its literal parts. */
function templatesIn(tree) {
  const found = [];
  const visit = (node) => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (!node || typeof node !== 'object') return;
    if (node.type === 'TaggedTemplateExpression' && ['css', 'html', 'svg'].includes(node.tag.name)) {
      found.push({tag: node.tag.name, parts: node.quasi.quasis});
    }
    Object.values(node).forEach(visit);
  };
  visit(tree);
  return found;
}

/** Strings and `url(...)` are kept; white space goes where CSS gives it no meaning, else becomes one space. */
export function minifyCss(css) {
  const token =
    /(?<kept>"(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*'|url\([^)"']*\))|(?<gap>(?:\s|\/\*[^]*?\*\/)+)|\\[^]|[^]/g;
  let result = '';
  let pending = '';
  for (const {0: text, groups} of css.matchAll(token)) {
    if (groups.gap !== undefined) {
      // A bare comment still parts two tokens: `a/**/b` is not `ab`.
      pending = /\s/.test(text.replace(/\/\*[^]*?\*\//g, '')) ? ' ' : '/**/';
      continue;
    }
    const opens = /[{};,>!]/.test(text) && text.length === 1;
    if (pending && result !== '' && !opens && !/(?<!\\)[{};,:>]$/.test(result)) result += pending;
    pending = '';
    if (text === '}' && result.endsWith(';')) result = result.slice(0, -1);
    // `0.5em` is `.5em`; what stands before it is no part of a name or number.
    if (text === '.' && /(?<![\w.#])(?<!\w-)0$/.test(result)) result = result.slice(0, -1);
    result += text;
  }
  return result;
}

/** In these the browser keeps every space. */
const KEEPS_SPACE = /<(?:pre|textarea|style|script)\b/i;

/** Comments go; a run of white space that holds a line break becomes one space. Attribute values are kept. */
export function minifyHtml(html) {
  if (KEEPS_SPACE.test(html)) return html;
  const piece = /<!--[^]*?-->|<\/?[a-z](?:"[^"]*"|'[^']*'|[^'">])*>|[^<]+|</gi;
  return html.replace(piece, (text) => {
    if (text.startsWith('<!--')) return '';
    if (text.startsWith('<') && text.length > 1) return minifyTag(text);
    return text.replace(/\s*\n\s*/g, ' ');
  });
}

function minifyTag(tag) {
  return tag.replace(/("[^"]*"|'[^']*')|\s+(>?)/g, (_all, value, end) => value ?? (end || ' '));
}
