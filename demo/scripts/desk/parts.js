const API = '/parley/v1';

export const SITE = 'packet';

/** Asks the paper's Parley server, as the editor where there is a token. Rejects with what the server says is wrong. */
export async function ask(token, method, path, body) {
  const answer = await fetch(API + path, {
    method,
    headers: {
      ...(token && {authorization: `Bearer ${token}`}),
      ...(body && {'content-type': 'application/json'}),
    },
    ...(body && {body: JSON.stringify(body)}),
  });
  const text = await answer.text();
  const told = text ? JSON.parse(text) : {};
  if (!answer.ok) throw new Error(told.detail ?? told.title ?? `The server answered ${answer.status}.`);
  return told;
}

/** The editor's token: it lasts for some minutes, so each deed has a new one. */
export async function session() {
  return (await fetch('/session')).json();
}

export function element(name, fields, children = []) {
  const made = Object.assign(document.createElement(name), fields);
  made.append(...children);
  return made;
}

export function link(words, href) {
  return element('a', {href, textContent: words});
}

export function moment(iso) {
  const textContent = new Date(iso).toLocaleString('en-GB', {dateStyle: 'medium', timeStyle: 'short'});
  return element('time', {dateTime: iso, textContent});
}

/** A button that does something as the editor, once, and then has the desk look again. */
export function deed(words, className, {perform, look, fail}) {
  const button = element('button', {type: 'button', textContent: words, className});
  button.addEventListener('click', async () => {
    const buttons = button.closest('li').querySelectorAll('button');
    for (const other of buttons) other.disabled = true;
    try {
      const {token} = await session();
      await perform(token);
      await look();
    } catch (reason) {
      fail(reason);
    }
    for (const other of buttons) other.disabled = false;
  });
  return button;
}

/**
 * Draws what is new or otherwise than before, and takes away what is gone. What stays as it was, with whatever the editor
 * has chosen in it, is left alone.
 */
export function draw(list, entries, keyOf, make) {
  const there = new Map([...list.children].map((item) => [item.dataset.key, item]));
  for (const entry of entries) {
    const [key, state] = [keyOf(entry), JSON.stringify(entry)];
    const before = there.get(key);
    there.delete(key);
    if (before?.dataset.state === state) continue;
    const item = make(entry);
    Object.assign(item.dataset, {key, state});
    if (before) before.replaceWith(item);
    else list.append(item);
  }
  for (const item of there.values()) item.remove();
}
