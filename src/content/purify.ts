import DOMPurify from 'dompurify';
import {ENGINE_ATTRIBUTES, ENGINE_TAGS} from './allow-list.js';
import {BODY_START, type Engine} from './engine.js';

/**
 * DOMPurify as an engine, or `null` where it cannot work: no DOM, or a Content Security Policy that requires Trusted Types
 * and does not list the policy `dompurify` (or lists it once, and the host page's own DOMPurify was first). A separate
 * instance, so that the page's hooks and options do not affect comments, nor ours the page.
 */
export function createPurifier(): Engine | null {
  const purify = DOMPurify(window);
  if (!purify.isSupported) return null;
  // Once: options of a call are parsed at each call.
  purify.setConfig({
    ALLOWED_TAGS: ['#text', ...ENGINE_TAGS],
    ALLOWED_ATTR: ENGINE_ATTRIBUTES,
    // On by default, even with a list.
    ALLOW_ARIA_ATTR: false,
    ALLOW_DATA_ATTR: false,
    // DOMPurify removes an element, content and all, whose `is` it does not like. `harden` keeps the text.
    ADD_URI_SAFE_ATTR: ['is'],
    // As the platform's sanitizer: what is not allowed is removed with its content.
    KEEP_CONTENT: false,
    // Protects results that are serialized and parsed again, but drops harmless text such as `a &lt;b`. Our result stays
    // a tree, in which nothing that the option removes does harm.
    SAFE_FOR_XML: false,
    // A string would have to be parsed again, which allows mutation XSS.
    RETURN_DOM_FRAGMENT: true,
  });
  // The option is here only for its type: `setConfig` decides.
  const engine: Engine = (html) => purify.sanitize(BODY_START + html, {RETURN_DOM_FRAGMENT: true});
  // Without its Trusted Types policy it returns nothing instead of failing.
  return engine('<i>a</i>').textContent === 'a' ? engine : null;
}
