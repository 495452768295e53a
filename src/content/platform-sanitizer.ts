import {ENGINE_ATTRIBUTES, ENGINE_TAGS} from './allow-list.js';
import {BODY_START, type Engine} from './engine.js';

/** The HTML Sanitizer API (WICG), which TypeScript 6 knows in part. */
interface SetHtmlOptions {
  readonly sanitizer: Sanitizer;
}
type SetHtmlTemplate = HTMLTemplateElement & {setHTML(html: string, options: SetHtmlOptions): void};
type ParseHtmlDocument = typeof Document & {parseHTML(html: string, options: SetHtmlOptions): Document};

/**
 * Up to how many tags a body is parsed as a fragment, in Chromium in half the time of a document. Parsers stop nesting at
 * a depth of about 512, counted with `<html>` and `<body>`, so a deep fragment is another tree than DOMPurify's
 * document. (A tag in a table can stand for three elements; but tables are parsed as documents in any case:
 * Firefox 153 puts what stands misplaced in a table behind it instead of before it, though only in fragments.)
 */
const FLAT_TAGS = 200;

/**
 * Gives the browser's own sanitizer, or `null` where it has none. (Chrome 105 to 118 had another API of the
 * same name, without `parseHTML`.) Made once a page: a new `Sanitizer` for each body, or the default one, costs
 * four times as much.
 */
export function createPlatformSanitizer(): Engine | null {
  if (!('setHTML' in Element.prototype && 'parseHTML' in Document)) return null;
  const options: SetHtmlOptions = {
    sanitizer: new Sanitizer({
      // The last three only let `parseHTML` give a document; within a body the parser drops them.
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
      // A template gives a fragment, in an inert document, without moving a node. The first tag makes its parser
      // that of a body. Of the page around it two things reach the parser, and neither matters here: quirks mode
      // (tables) and whether scripts run (`noscript`, which has another name by now).
      template.setHTML(BODY_START + html, options);
    }
    return template.content;
  };
}
