import type {ThreadPage} from './thread-fixture.js';
import {waitUntil} from './wait-until.js';

/** A control of a comment, as soon as it is there. */
export async function control(page: ThreadPage, id: string, deed: string): Promise<HTMLButtonElement> {
  const find = () => page.article(id).querySelector<HTMLButtonElement>(`[data-control="${deed}"]`);
  await waitUntil(() => find() !== null, `${deed} of ${id}`);
  const found = find();
  if (!found) throw new Error(deed);
  return found;
}

/** A control of a comment that stands behind its button for more. */
export async function fromMenu(page: ThreadPage, id: string, deed: string): Promise<HTMLButtonElement> {
  const toggle = await control(page, id, 'toggle');
  if (toggle.ariaExpanded !== 'true') toggle.click();
  return control(page, id, deed);
}
