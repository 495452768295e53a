import {describe, expect, it} from 'vitest';
import {describeFlags, readFlags, UsageError} from '../../../src/server/command/flags.js';
import {SERVE_FLAGS, serveSettings} from '../../../src/server/command/serve-flags.js';

function settings(commandLine: string[], environment: Record<string, string> = {}) {
  return serveSettings(readFlags(SERVE_FLAGS, commandLine, environment));
}

describe('the options of serve', () => {
  it('have defaults that run', () => {
    expect(settings([])).toMatchObject({
      port: 8640,
      host: '127.0.0.1',
      sites: ['localhost'],
      origins: [],
      jwt: null,
      trustedProxies: 0,
      limits: {},
      logLevel: 'info',
    });
  });

  it('set the format of comments', () => {
    expect(settings([]).bodyFormat).toBe(undefined);
    expect(settings(['--body-format', 'markdown']).bodyFormat).toBe('markdown');
    expect(() => settings(['--body-format', 'html'])).toThrow(UsageError);
  });

  it('say whether first comments wait', () => {
    expect(settings([]).firstComment).toBe(undefined);
    expect(settings(['--first-comment', 'publish']).firstComment).toBe('publish');
    expect(settings([], {PARLEY_FIRST_COMMENT: 'hold'}).firstComment).toBe('hold');
    expect(() => settings(['--first-comment', 'no'])).toThrow(UsageError);
  });

  it('come from the environment, and from the command line first', () => {
    const environment = {PARLEY_PORT: '1', PARLEY_TRUST_PROXY: '2', PARLEY_SITE: 'one, two'};
    expect(settings(['--port', '9'], environment)).toMatchObject({
      port: 9,
      trustedProxies: 2,
      sites: ['one', 'two'],
    });
  });

  it('take sites and origins several times or with commas; a site is a page’s host when none is named', () => {
    const given = settings(['--origins', 'https://a.example,https://b.example:8443', '--origins', '*']);
    expect(given.origins).toEqual(['https://a.example', 'https://b.example:8443', '*']);
    expect(given.sites).toEqual(['a.example', 'b.example:8443']);
    expect(settings(['--site', 'a', '--site', 'b']).sites).toEqual(['a', 'b']);
  });

  it('limit what is asked of PostgreSQL', () => {
    expect(settings([]).databaseLimits).toEqual({});
    const given = ['--database-connections', '3', '--database-queue', '9', '--database-wait', '2'];
    expect(settings([...given, '--statement-timeout', '0']).databaseLimits).toEqual({
      connections: 3,
      queue: 9,
      connectMs: 2000,
      statementMs: 0,
    });
    expect(() => settings(['--database-connections', '0'])).toThrow(UsageError);
    expect(() => settings(['--statement-timeout', '1.5'])).toThrow(UsageError);
  });

  it('set up tokens, roles and limits', () => {
    const secret = 'x'.repeat(32);
    const given = settings(
      [
        '--jwt-role',
        'editor=staff',
        '--jwt-role',
        'admin=moderator',
        '--limit-writes',
        '5/30',
        '--limit-reads',
        'off',
      ],
      {PARLEY_JWT_SECRET: secret},
    );
    expect(given.jwt).toEqual({secret, roles: {editor: 'staff', admin: 'moderator'}});
    expect(given.limits).toEqual({writes: {count: 5, perSeconds: 30}, reads: null});
  });

  it.each([
    [['--prot', '1'], /--prot/],
    [['--port', 'http'], /--port takes a whole number from 0 to 65535, not "http"/],
    [['--port', '70000'], /--port/],
    [['--port'], /--port/],
    [['--limit-writes', '5'], /--limit-writes takes such as 10\/60/],
    [['--jwt-role', 'admin=king', '--jwt-secret', 'x'], /--jwt-role takes such as editor=staff/],
    [['--jwt-issuer', 'me'], /--jwt-issuer needs/],
    [['--log-level', 'loud'], /--log-level takes debug/],
    [['now'], /"now"/],
  ])('are rejected with a plain message: %j', (commandLine, message) => {
    expect(() => settings(commandLine)).toThrow(UsageError);
    expect(() => settings(commandLine)).toThrow(message);
  });

  it('are all in the help', () => {
    const help = describeFlags(SERVE_FLAGS);
    for (const name of Object.keys(SERVE_FLAGS)) expect(help).toContain(`--${name} `.trimEnd());
    expect(Math.max(...help.split('\n').map((line) => line.length))).toBeLessThan(170);
  });
});
