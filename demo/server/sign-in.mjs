import {SignJWT} from 'jose';
import {readers} from './readers.mjs';

const COOKIE = 'packet-reader';
const LASTS_SECONDS = 300;

/**
 * Signs invented readers in by a link, and gives the page their token: what a paper does with its own accounts.
 *
 * - `GET /sign-in?as=rosalind&back=/article.html` and `GET /sign-out?back=...` set a cookie and go back
 * - `GET /session` says who is signed in, and as whom one can be, with a token that is good for five minutes
 *
 * @param {string} secret shared with the Parley server
 * @returns {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) =>
 *   Promise<boolean>} true when it has answered
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
          location: pageOfThePaper(searchParams.get('back')),
        });
        response.end();
        return true;
      }
      case '/session': {
        const id = readerOf(request);
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
    .setExpirationTime(`${LASTS_SECONDS}s`)
    .sign(key);
}

function readerOf({headers}) {
  const [, id = ''] = new RegExp(`(?:^|; )${COOKIE}=([a-z]+)`).exec(headers.cookie ?? '') ?? [];
  return Object.hasOwn(readers, id) ? id : null;
}

/** Where a link leads back to; nowhere but to the paper itself. */
function pageOfThePaper(back) {
  const url = new URL(back ?? '/', 'http://packet.example');
  return url.host === 'packet.example' ? url.pathname + url.search : '/';
}
