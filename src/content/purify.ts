import DOMPurify from 'dompurify';
import {ENGINE_ATTRIBUTES, ENGINE_TAGS} from './allow-list.js';
import {BODY_START, type Engine} from './engine.js';

/**
 * Gives DOMPurify as an engine, or `null` where it cannot work: no DOM, or a Content Security Policy that
 * requires Trusted Types and does not list the policy `dompurify` (or lists it once, and the host page's own
 * DOMPurify was first). An instance of its own: another's hooks and options must not reach comments, nor ours
 * the host page.
 */
export function createPurifier(): Engine | null {
  const purify = DOMPurify(window);
  if (!purify.isSupported) return null;
  // Once: a list given on each call is parsed on each call.
  purify.setConfig({
    ALLOWED_TAGS: ['#text', ...ENGINE_TAGS],
    ALLOWED_ATTR: ENGINE_ATTRIBUTES,
    // On by default even with a list.
    ALLOW_ARIA_ATTR: false,
    ALLOW_DATA_ATTR: false,
    // DOMPurify removes an element, content and all, whose `is` it does not like. `harden` keeps the text.
    ADD_URI_SAFE_ATTR: ['is'],
    // As the platform does: what is not on the list goes with its content.
    KEEP_CONTENT: false,
    // Guards those who parse the result again as text; it drops harmless prose such as `a &lt;b`. Our result
    // stays a tree, and all that this option protects against (comments, raw text, attributes that close a
    // tag when they are serialized) is not in it or harmless in a tree.
    SAFE_FOR_XML: false,
    // A string would have to be parsed again, which costs time and opens the door to mutation XSS.
    RETURN_DOM_FRAGMENT: true,
  });
  // The option here is for the type only: `setConfig` decides.
  const engine: Engine = (html) => purify.sanitize(BODY_START + html, {RETURN_DOM_FRAGMENT: true});
  // Without its Trusted Types policy it would not fail but give nothing at all.
  return engine('<i>a</i>').textContent === 'a' ? engine : null;
}
