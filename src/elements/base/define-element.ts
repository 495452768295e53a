import {warnLater} from '../../model/warn-later.js';

/**
 * Registers an element: what `define()` of each element's class does. A tag that is taken already is left to whoever took it,
 * with one warning. Without a document, as on a server, nothing happens. Throws `NotSupportedError` if the class has another
 * tag already.
 */
export function defineElement(
  tag: string,
  element: CustomElementConstructor,
  registry: CustomElementRegistry | undefined,
): void {
  if (typeof document === 'undefined') return;
  registry ??= customElements;
  const taken = registry.get(tag);
  if (!taken) registry.define(tag, element);
  else if (taken !== element) warnLater(({tagAlreadyDefined}) => tagAlreadyDefined(tag));
}
