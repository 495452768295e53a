import type {ThreadPage} from './thread-fixture.js';
import {waitUntil} from './wait-until.js';

/** A control of a comment that shows all the time, as soon as it is there. */
export async function control(page: ThreadPage, id: string, action: string): Promise<HTMLButtonElement> {
  const find = () => page.article(id).querySelector<HTMLButtonElement>(`[data-action="${action}"]`);
  await waitUntil(() => find() !== null, `${action} of ${id}`);
  const found = find();
  if (!found) throw new Error(action);
  return found;
}

/** The open menu of a thread; `null` while none is open. */
export function openMenu(page: ThreadPage): HTMLElement | null {
  const menu = page.list.renderRoot.querySelector<HTMLElement>('[part=menu]');
  return menu?.checkVisibility() ? menu : null;
}

/** The items of the open menu. */
export const menuItems = (page: ThreadPage): HTMLButtonElement[] => [
  ...(openMenu(page)?.querySelectorAll<HTMLButtonElement>('[role=menuitem]') ?? []),
];

/** Opens the menu of a comment, by its button; gives its items by what they do. */
export async function openMenuOf(page: ThreadPage, id: string): Promise<string[]> {
  const button = await control(page, id, 'menu');
  if (button.ariaExpanded !== 'true') button.click();
  await waitUntil(() => openMenu(page) !== null && button.ariaExpanded === 'true', `no menu of ${id}`);
  return menuItems(page).map(({dataset}) => dataset['item'] ?? '');
}

/** An item of a comment's menu, which is open then. */
export async function fromMenu(page: ThreadPage, id: string, action: string): Promise<HTMLButtonElement> {
  await openMenuOf(page, id);
  const item = menuItems(page).find(({dataset}) => dataset['item'] === action);
  if (!item) throw new Error(`no ${action} in the menu of ${id}`);
  return item;
}
