import type {Locator, Page} from 'playwright-core';

/** The first thread of a page. */
export const thread = (page: Page): Locator => page.locator('parley-thread').first();

/** What a reader sees of an element, its shadow trees included. */
export function readable(locator: Locator): Promise<string> {
  return locator.evaluate((element) => {
    const textOf = (node: Node): string => {
      if (node instanceof Text) return node.data;
      if (!(node instanceof Element)) return '';
      // A slot has no box of its own, so it never counts as visible.
      if (!(node instanceof HTMLSlotElement) && !node.checkVisibility()) return '';
      const children =
        node instanceof HTMLSlotElement && node.assignedNodes().length > 0
          ? node.assignedNodes()
          : (node.shadowRoot ?? node).childNodes;
      return [...children].map(textOf).join(' ');
    };
    return textOf(element).trim();
  });
}

/** Scrolls to the discussion and waits for its form or the line in its place, or for the notice that it is closed. */
export async function openDiscussion(page: Page): Promise<void> {
  await thread(page).scrollIntoViewIfNeeded();
  const first = thread(page);
  await first.locator('#line, [part=notice], .login, parley-comment-form').first().waitFor();
  // A form that is open from the start is drawn when somebody comes near it.
  const form = first.locator('parley-comment-form:not([hidden])').first();
  if (await form.count()) await form.scrollIntoViewIfNeeded();
}

/** A guest says who they are, also where the form knows it already. */
export async function fillName(where: Page | Locator, name: string): Promise<void> {
  const [field, change] = [
    where.getByLabel('Name'),
    where.getByRole('button', {name: 'Change', exact: true}),
  ];
  await field.or(change).first().waitFor();
  if (await change.count()) await change.first().click();
  await field.fill(name);
}

/** A reader of a page, or of one thread, goes to where they write: the form is open then. */
export async function openForm(where: Page | Locator): Promise<void> {
  const line = where.locator('#line');
  const form = where.locator('parley-comment-form:not([hidden])').locator('textarea').first();
  await line.or(where.locator('parley-comment-form:not([hidden])')).first().waitFor();
  if (await line.count()) await line.focus();
  else await where.locator('parley-comment-form:not([hidden])').first().scrollIntoViewIfNeeded();
  await form.waitFor();
}
