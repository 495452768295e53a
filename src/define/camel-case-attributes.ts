import type {ReactiveElement} from '@lit/reactive-element';

/**
 * Makes an element read attributes that React has made of its properties on a server: it writes `pageId`, which HTML reads
 * as `pageid`, and does not set the property while hydrating. Attributes in their own spelling take precedence. None is
 * added: React compares them.
 */
export function readCamelCaseAttributes(element: typeof ReactiveElement): void {
  element.addInitializer((instance) => {
    instance.addController({
      hostConnected() {
        if (instance.hasUpdated) return;
        for (const [name, {attribute}] of element.elementProperties) {
          if (typeof attribute !== 'string' || instance.hasAttribute(attribute)) continue;
          const value = instance.getAttribute(String(name));
          if (value !== null) instance.attributeChangedCallback(attribute, null, value);
        }
      },
    });
  });
}
