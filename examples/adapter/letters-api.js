import {createServer} from 'node:http';

/**
 * A small JSON API for letters to the editor, which keeps them in memory: `GET /letters?page=&sort=&limit=&around=` or
 * `?cursor=`, `POST /letters`, `GET /counts?page=`. A letter is `{id, page, parent, author, text, date}`; a page of them has
 * whole branches.
 */
export async function startLettersApi(letters = []) {
  const posted = new Map();
  const routes = {
    'GET /letters': ({searchParams}) => list(letters, toQuery(searchParams)),
    'GET /counts': ({searchParams}) =>
      Object.fromEntries(searchParams.getAll('page').map((page) => [page, of(letters, page).length])),
    'POST /letters'(_url, {page, parent, author, text}, key) {
      const invalid = {
        ...(author.trim() ? {} : {name: 'Please write your name.'}),
        ...(text.trim() ? {} : {body: 'Please write something.'}),
      };
      if (Object.keys(invalid).length > 0) throw {status: 422, fields: invalid};
      if (posted.has(key)) return posted.get(key);
      const present = of(letters, page);
      if (parent && !present.some(({id}) => id === parent)) throw {status: 404};
      if (present.some((letter) => letter.author === author && letter.text === text)) throw {status: 409};
      const letter = {id: crypto.randomUUID(), page, parent, author, text, date: new Date().toISOString()};
      letters.push(letter);
      posted.set(key, letter);
      return letter;
    },
  };

  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://localhost');
    const answer = (status, value) =>
      response.writeHead(status, {'content-type': 'application/json'}).end(JSON.stringify(value));
    try {
      const route = routes[`${request.method} ${url.pathname}`];
      if (!route) throw {status: 404};
      const body = await request.toArray();
      const draft = body.length > 0 ? JSON.parse(Buffer.concat(body)) : null;
      answer(200, route(url, draft, request.headers['idempotency-key']));
    } catch ({status = 500, fields}) {
      answer(status, {fields});
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}

const of = (letters, page) => letters.filter((letter) => letter.page === page);

/** A cursor holds the query and the last letter that was listed. */
function toQuery(parameters) {
  if (!parameters.has('cursor')) return {...Object.fromEntries(parameters), after: null};
  const [page, sort, limit, after] = parameters.get('cursor').split(' ').map(decodeURIComponent);
  if (after === undefined) throw {status: 400};
  return {page, sort, limit, after, around: ''};
}

function list(letters, {page, sort, limit, after, around}) {
  const all = of(letters, page);
  const roots = all.filter(({parent}) => !parent).sort((a, b) => a.date.localeCompare(b.date));
  if (sort === 'newest') roots.reverse();
  const rootOf = (id) => {
    const letter = all.find((other) => other.id === id);
    return letter?.parent ? rootOf(letter.parent) : letter;
  };
  const start = after ? roots.findIndex(({id}) => id === after) + 1 : 0;
  // A page around a letter goes on until it.
  const end = Math.max(start + Number(limit), roots.indexOf(rootOf(around)) + 1);
  const listed = roots.slice(start, end);
  const last = listed.at(-1)?.id;
  return {
    letters: all.filter(({id}) => listed.includes(rootOf(id))).sort((a, b) => order(roots, a, b)),
    total: all.length,
    next: end < roots.length ? [page, sort, limit, last].map(encodeURIComponent).join(' ') : null,
  };
}

/** Roots in the order of the list, then replies by date. */
function order(roots, a, b) {
  const [at, other] = [a, b].map((letter) => roots.indexOf(letter));
  return at >= 0 && other >= 0 ? at - other : at >= 0 ? -1 : other >= 0 ? 1 : a.date.localeCompare(b.date);
}
