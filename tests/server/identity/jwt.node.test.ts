import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey, type JWTPayload} from 'jose';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {statusOf} from '../../../src/server/http/problem.js';
import {createTokenVerifier, type JwtOptions} from '../../../src/server/identity/jwt.js';
import type {CommentsError} from '../../../src/model/errors.js';

const SECRET = 'a shared secret of at least thirty-two bytes';
const NOW = new Date('2026-11-25T12:00:00.000Z');
const IN_AN_HOUR = NOW.getTime() / 1000 + 3600;
const READER = {sub: 'reader-1', name: 'Ada Quill', exp: IN_AN_HOUR};

function sign(payload: JWTPayload, secret = SECRET, alg = 'HS256'): Promise<string> {
  return new SignJWT(payload).setProtectedHeader({alg}).sign(new TextEncoder().encode(secret));
}

function verify(token: string, options: JwtOptions = {secret: SECRET}, site = 'paper.example') {
  return createTokenVerifier(options, () => NOW)(token, site);
}

async function refusal(attempt: Promise<unknown>): Promise<string> {
  const error = await attempt.then(
    () => null,
    (reason: CommentsError) => reason,
  );
  return error ? `${String(statusOf(error))} ${error.code}` : 'taken';
}

describe('a token with a shared secret', () => {
  it('says who the reader is', async () => {
    const token = await sign({...READER, picture: 'https://paper.example/ada.png', role: 'moderator'});
    expect(await verify(token)).toEqual({
      subject: 'reader-1',
      name: 'Ada Quill',
      avatarUrl: 'https://paper.example/ada.png',
      role: 'moderator',
    });
  });

  it('makes a reader of whoever has no role, an unknown one, or one that objects inherit', async () => {
    for (const role of [undefined, 'boss', '__proto__', 'constructor', 7, {moderator: true}]) {
      expect((await verify(await sign({...READER, role}))).role).toBe('reader');
    }
  });

  it('takes the issuer’s own roles, the highest of several', async () => {
    const options: JwtOptions = {
      secret: SECRET,
      roleClaim: 'groups',
      roles: {newsroom: 'staff', desk: 'moderator'},
    };
    const of = async (groups: unknown) => (await verify(await sign({...READER, groups}), options)).role;
    expect(await of(['newsroom', 'desk', 'sports'])).toBe('moderator');
    expect(await of('newsroom')).toBe('staff');
    expect(await of(['moderator'])).toBe('reader');
  });

  it('leaves out a picture that is not https', async () => {
    expect(await verify(await sign({...READER, picture: 'javascript:alert(1)'}))).not.toHaveProperty(
      'avatarUrl',
    );
  });

  it.each<[string, JWTPayload, string]>([
    ['that has expired', {...READER, exp: NOW.getTime() / 1000 - 60}, SECRET],
    ['that never expires', {sub: 'reader-1', name: 'Ada'}, SECRET],
    ['that is not valid yet', {...READER, nbf: IN_AN_HOUR}, SECRET],
    ['of nobody', {name: 'Ada', exp: IN_AN_HOUR}, SECRET],
    ['without a name', {sub: 'reader-1', exp: IN_AN_HOUR}, SECRET],
    ['with a NUL in its subject', {...READER, sub: 'reader\0'}, SECRET],
    ['with half a character in its name', {...READER, name: '\ud800'}, SECRET],
    ['with a name that is no text', {...READER, name: 7}, SECRET],
    ['with an endless subject', {...READER, sub: 'x'.repeat(300)}, SECRET],
    ['signed with another secret', READER, `${SECRET}!`],
    ['for another site', {...READER, aud: ['other.example']}, SECRET],
  ])('is refused %s', async (_what, payload, secret) => {
    expect(await refusal(verify(await sign(payload, secret)))).toBe('401 login-required');
  });

  it('is taken within the tolerance of clocks', async () => {
    expect(await refusal(verify(await sign({...READER, exp: NOW.getTime() / 1000 - 20})))).toBe('taken');
  });

  it.each([
    ['unsigned', () => new UnsecuredJWT(READER).encode()],
    [
      'saying alg none over a signature',
      async () => {
        const [, payload, signature] = (await sign(READER)).split('.');
        const header = Buffer.from('{"alg":"none"}').toString('base64url');
        return `${header}.${payload ?? ''}.${signature ?? ''}`;
      },
    ],
    ['signed with another algorithm', () => sign(READER, SECRET.repeat(2), 'HS512')],
    ['no token', () => 'token'],
    ['empty in parts', () => '..'],
    ['too long', async () => `${await sign(READER)}${'x'.repeat(9000)}`],
  ])('is refused when it is %s', async (_what, make) => {
    expect(await refusal(verify(await make()))).toBe('401 login-required');
  });

  it('holds for its site, where it says for which', async () => {
    const token = await sign({...READER, aud: 'paper.example'});
    expect(await refusal(verify(token))).toBe('taken');
    expect(await refusal(verify(token, {secret: SECRET}, 'other.example'))).toBe('401 login-required');
  });

  it('must have the issuer and the audience that are configured', async () => {
    const options: JwtOptions = {secret: SECRET, issuer: 'https://login.example', audience: 'comments'};
    const right = {...READER, iss: 'https://login.example', aud: 'comments'};
    expect(await refusal(verify(await sign(right), options))).toBe('taken');
    expect(await refusal(verify(await sign({...right, iss: 'https://evil.example'}), options))).toBe(
      '401 login-required',
    );
    expect(await refusal(verify(await sign({...right, aud: 'mail'}), options))).toBe('401 login-required');
  });
});

