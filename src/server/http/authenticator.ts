import {CommentsError} from '../../model/errors.js';
import {HEADERS} from '../../model/protocol.js';
import type {Digests} from '../identity/digests.js';
import type {TokenVerifier} from '../identity/jwt.js';
import type {Actor, SignedIn} from '../store/actor.js';
import {malformed} from './http-error.js';

/** An actor who has signed in. */
export type SignedInActor = Actor & {readonly user: SignedIn};

/** At least 122 random bits in any writing: a UUID without hyphens in base64 takes 22. */
const GUEST_KEY = /^[\w.~+/=-]{22,200}$/;

/** Identifies the sender of a request by token, guest key and network address, and passes only digests on. */
export class Authenticator {
  readonly #digests: Digests;
  readonly #verify: TokenVerifier | null;

  /** `verify` is null if readers cannot sign in. */
  constructor(digests: Digests, verify: TokenVerifier | null) {
    this.#digests = digests;
    this.#verify = verify;
  }

  /** Throws `login-required` for an invalid token, `malformed` for a guest key that could be guessed. */
  async actor(request: Request, site: string, address: string): Promise<Actor> {
    const key = request.headers.get(HEADERS.guest);
    if (key !== null && !GUEST_KEY.test(key))
      throw malformed('Parley-Guest must be a key of 22 to 200 characters.');
    const [user, guest, addressDigest] = await Promise.all([
      this.#user(request, site),
      key === null ? null : this.#digests.digest('guest', key),
      this.#digests.digest('address', address),
    ]);
    return {user, guest, address: addressDigest};
  }

  /** Also throws `login-required` without a token, and `forbidden` for other roles. */
  async moderator(request: Request, site: string, address: string): Promise<SignedInActor> {
    const actor = await this.actor(request, site, address);
    if (actor.user === null) throw new CommentsError('login-required', 'A bearer token is required.');
    if (actor.user.role !== 'moderator') throw new CommentsError('forbidden', 'Only moderators may do this.');
    return {...actor, user: actor.user};
  }

  async #user(request: Request, site: string): Promise<SignedIn | null> {
    const header = request.headers.get('authorization');
    if (header === null) return null;
    const token = /^Bearer +(\S+) *$/i.exec(header)?.[1];
    if (token === undefined)
      throw new CommentsError('login-required', 'Authorization must be a bearer token.');
    if (this.#verify === null)
      throw new CommentsError('login-required', 'This server is not configured to sign readers in.');
    return this.#verify(token, site);
  }
}
