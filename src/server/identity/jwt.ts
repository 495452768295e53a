import type * as Jose from 'jose';
import type {JWTPayload, JWTVerifyGetKey, JWTVerifyOptions} from 'jose';
import {CommentsError} from '../../model/errors.js';
import {isVisible} from '../../model/visible-text.js';
import {HttpError} from '../http/http-error.js';
import {silentLog, type Log} from '../log.js';
import type {Role, SignedIn} from '../store/actor.js';
import {KeysUnavailableError, remoteKeys} from './key-set.js';

/** Whose tokens sign readers in. One of `secret` and `jwksUrl`. */
export interface JwtOptions {
  /** Shared with the issuer of tokens (HS256): at least 32 characters. */
  readonly secret?: string;
  /** Where the issuer publishes its keys (RFC 7517): see `remoteKeys`. */
  readonly jwksUrl?: string;
  /** Which signatures are taken. Default: HS256 with a secret; else RS256, PS256, ES256 and EdDSA. Never `none`. */
  readonly algorithms?: readonly string[];
  /** What `iss` must be. Default: anything. */
  readonly issuer?: string;
  /** What `aud` must contain. Default: the site, if a token has `aud`. */
  readonly audience?: string;
  /** How far clocks may differ, in seconds. Default: 30. */
  readonly clockTolerance?: number;
  /** Which claim holds the role, or a list of them. Default: `role`. */
  readonly roleClaim?: string;
  /** What the issuer's roles are here. Default: reader, staff and moderator are themselves; all others are readers. */
  readonly roles?: Readonly<Record<string, Role>>;
}

/** Says who a token's reader is. Throws `login-required` for a token that is not good for this site. */
export type TokenVerifier = (token: string, site: string) => Promise<SignedIn>;

const MAX_TOKEN_LENGTH = 8000;
const MIN_SECRET_BYTES = 32;
const DEFAULT_TOLERANCE_S = 30;
const SAME_NAMES: Readonly<Record<string, Role>> = {reader: 'reader', staff: 'staff', moderator: 'moderator'};
const RANK: readonly Role[] = ['reader', 'staff', 'moderator'];

/** Throws `RangeError` when the options cannot be safe. Loads `jose` with the first token. */
export function createTokenVerifier(
  options: JwtOptions,
  now: () => Date,
  log: Log = silentLog,
): TokenVerifier {
  const algorithms = options.algorithms ?? (options.secret === undefined ? PUBLIC_KEY_ALGORITHMS : ['HS256']);
  checkOptions(options, algorithms);
  let key: Uint8Array | JWTVerifyGetKey | undefined;

  return async (token, site) => {
    const jose = await import('jose');
    if (token.length > MAX_TOKEN_LENGTH) throw refused('The token is too long.');
    key ??= keyOf(options, jose, now, log);
    const verifyOptions: JWTVerifyOptions = {
      algorithms: [...algorithms],
      clockTolerance: options.clockTolerance ?? DEFAULT_TOLERANCE_S,
      currentDate: now(),
      requiredClaims: ['exp', 'sub'],
      ...(options.issuer !== undefined && {issuer: options.issuer}),
      ...(options.audience !== undefined && {audience: options.audience}),
    };
    const given = key;
    let payload: JWTPayload;
    try {
      ({payload} = await (typeof given === 'function'
        ? jose.jwtVerify(token, given, verifyOptions)
        : jose.jwtVerify(token, given, verifyOptions)));
    } catch (error) {
      throw explain(error);
    }
    if (options.audience === undefined) checkAudience(payload, site);
    return signedIn(payload, options);
  };
}

const PUBLIC_KEY_ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'];

function checkOptions({secret, jwksUrl}: JwtOptions, algorithms: readonly string[]): void {
  if ((secret === undefined) === (jwksUrl === undefined)) {
    throw new RangeError('JWT options need either a secret or the URL of a key set.');
  }
  if (secret !== undefined && new TextEncoder().encode(secret).length < MIN_SECRET_BYTES) {
    throw new RangeError(`The secret of tokens needs at least ${String(MIN_SECRET_BYTES)} bytes.`);
  }
  if (jwksUrl !== undefined && !URL.canParse(jwksUrl)) {
    throw new RangeError(`"${jwksUrl}" is no address of a key set.`);
  }
  // If a public key were used as a shared secret, anybody could sign.
  const shared = (algorithm: string): boolean => algorithm.startsWith('HS');
  const odd = algorithms.find(
    (algorithm) => algorithm === 'none' || shared(algorithm) !== (secret !== undefined),
  );
  if (odd !== undefined || algorithms.length === 0) {
    throw new RangeError(`Tokens cannot be signed with ${odd ?? 'nothing'} here.`);
  }
}

