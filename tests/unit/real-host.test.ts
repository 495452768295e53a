import {describe, expect, it} from 'vitest';
import {realHost} from '../../src/content/real-host.js';

const EVIL = 'https://evil.example/login';

describe('the real host of a link', () => {
  it.each([
    ['paypal.com', EVIL],
    ['PayPal.com', EVIL],
    ['www.paypal.com', EVIL],
    ['https://paypal.com/login', EVIL],
    ['http://paypal.com', EVIL],
    ['//paypal.com', EVIL],
    ['https:\\\\paypal.com', EVIL],
    ['(paypal.com)', EVIL],
    ['“paypal.com”', EVIL],
    ['see paypal.com for more', EVIL],
    ['paypal.com.', EVIL],
    ['paypal.com…', EVIL],
    ['paypal.com:443', EVIL],
    ['paypal.com@evil.example', EVIL],
    ['paypal.com/evil.example', EVIL],
    ['paypal.com?evil.example', EVIL],
    ['paypal.com#evil.example', EVIL],
    ['paypal.com\u2215login.evil.example', EVIL],
    ['help@paypal.com', EVIL],
    ['192.0.2.1', EVIL],
    ['evil.example and paypal.com', EVIL],
    ['(evil.example) paypal.com', EVIL],
    ['pay\u200Bpal\u00AD.com', EVIL],
    ['paypal\u2060.\u2060com', EVIL],
    ['\u202Emoc.lapyap', EVIL],
    ['ｐａｙｐａｌ．ｃｏｍ', EVIL],
    ['paypal。com', EVIL],
    ['paypal․com', EVIL],
    ['example.com', 'https://blog.example.com/'],
    ['xn--e1afmkfd.xn--p1ai', EVIL],
    ['пример.рф', EVIL],
    ['paypal.com', 'https://xn--pypal-4ve.com/'],
  ])('is shown if the text says %j and the link opens %s', (text, href) => {
    expect(realHost(href, text)).toBe(new URL(href).hostname);
  });

  it.each([
    ['evil.example', EVIL],
    ['EVIL.example', EVIL],
    ['www.evil.example', EVIL],
    ['evil.example', 'https://www.evil.example/'],
    ['https://evil.example/login', EVIL],
    ['https://evil.example/paypal.com', EVIL],
    ['https://evil.example/?to=https://paypal.com/', EVIL],
    ['evil.example:8443', 'https://evil.example:8443/'],
    ['evil.example…', EVIL],
    ['read this', EVIL],
    ['read this. And then that.', EVIL],
    ['e.g. this, i.e. that, at 3.15 or v2.0.1', EVIL],
    ['', EVIL],
    ['...', EVIL],
    ['пример.рф', 'https://xn--e1afmkfd.xn--p1ai/'],
    ['xn--e1afmkfd.xn--p1ai', 'https://xn--e1afmkfd.xn--p1ai/'],
    ['Straße.example', 'https://xn--strae-oqa.example/'],
    ['你好。世界', EVIL],
    ['paypal.com (evil.example)', EVIL],
    ['paypal.com (evil.example) ', EVIL],
  ])('is not shown if the text says %j and the link opens %s', (text, href) => {
    expect(realHost(href, text)).toBeNull();
  });
});
