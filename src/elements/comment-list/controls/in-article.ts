import type {Body, BodyFormat} from '../../../model/comment.js';

// What the controls find, and make, in the article that the list draws for a comment.

/** A place of ours in an article or its row of buttons, made when it is first drawn in. */
export function place(parent: Element, name: 'fold' | 'editor-place' | 'late' | 'below'): HTMLElement {
  const found = parent.querySelector<HTMLElement>(`:scope > .${name}`);
  if (found) return found;
  const made = document.createElement('div');
  made.className = name;
  if (name === 'fold') parent.prepend(made);
  else if (name === 'editor-place') parent.querySelector(':scope > .body')?.after(made);
  else parent.append(made);
  return made;
}

/** Of a comment's controls with this name, the one that is seen: which it is goes by the room there is. */
export function seen(article: Element | null | undefined, selector: string): HTMLElement | undefined {
  return [...(article?.querySelectorAll<HTMLElement>(selector) ?? [])].find((control) =>
    control.checkVisibility(),
  );
}

/**
 * The words as their author typed them, near enough: of HTML, where readers write plain text (`written` says in what they
 * do), what is read.
 */
export function sourceOf(article: HTMLElement, body: Body, written: BodyFormat = 'text'): Body {
  if (body.format !== 'html' || written === 'html') return body;
  const words = article.querySelector<HTMLElement>(':scope > .body')?.innerText;
  return {format: 'text', value: words ?? body.value};
}
