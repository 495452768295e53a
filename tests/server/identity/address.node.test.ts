import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {clientAddress, normaliseAddress} from '../../../src/server/identity/address.js';

/** What proxies and platforms write of one person's address, by what it counts as. */
const WRITINGS: Readonly<Record<string, readonly string[]>> = {
  '203.0.113.2': [
    '203.0.113.2',
    ' 203.0.113.2\t',
    '203.0.113.2:40001',
    '203.0.113.2:1',
    '"203.0.113.2"',
    '"203.0.113.2:443"',
    '::ffff:203.0.113.2',
    '::FFFF:203.0.113.2',
    '::ffff:cb00:7102',
    '0:0:0:0:0:ffff:cb00:7102',
    '[::ffff:203.0.113.2]',
    '[::ffff:203.0.113.2]:40001',
    '"[::ffff:cb00:7102]:40001"',
    '::ffff:203.0.113.2%eth0',
    // What a network without IPv4 makes of it (RFC 6052), and what 6to4 makes of it (RFC 3056).
    '64:ff9b::203.0.113.2',
    '64:ff9b::cb00:7102',
    '[64:ff9b::cb00:7102]:443',
    '2002:cb00:7102::1',
    '2002:cb00:7102:77:1:2:3:4',
  ],
  '2001:db8:1:2::/64': [
    '2001:db8:1:2:3:4:5:6',
    '2001:DB8:1:2::6',
    '2001:0db8:0001:0002:0000:0000:0000:0006',
    '2001:db8:1:2:ffff:ffff:ffff:ffff',
    '[2001:db8:1:2::1]',
    '[2001:db8:1:2::1]:443',
    '"[2001:db8:1:2::1]:65535"',
    '2001:db8:1:2::1%25eth0',
    '[2001:db8:1:2::1%eth0]:443',
    '2001:db8:1:2::203.0.113.2',
  ],
  '2001:db8:0:0::/64': ['2001:db8::1', '[2001:db8::1]:443'],
  '0:0:0:0::/64': ['::1', '[::1]:8640', '::'],
  'fe80:0:0:0::/64': ['fe80::1%eth0', 'FE80::1%25en0', '[fe80::1%3]:80', 'fe80::%a%b'],
};

/** What is no address. */
const GARBAGE = [
  '',
  ' ',
  'unknown',
  'UNKNOWN',
  '_hidden',
  '_SEVKISEK',
  'localhost',
  'for=203.0.113.2',
  '1:2:nonsense',
  '203.0.113',
  '203.0.113.256',
  '203.0.113.2.5',
  // Octal to some, decimal to others.
  '203.000.113.002',
  '0x7f.1',
  '3405803778',
  '203.0.113.2/24',
  '203.0.113.2:',
  '203.0.113.2:port',
  '203.0.113.2:123456',
  '203.0.113.2 203.0.113.3',
  '[203.0.113.2]',
  '[2001:db8::1',
  '2001:db8::1]',
  '[2001:db8::1]443',
  '[[2001:db8::1]]',
  '2001:db8:1:2:3:4:5:6:443',
  '2001:db8::1::2',
  '"',
  '""',
  "'; DROP TABLE blocks; --",
  '\u0661\u0662\u0667.0.0.1',
];

describe('an address', () => {
  it.each(Object.entries(WRITINGS).flatMap(([counted, all]) => all.map((one) => [one, counted] as const)))(
    '%s counts as %s',
    (address, counted) => {
      expect(normaliseAddress(address)).toBe(counted);
    },
  );

  it.each(GARBAGE)('%j is none', (garbage) => {
    expect(normaliseAddress(garbage)).toBeNull();
  });

  it('has one spelling, whatever its port', () => {
    const ports = fc.integer({min: 0, max: 65_535}).map(String);
    fc.assert(
      fc.property(fc.ipV4(), ports, (address, port) => {
        expect(normaliseAddress(`${address}:${port}`)).toBe(address);
        expect(normaliseAddress(`[::ffff:${address}]:${port}`)).toBe(address);
      }),
    );
    fc.assert(
      fc.property(fc.ipV6(), ports, (address, port) => {
        expect(normaliseAddress(`[${address}]:${port}`)).toBe(normaliseAddress(address.toUpperCase()));
      }),
    );
  });
});

describe('behind proxies', () => {
  const FORWARDED = '198.51.100.7, 203.0.113.9, 10.0.0.2';

  it.each([
    ['nobody is believed when there is no proxy', 0, FORWARDED, '10.0.0.1'],
    ['the one proxy is believed in what it added', 1, FORWARDED, '10.0.0.2'],
    ['two are', 2, FORWARDED, '203.0.113.9'],
    ['a header that a client shortened leaves the connection', 4, FORWARDED, '10.0.0.1'],
    ['no header leaves the connection', 1, null, '10.0.0.1'],
    ['an empty one too', 1, '', '10.0.0.1'],
    ['a port is no part of it', 1, '198.51.100.7:1, 203.0.113.2:40001', '203.0.113.2'],
    ['nor is it of an IPv6 address', 1, '[2001:db8:1:2::1]:443', '2001:db8:1:2::/64'],
    ['spaces count for nothing', 1, ' 198.51.100.7 ,\t203.0.113.9 ', '203.0.113.9'],
    // Were they passed over, what a client wrote would move up to where a proxy's word is looked for.
    ['an empty entry is one', 2, '198.51.100.7, , 10.0.0.2', '10.0.0.1'],
    ['an empty entry of a client moves nothing', 1, '198.51.100.7,,, 203.0.113.9', '203.0.113.9'],
    ['what a proxy did not know is not made up', 2, '198.51.100.7, unknown, 10.0.0.2', '10.0.0.1'],
  ])('%s', (_what, hops, forwarded, expected) => {
    expect(clientAddress('10.0.0.1', forwarded, hops)).toBe(expected);
  });

  it('an invalid entry of a proxy counts for the proxy', () => {
    const counted = GARBAGE.map((garbage) => clientAddress('10.0.0.1', garbage, 1));
    expect(new Set(counted)).toEqual(new Set(['10.0.0.1']));
    fc.assert(
      fc.property(
        fc.string().filter((text) => !/[.:]/.test(text)),
        (garbage) => {
          expect(clientAddress('10.0.0.1', `198.51.100.7, ${garbage.replaceAll(',', '')}`, 1)).toBe(
            '10.0.0.1',
          );
        },
      ),
    );
  });

  it('nor does that of a platform, where it has no address', () => {
    const counted = ['', 'unknown', '@', '/run/parley.sock', 'pipe:7'].map((one) =>
      clientAddress(one, null, 0),
    );
    expect(new Set(counted)).toEqual(new Set(['unknown']));
  });
});
