import {waitUntil} from '@open-wc/testing';
import type {ThreadPage} from './thread-fixture.js';

/** A control of a comment, as soon as it is there. */
export async function control(page: ThreadPage, id: string, deed: string): Promise<HTMLButtonElement> {
  const find = () => page.article(id).querySelector<HTMLButtonElement>(`[data-control="${deed}"]`);
  await waitUntil(() => find() !== null, `${deed} of ${id}`, {timeout: 5_000});
  const found = find();
  if (!found) throw new Error(deed);
  return found;
}
