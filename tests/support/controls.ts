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
