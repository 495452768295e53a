/**
 * Gives each thread on the paper's server its `getToken`, and shows above the discussion who is signed in. A paper does
 * this with its own accounts.
 */

/** Tokens last five minutes; one older than this is replaced before the server refuses it. */
const MAX_TOKEN_AGE_MS = 4 * 60_000;

let session = load();
let loadedAt = Date.now();

const threads = document.querySelectorAll('parley-thread[backend=rest]');
for (const thread of threads) thread.getToken = getToken;

const {reader, readers} = await session;
document.querySelector('.reader').replaceChildren(...signInLine(reader, readers));

async function getToken({forceRefresh}) {
  if (forceRefresh || Date.now() - loadedAt > MAX_TOKEN_AGE_MS) {
    session = load();
    loadedAt = Date.now();
  }
  return (await session).token;
}

async function load() {
  const response = await fetch('/session');
  return response.json();
}

/** "You read as a guest. Sign in as ..." */
function signInLine(reader, readers) {
  if (reader) {
    const parts = [
      'You read as ',
      strong(reader.name),
      roleLabel(reader.role),
      '. ',
      link('Sign out', '/sign-out'),
    ];
    return reader.role === 'moderator'
      ? [...parts, ' ', link('Moderation', '/moderation.html', false)]
      : parts;
  }
  const others = readers.flatMap(({id, name, role}, index) => [
    index === 0 ? '' : index === readers.length - 1 ? ' or ' : ', ',
    link(name, `/sign-in?as=${id}`),
    roleLabel(role),
  ]);
  return ['You read as a guest. Sign in as ', ...others, '.'];
}

function strong(name) {
  const element = document.createElement('bdi');
  element.className = 'reader-name';
  element.textContent = name;
  return element;
}

function roleLabel(role) {
  const labels = {staff: ' (reporter)', moderator: ' (moderator)'};
  return labels[role] ?? '';
}

function link(text, href, returns = true) {
  const element = document.createElement('a');
  const back = encodeURIComponent(`${location.pathname}${location.search}`);
  element.href = returns ? `${href}${href.includes('?') ? '&' : '?'}back=${back}` : href;
  element.textContent = text;
  return element;
}
