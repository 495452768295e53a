import {Directive, directive, type ElementPart, type PartInfo} from 'lit/directive.js';
import {bodyToFragment} from '../../content/body.js';
import type {Body} from '../../model/comment.js';

/** Fills an element with a body, and again only when the body is another: no marker node, no needless parsing. */
class BodyContent extends Directive {
  #shown: Body | undefined;

  constructor(part: PartInfo) {
    super(part);
  }

  override update(part: ElementPart, [body]: [Body]): void {
    if (body.value === this.#shown?.value && body.format === this.#shown.format) return;
    this.#shown = body;
    part.element.replaceChildren(bodyToFragment(body));
  }

  render(body: Body): unknown {
    return body;
  }
}

export const bodyContent = directive(BodyContent);
