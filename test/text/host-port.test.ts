import { describe, expect, test } from 'vitest';
import { hostOf, hostPortOf, hostPortOfUrl } from '../../notes/text/host-port.ts';

describe('an address that a person allows', () => {
  test.each([
    ['127.0.0.1:8080', '127.0.0.1:8080'],
    [' Wiki.Home:80 ', 'wiki.home:80'],
    ['[FD00::1]:8443', '[fd00::1]:8443'],
    ['127.1:80', '127.0.0.1:80'],
    ['例子.home:8080', 'xn--fsqu00a.home:8080'],
    ['localhost:08080', 'localhost:8080'],
  ])('is %s', (text, address) => {
    expect(hostPortOf(text)).toBe(address);
  });

  test.each([
    ...['', '127.0.0.1', ':80', 'a:', 'a:0', 'a:65536', 'a:b', 'http://a:80', 'a:80/x', 'me@a:80', 'a b:80'],
    ...['fd00::1:80', '[x]:80', '*:80', 'a:80,b:80', '1.2.3.4.5:x', '256.1.1.1:80', 'a\\b:80'],
  ])('is not %s', (text) => {
    expect(hostPortOf(text)).toBe(null);
  });

  test('is found in a URL, with the usual port where it has none', () => {
    expect(hostPortOfUrl('http://127.0.0.1:8080/x')).toBe('127.0.0.1:8080');
    expect(hostPortOfUrl('https://Example.com/x')).toBe('example.com:443');
    expect(hostPortOfUrl('http://[::1]/')).toBe('[::1]:80');
    expect(hostPortOfUrl('ftp://a:80/')).toBe(null);
    expect(hostPortOfUrl('x')).toBe(null);
  });

  test('is told apart from others by name and port', () => {
    expect(hostOf('https://a.example:8080/x')).toBe('a.example:8080');
    expect(hostOf('https://a.example/x')).toBe('a.example');
    expect(hostOf('not a url')).toBe('not a url');
  });
});
