import {warnLater} from '../model/warn-later.js';

/**
 * Registers an element. A tag that is taken already is left to whoever took it, with one warning; outside of a
 * browser nothing happens.
 */
export function defineElement(tag: keyof HTMLElementTagNameMap, element: CustomElementConstructor): void {
  if (typeof customElements === 'undefined') return;
  const taken = customElements.get(tag);
  if (!taken) customElements.define(tag, element);
  else if (taken !== element) warnLater(({tagAlreadyDefined}) => tagAlreadyDefined(tag));
}
