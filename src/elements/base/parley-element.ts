import {ReactiveElement, type CSSResultOrNative} from '@lit/reactive-element';
import {addStyles} from '../../styles/add-styles.js';

/** What all elements are: a reactive element of Lit that keeps its styles in every document that it is moved to, as a popup's. */
export class ParleyElement extends ReactiveElement {
  /** @internal */
  override createRenderRoot(): ShadowRoot {
    const {elementStyles, shadowRootOptions} = this.constructor as typeof ReactiveElement;
    const root = this.shadowRoot ?? this.attachShadow(shadowRootOptions);
    addStyles(root, ...elementStyles);
    return root;
  }

  /** @internal Called by the browser when the element has moved to another document. */
  adoptedCallback(): void {
    this.addStyles();
  }

  /** @internal Late code adds its styles to those of the element, each once. */
  addStyles(...styles: readonly CSSResultOrNative[]): void {
    if (this.shadowRoot) addStyles(this.shadowRoot, ...styles);
  }
}
