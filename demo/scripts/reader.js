/**
 * Signs the page's reader in: gives each thread on the paper's server its `getToken`, and says above the discussion who
 * is reading. A paper does this with its own accounts.
 */

/** Tokens last five minutes: one that is older is asked for anew before it is refused. */
const FRESH_MS = 4 * 60_000;

let session = load();
let loadedAt = Date.now();

const threads = document.querySelectorAll('parley-thread[backend=rest]');
for (const thread of threads) thread.getToken = getToken;

const {reader, readers} = await session;
document.querySelector('.reader').replaceChildren(...strip(reader, readers));

async function getToken({forceRefresh}) {
  if (forceRefresh || Date.now() - loadedAt > FRESH_MS) {
    session = load();
    loadedAt = Date.now();
  }
  return (await session).token;
}

async function load() {
  const answer = await fetch('/session');
  return answer.json();
}

/** "You read as a guest. Sign in as ..." */
function strip(reader, readers) {
  if (reader) {
    const words = [
      'You read as ',
      strong(reader.name),
      note(reader.role),
      '. ',
      link('Sign out', '/sign-out'),
    ];
    return reader.role === 'moderator'
      ? [...words, ' ', link('The letters desk', '/desk.html', false)]
      : words;
  }
  const others = readers.flatMap(({id, name, role}, index) => [
    index === 0 ? '' : index === readers.length - 1 ? ' or ' : ', ',
    link(name, `/sign-in?as=${id}`),
    note(role),
  ]);
  return ['You read as a guest. Sign in as ', ...others, '.'];
}

function strong(name) {
  const element = document.createElement('bdi');
  element.className = 'reader-name';
  element.textContent = name;
  return element;
}

function note(role) {
  const words = {staff: ' (reporter)', moderator: ' (letters editor)'};
  return words[role] ?? '';
}

function link(words, href, comesBack = true) {
  const element = document.createElement('a');
  const back = encodeURIComponent(`${location.pathname}${location.search}`);
  element.href = comesBack ? `${href}${href.includes('?') ? '&' : '?'}back=${back}` : href;
  element.textContent = words;
  return element;
}
