import {describe, expect, it} from 'vitest';
import {clientAddress, normaliseAddress} from '../../../src/server/identity/address.js';

describe('an address', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::6', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['[2001:db8::1]', '2001:db8:0:0::/64'],
    ['unknown', 'unknown'],
    ['1:2:nonsense', '1:2:nonsense'],
  ])('%s counts as %s', (address, counted) => {
    expect(normaliseAddress(address)).toBe(counted);
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
  ])('%s', (_what, hops, forwarded, expected) => {
    expect(clientAddress('10.0.0.1', forwarded, hops)).toBe(expected);
  });
});
