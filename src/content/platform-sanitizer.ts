import {ENGINE_ATTRIBUTES, ENGINE_TAGS} from './allow-list.js';
import {BODY_START, type Engine} from './engine.js';

/** The HTML Sanitizer API (WICG), of which TypeScript 6 has only a part. */
interface SetHtmlOptions {
  readonly sanitizer: Sanitizer;
}
type SetHtmlTemplate = HTMLTemplateElement & {setHTML(html: string, options: SetHtmlOptions): void};
type ParseHtmlDocument = typeof Document & {parseHTML(html: string, options: SetHtmlOptions): Document};

/**
 * The most tags of a body that is parsed as a fragment, which takes half the time of a document in Chromium. Parsers stop
 * nesting at a depth of about 512, counted with `<html>` and `<body>`, so a deep fragment differs from DOMPurify's
 * document. (A tag in a table can stand for three elements; but tables are always parsed as documents, because Firefox
 * 153 puts misplaced content of a table after it instead of before it, only in fragments.)
 */
const FLAT_TAGS = 200;

/**
 * The browser's own sanitizer, or `null` if it has none. (Chrome 105 to 118 had another API of the same name, without
 * `parseHTML`.) Create it once: a new `Sanitizer` for each body, or the default one, takes four times as long.
 */
export function createPlatformSanitizer(): Engine | null {
  if (!('setHTML' in Element.prototype && 'parseHTML' in Document)) return null;
  const options: SetHtmlOptions = {
    sanitizer: new Sanitizer({
      // `parseHTML` needs the last three for the document; within a body the parser drops them.
      elements: [...ENGINE_TAGS, 'html', 'head', 'body'],
      attributes: ENGINE_ATTRIBUTES,
      comments: false,
      dataAttributes: false,
    }),
  };
  return (html) => {
    const template = document.createElement('template') as SetHtmlTemplate;
    if (/<table/i.test(html) || html.split('<').length > FLAT_TAGS) {
      const {body} = (Document as ParseHtmlDocument).parseHTML(BODY_START + html, options);
      while (body.firstChild) template.content.append(body.firstChild);
    } else {
      // A template has a fragment in an inert document, so no node has to be moved. The first tag puts its parser into
      // the body. Two properties of the page affect the parser, and neither matters here: quirks mode (tables), and
      // whether scripts run (`noscript`, which was renamed).
      template.setHTML(BODY_START + html, options);
    }
    return template.content;
  };
}
