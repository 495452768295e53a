import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey, type JWTPayload} from 'jose';
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest';
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
  it('identifies the reader', async () => {
    const token = await sign({...READER, picture: 'https://paper.example/ada.png', role: 'moderator'});
    expect(await verify(token)).toEqual({
      subject: 'reader-1',
      name: 'Ada Quill',
      avatarUrl: 'https://paper.example/ada.png',
      role: 'moderator',
    });
  });

  it('gives the role reader to tokens with no role, an unknown one, or one that objects inherit', async () => {
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
  let requests = 0;
  let keys: {privateKey: CryptoKey; publicKey: CryptoKey};
  let published: object[] = [];

  beforeAll(async () => {
    keys = await generateKeyPair('ES256');
    published = [{...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'ES256'}];
    server = createServer((_request, response) => {
      requests++;
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
    requests = 0;
    for (let index = 0; index < 5; index++) await check(await signPublic('one'), 'paper.example');
    expect(requests).toBe(1);
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

describe('keys that cannot be had as they should', () => {
  type Answer = (request: IncomingMessage, response: ServerResponse) => void;
  let server: Server;
  let jwksUrl: string;
  let requests = 0;
  let answer: Answer;
  let good: Answer;
  let keys: {privateKey: CryptoKey; publicKey: CryptoKey};
  let weak: {privateKey: CryptoKey; publicKey: CryptoKey};
  const clock = {now: NOW.getTime()};

  const answerWith =
    (value: unknown): Answer =>
    (_request, response) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify(value));

  beforeAll(async () => {
    keys = await generateKeyPair('ES256');
    weak = await crypto.subtle.generateKey(
      {
        name: 'RSASSA-PKCS1-v1_5',
        modulusLength: 1024,
        publicExponent: new Uint8Array([1, 0, 1]),
        hash: 'SHA-256',
      },
      true,
      ['sign', 'verify'],
    );
    good = answerWith({keys: [{...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'ES256'}]});
    server = createServer((request, response) => {
      requests++;
      answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    jwksUrl = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/jwks`;
  });
  beforeEach(() => {
    requests = 0;
    answer = good;
    clock.now = NOW.getTime();
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  const token = (kid = 'one') =>
    new SignJWT({...READER, exp: IN_AN_HOUR + 365 * 86_400})
      .setProtectedHeader({alg: 'ES256', kid})
      .sign(keys.privateKey);
  const checking = () => {
    const check = createTokenVerifier({jwksUrl}, () => new Date(clock.now));
    return async (kid?: string) => refusal(check(await token(kid), 'paper.example'));
  };
  const down: Answer = (_request, response) => response.destroy();
  const redirecting: Answer = (_request, response) => response.writeHead(302, {location: '/elsewhere'}).end();

  it.each<[string, Answer]>([
    ['nobody answers', down],
    ['the server has a fault', (_request, response) => response.writeHead(503).end()],
    ['it redirects', redirecting],
    ['it is a page', (_request, response) => response.end('<!doctype html>')],
    ['it is another JSON', answerWith({error: 'gone'})],
    ['the address is gone', (_request, response) => response.writeHead(404).end()],
  ])('the last ones serve for a day when %s', async (_what, odd) => {
    const check = checking();
    expect(await check()).toBe('taken');
    answer = odd;
    clock.now += 11 * 60_000;
    expect(await check()).toBe('taken');
    clock.now += 22 * 3600_000;
    expect(await check()).toBe('taken');
    // Who has lost a key can still withdraw it.
    clock.now += 3 * 3600_000;
    expect(await check()).not.toBe('taken');
    answer = good;
    clock.now += 60_000;
    expect(await check()).toBe('taken');
  });

  it('are asked for once by however many unknown keys at once, and again in half a minute at the earliest', async () => {
    const check = checking();
    expect(await check()).toBe('taken');
    clock.now += 31_000;
    const results = await Promise.all(
      Array.from({length: 50}, (_, index) => check(`unknown ${String(index)}`)),
    );
    expect(new Set(results)).toEqual(new Set(['401 login-required']));
    expect(requests).toBe(2);
    clock.now += 29_000;
    await check('unknown');
    expect(requests).toBe(2);
    clock.now += 2_000;
    await check('unknown');
    expect(requests).toBe(3);
    // Whoever has a known key waits for none of that.
    expect(await check()).toBe('taken');
  });

  it('are fetched once for simultaneous requests, and not again at once after a failure', async () => {
    answer = down;
    const check = checking();
    expect(await Promise.all(Array.from({length: 50}, () => check()))).toEqual(Array(50).fill('503 server'));
    expect(await check()).toBe('503 server');
    expect(requests).toBe(1);
    answer = good;
    clock.now += 6_000;
    expect(await check()).toBe('taken');
  });

  it('that were replaced are found at once', async () => {
    answer = answerWith({keys: []});
    const check = checking();
    expect(await check()).toBe('401 login-required');
    answer = good;
    clock.now += 31_000;
    expect(await check()).toBe('taken');
  });

  it.each<[string, Answer]>([
    ['redirects', redirecting],
    ['is no JSON', (_request, response) => response.end('{"keys": [')],
    ['is no set', answerWith([1])],
    ['has no objects', answerWith({keys: [null, 'key']})],
    ['has too many keys', answerWith({keys: Array(1000).fill({kty: 'EC'})})],
    [
      'has broken keys',
      answerWith({keys: [{kty: 'EC', crv: 'P-256', x: '!', y: 7, kid: 'one', alg: 'ES256'}]}),
    ],
  ])('are none when the answer %s: 401, and no fault of the server', async (_what, odd) => {
    answer = odd;
    expect(await checking()()).toBe('401 login-required');
    expect(requests).toBe(1);
  });

  it('are none when the answer is of 400 MB, or never ends, and little of it is read', async () => {
    let sent = 0;
    let closed = false;
    answer = (_request, response) => {
      response.on('close', () => (closed = true)).on('error', () => undefined);
      response.writeHead(200, {'content-type': 'application/json'});
      const chunk = Buffer.alloc(64_000, ' ');
      const more = (): void => {
        while (!response.destroyed && sent < 400_000_000) {
          sent += chunk.length;
          if (!response.write(chunk)) return void response.once('drain', more);
        }
        response.end();
      };
      more();
    };
    expect(await checking()()).toBe('401 login-required');
    await expect.poll(() => closed).toBe(true);
    expect(sent).toBeLessThan(40_000_000);
  });

  it('of 1024 bits are too short to trust', async () => {
    answer = answerWith({keys: [{...(await exportJWK(weak.publicKey)), kid: 'one', alg: 'RS256'}]});
    const body = [{alg: 'RS256', kid: 'one'}, READER].map((part) =>
      Buffer.from(JSON.stringify(part)).toString('base64url'),
    );
    const data = new TextEncoder().encode(body.join('.'));
    const signature = Buffer.from(await crypto.subtle.sign('RSASSA-PKCS1-v1_5', weak.privateKey, data));
    const signed = `${body.join('.')}.${signature.toString('base64url')}`;
    expect(await refusal(verify(signed, {jwksUrl}))).toBe('401 login-required');
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