function keyOf(
  {secret, jwksUrl = ''}: JwtOptions,
  jose: typeof Jose,
  now: () => Date,
  log: Log,
): Uint8Array | JWTVerifyGetKey {
  return secret === undefined ? remoteKeys(jwksUrl, jose, now, log).find : new TextEncoder().encode(secret);
}

/** jose's codes for a token at fault. Else it is the key, such as one that is too short (RFC 7518, section 3.3). */
const FAULTS: Readonly<Record<string, string>> = {
  ERR_JWT_EXPIRED: 'The token has expired.',
  ERR_JWT_CLAIM_VALIDATION_FAILED: 'A claim of the token is missing or wrong.',
  ERR_JWT_INVALID: 'The token is no JWT.',
  ERR_JWS_INVALID: 'The token is no signed JWT.',
  ERR_JOSE_ALG_NOT_ALLOWED: 'The token is signed in a way that is not taken.',
  ERR_JOSE_NOT_SUPPORTED: 'The token is signed in a way that is not taken.',
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: 'The signature of the token is wrong.',
  ERR_JWKS_NO_MATCHING_KEY: 'The token is signed with an unknown key.',
  ERR_JWKS_MULTIPLE_MATCHING_KEYS: 'The token does not say with which key it is signed.',
};

/** Errors of a token are the sender's; errors of the keys are those of their server. */
function explain(error: unknown): CommentsError {
  if (error instanceof KeysUnavailableError) {
    return new HttpError(503, 'server', 'Tokens cannot be checked at the moment.', {
      cause: error,
      headers: {'retry-after': '5'},
    });
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return refused(FAULTS[code] ?? 'There is no key that the token can be checked with.');
}

function refused(message: string): CommentsError {
  return new CommentsError('login-required', message);
}

/** Tokens for several sites name theirs in `aud`, so that a moderator of one site is not one of another. */
function checkAudience({aud}: JWTPayload, site: string): void {
  if (aud === undefined) return;
  if (!(Array.isArray(aud) ? aud : [aud]).includes(site)) throw refused('The token is for another site.');
}

const MAX_CLAIM_LENGTH = 255;
/** Nothing that a database or a log cannot hold. */
const FORBIDDEN_CHARACTERS = /\p{Cc}|\p{Surrogate}/u;

function signedIn(payload: JWTPayload, options: JwtOptions): SignedIn {
  const {sub, name, picture} = payload as Readonly<Record<string, unknown>>;
  if (!isValidClaim(sub)) throw refused('The token does not say whose it is (sub).');
  if (!isValidClaim(name) || !isVisible(name)) throw refused('The token has no name.');
  return {
    subject: sub,
    name: name.trim(),
    ...(typeof picture === 'string' && isHttps(picture) && {avatarUrl: picture}),
    role: roleOf(payload[options.roleClaim ?? 'role'], options.roles ?? SAME_NAMES),
  };
}

function isValidClaim(claim: unknown): claim is string {
  return (
    typeof claim === 'string' &&
    claim !== '' &&
    claim.length <= MAX_CLAIM_LENGTH &&
    !FORBIDDEN_CHARACTERS.test(claim)
  );
}

function isHttps(address: string): boolean {
  return address.length <= 2000 && URL.canParse(address) && new URL(address).protocol === 'https:';
}

/** The highest of all that are known. */
function roleOf(claim: unknown, roles: Readonly<Record<string, Role>>): Role {
  const names: readonly unknown[] = Array.isArray(claim) ? claim : [claim];
  const known = names.map((name) =>
    typeof name === 'string' && Object.hasOwn(roles, name) ? RANK.indexOf(roles[name] ?? 'reader') : 0,
  );
  return RANK[Math.max(0, ...known)] ?? 'reader';
}
