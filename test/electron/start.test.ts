import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allowedFrom, developmentOrigin, folderFrom, languageFrom } from '../../electron/start.ts';
import { removeFolder, temporaryFolder } from '../temporary.ts';

let base = '';
beforeAll(() => {
  base = temporaryFolder('gleaner-start-');
  mkdirSync(join(base, '拾穗'));
  mkdirSync(join(base, 'app'));
  mkdirSync(join(base, '--no-sandbox'));
  writeFileSync(join(base, 'note.md'), '');
});
afterAll(() => removeFolder(base));

describe('the folder of a command line', () => {
  test('is the first that exists, after the app itself', () => {
    expect(folderFrom(['electron', 'app', '拾穗'], base, false)).toBe(join(base, '拾穗'));
    expect(folderFrom(['electron', '--inspect=0', 'app', '--lang=zh', join(base, '拾穗')], '/', false)).toBe(
      join(base, '拾穗'),
    );
    expect(folderFrom(['/opt/gleaner', '拾穗'], base, true)).toBe(join(base, '拾穗'));
  });

  test('is never the app, a file, or what is not there', () => {
    expect(folderFrom(['electron', 'app'], base, false)).toBeNull();
    expect(folderFrom(['/opt/gleaner', 'note.md', 'nowhere', '', 'a\u0000b'], base, true)).toBeNull();
    expect(folderFrom(['/opt/gleaner'], base, true)).toBeNull();
    expect(folderFrom([], base, true)).toBeNull();
  });

  test('is never an option, even where a folder has that name', () => {
    expect(folderFrom(['/opt/gleaner', '--no-sandbox', '-r', '--'], base, true)).toBeNull();
  });

  test('is never an address', () => {
    expect(
      folderFrom(['/opt/gleaner', 'gleaner://new?path=../../x&overwrite=1', 'file:///'], base, true),
    ).toBeNull();
  });
});

describe('the language', () => {
  test('is one of those that Gleaner speaks', () => {
    expect(languageFrom(['electron', '--lang=zh'])).toBe('zh');
    expect(languageFrom(['electron', '--lang=zh-CN'])).toBe('zh');
    expect(languageFrom(['electron', '--lang=en'])).toBe('en');
    expect(languageFrom(['electron', '--lang=fr'])).toBeNull();
    expect(languageFrom(['electron', '--lang=zh"&x'])).toBe('zh');
    expect(languageFrom(['electron'])).toBeNull();
  });
});

describe('the private addresses that are allowed', () => {
  test('are those that were named, each with its port', () => {
    const argv = ['electron', '.', '--allow-address=127.0.0.1:8080', '--allow-address=Wiki.Home:80'];
    expect(allowedFrom(argv)).toEqual(['127.0.0.1:8080', 'wiki.home:80']);
    expect(
      allowedFrom(['electron', '.', '--allow-address=*', '--allow-address=10.0.0.1', '127.0.0.1:1']),
    ).toEqual([]);
  });

  test('are none on a command line that a link is on, which may have brought them', () => {
    const argv = [
      'gleaner.exe',
      '--allow-address=127.0.0.1:8080',
      '--',
      'gleaner://add?url=https://a.example/',
    ];
    expect(allowedFrom(argv)).toEqual([]);
    expect(allowedFrom(['gleaner.exe', 'Gleaner://add?url=x', '--allow-address=10.0.0.1:80'])).toEqual([]);
  });
});

describe('the development server', () => {
  test('is accepted on this machine only', () => {
    expect(developmentOrigin('http://127.0.0.1:5173/', false)).toBe('http://127.0.0.1:5173');
    expect(developmentOrigin('http://127.0.0.1:5173', false)).toBe('http://127.0.0.1:5173');
  });

  test.each([
    'http://localhost:5173/',
    'https://127.0.0.1:5173/',
    'http://127.0.0.1/',
    'http://127.0.0.1:5173@evil.example/',
    'http://127.0.0.1.evil.example:80/',
    'http://127.0.0.1:5173/x',
    'file:///etc',
    '',
  ])('is not %j', (address) => {
    expect(developmentOrigin(address, false)).toBeNull();
  });

  test('is not asked by an installed app', () => {
    expect(developmentOrigin('http://127.0.0.1:5173/', true)).toBeNull();
    expect(developmentOrigin(undefined, false)).toBeNull();
  });
});
