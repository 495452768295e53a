import {documentProperty} from '../model/document-property.js';
import {yieldToPage} from '../model/yield-to-page.js';

/**
 * What `make` makes of each item, each in a task of its own, so that a slow device shows what is typed meanwhile. At once in a
 * hidden page, where a task may have to wait for a second, and on a server.
 */
export async function inTasks<Item, Made>(
  items: readonly Item[],
  make: (item: Item) => Made,
): Promise<readonly Made[]> {
  const made: Made[] = [];
  for (const item of items) {
    if (typeof document === 'object' && !documentProperty('hidden')) await yieldToPage();
    made.push(make(item));
  }
  return made;
}
