import {fetchSession} from './api.js';

export function element(name, fields, children = []) {
  const created = Object.assign(document.createElement(name), fields);
  created.append(...children);
  return created;
}

export function link(text, href) {
  return element('a', {href, textContent: text});
}

export function dateAndTime(iso) {
  const textContent = new Date(iso).toLocaleString('en-GB', {dateStyle: 'medium', timeStyle: 'short'});
  return element('time', {dateTime: iso, textContent});
}

/** A button that does something once as the moderator, then refreshes the page. */
export function actionButton(text, className, {perform, page}) {
  const button = element('button', {type: 'button', textContent: text, className});
  button.addEventListener('click', async () => {
    const buttons = button.closest('li').querySelectorAll('button');
    for (const other of buttons) other.disabled = true;
    try {
      const {token} = await fetchSession();
      await perform(token);
      await page.refresh();
    } catch (reason) {
      page.showError(reason);
    }
    for (const other of buttons) other.disabled = false;
  });
  return button;
}

/** Renders entries that are new or have changed, and removes those that are gone. What has not changed keeps its input. */
export function renderList(list, entries, keyOf, render) {
  const rendered = new Map([...list.children].map((item) => [item.dataset.key, item]));
  for (const entry of entries) {
    const [key, state] = [keyOf(entry), JSON.stringify(entry)];
    const before = rendered.get(key);
    rendered.delete(key);
    if (before?.dataset.state === state) continue;
    const item = render(entry);
    Object.assign(item.dataset, {key, state});
    if (before) before.replaceWith(item);
    else list.append(item);
  }
  for (const item of rendered.values()) item.remove();
}
