import {SignJWT} from 'jose';
import {readers} from './readers.mjs';

const COOKIE = 'packet-reader';
const LIFETIME_SECONDS = 300;

/**
 * Signs invented readers in by a link, and gives the page a token for them. A paper does this with its own accounts.
 *
 * - `GET /sign-in?as=rosalind&back=/article.html` and `GET /sign-out?back=...` set a cookie and redirect back
 * - `GET /session` returns who is signed in, a token that is valid for five minutes, and the accounts to choose from
 *
 * @param {string} secret shared with the Parley server
 * @returns {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) =>
 *   Promise<boolean>} whether it has responded
 */
export function signIn(secret) {
  const key = new TextEncoder().encode(secret);

  return async (request, response) => {
    const {pathname, searchParams} = new URL(request.url ?? '/', 'http://packet.example');
    if (request.method !== 'GET') return false;
    switch (pathname) {
      case '/sign-in':
      case '/sign-out': {
        const id = pathname === '/sign-in' ? (searchParams.get('as') ?? '') : '';
        const lifetime = Object.hasOwn(readers, id) ? '' : '; Max-Age=0';
        response.writeHead(303, {
          'set-cookie': `${COOKIE}=${lifetime ? '' : id}; Path=/; HttpOnly; SameSite=Lax${lifetime}`,
          'cache-control': 'no-store',
          location: ownPage(searchParams.get('back')),
        });
        response.end();
        return true;
      }
      case '/session': {
        const id = readerFrom(request);
        const session = {
          reader: id && {id, ...readers[id]},
          token: id && (await tokenFor(id, key)),
          readers: Object.entries(readers).map(([other, {name, role}]) => ({id: other, name, role})),
        };
        response.writeHead(200, {'content-type': 'application/json', 'cache-control': 'no-store'});
        response.end(JSON.stringify(session));
        return true;
      }
      default:
        return false;
    }
  };
}

function tokenFor(id, key) {
  const {name, role} = readers[id];
  return new SignJWT({name, role})
    .setProtectedHeader({alg: 'HS256'})
    .setSubject(id)
    .setIssuedAt()
    .setExpirationTime(`${LIFETIME_SECONDS}s`)
    .sign(key);
}

function readerFrom({headers}) {
  const [, id = ''] = new RegExp(`(?:^|; )${COOKIE}=([a-z]+)`).exec(headers.cookie ?? '') ?? [];
  return Object.hasOwn(readers, id) ? id : null;
}

/** The path to redirect to; always a page of the paper itself. */
function ownPage(back) {
  const url = new URL(back ?? '/', 'http://packet.example');
  return url.host === 'packet.example' ? url.pathname + url.search : '/';
}