describe('a token whose keys are published', () => {
  let server: Server;
  let jwksUrl: string;
  let asked = 0;
  let keys: {privateKey: CryptoKey; publicKey: CryptoKey};
  let published: object[] = [];

  beforeAll(async () => {
    keys = await generateKeyPair('ES256');
    published = [{...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'ES256'}];
    server = createServer((_request, response) => {
      asked++;
      response.setHeader('content-type', 'application/json').end(JSON.stringify({keys: published}));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    jwksUrl = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/jwks`;
  });

  afterAll(() => server.close());

  const signPublic = (kid: string) =>
    new SignJWT(READER).setProtectedHeader({alg: 'ES256', kid}).sign(keys.privateKey);

  it('is taken, and the keys are asked for once', async () => {
    const check = createTokenVerifier({jwksUrl}, () => NOW);
    asked = 0;
    for (let index = 0; index < 5; index++) await check(await signPublic('one'), 'paper.example');
    expect(asked).toBe(1);
  });

  it('is refused when its key is not published', async () => {
    expect(await refusal(verify(await signPublic('two'), {jwksUrl}))).toBe('401 login-required');
  });

  it('is refused when the public key was taken for a shared secret', async () => {
    const token = await sign(READER, JSON.stringify(published[0]));
    expect(await refusal(verify(token, {jwksUrl}))).toBe('401 login-required');
  });

  it('cannot be checked while the keys cannot be had, which is not the reader’s fault', async () => {
    const options = {jwksUrl: 'http://127.0.0.1:9/jwks'};
    expect(await refusal(verify(await signPublic('one'), options))).toBe('503 server');
  });
});

describe('options of tokens', () => {
  it.each<[string, JwtOptions]>([
    ['with neither secret nor keys', {}],
    ['with both', {secret: SECRET, jwksUrl: 'https://login.example/jwks'}],
    ['with a secret that could be guessed', {secret: 'short'}],
    ['with keys at no address', {jwksUrl: 'login'}],
    ['with the algorithm none', {secret: SECRET, algorithms: ['HS256', 'none']}],
    [
      'with a shared-secret algorithm for published keys',
      {jwksUrl: 'https://login.example/', algorithms: ['HS256']},
    ],
    ['without any algorithm', {secret: SECRET, algorithms: []}],
  ])('are refused %s', (_what, options) => {
    expect(() => createTokenVerifier(options, () => NOW)).toThrow(RangeError);
  });
});
