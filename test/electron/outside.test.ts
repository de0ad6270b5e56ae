import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openExternal, showInFolder } from '../../electron/outside.ts';
import { linkFolder, removeFolder, temporaryFolder } from '../temporary.ts';
import * as standIn from './stand-in.ts';

vi.mock('electron', () => import('./stand-in.ts'));
beforeEach(() => standIn.reset());

const longest = 2083;
const allowed: [given: string, opened: string][] = [
  ['https://a', 'https://a/'],
  ['http://a:8080', 'http://a:8080/'],
  ['HTTPS://Example.COM/A', 'https://example.com/A'],
  ['https://例子.测试/文章', 'https://xn--fsqu00a.xn--0zwm56d/%E6%96%87%E7%AB%A0'],
  ['https://juejin.im/post/5d4bfcf0e51d4561ee1bdf37', 'https://juejin.im/post/5d4bfcf0e51d4561ee1bdf37'],
  ['https://a.example/?q=serverless&b=%20c#part', 'https://a.example/?q=serverless&b=%20c#part'],
  ['https://a.example/a b', 'https://a.example/a%20b'],
  ['https://a.example/"&calc.exe', 'https://a.example/%22&calc.exe'],
  ['http://127.0.0.1:3000/wiki', 'http://127.0.0.1:3000/wiki'],
  ['http://[::1]/', 'http://[::1]/'],
  ['https://a.example/x@y', 'https://a.example/x@y'],
  [`https://a/${'b'.repeat(longest - 10)}`, `https://a/${'b'.repeat(longest - 10)}`],
  ['mailto:a@b', 'mailto:a@b'],
  ['mailto:reader@example.com?subject=hello', 'mailto:reader@example.com?subject=hello'],
];

const refused = [
  '',
  ' ',
  'a',
  'example.com',
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  'JAVASCRIPT:alert(1)',
  ' javascript:alert(1)',
  '\u0001javascript:alert(1)',
  'java\tscript:alert(1)',
  'java\nscript:alert(1)',
  'javascript\t:alert(1)',
  'javascript://a.example/%0aalert(1)',
  'vbscript:msgbox(1)',
  'data:text/html,<script>1</script>',
  'blob:https://a.example/0',
  'file:///etc/passwd',
  'file:///C:/Windows/System32/calc.exe',
  'FILE:///C:/a',
  'file://host/share/a.lnk',
  'file:///Applications/Calculator.app',
  'smb://host/share',
  '\\\\host\\share',
  '//host/share',
  '\\/host/share',
  'ms-msdt:/id PCWDiagnostic',
  'search-ms:query=a',
  'ms-officecmd:{}',
  'ms-word:ofe|u|https://a.example/a.docx',
  'vscode://file/etc/passwd',
  'ssh://a@b',
  'telnet://a',
  'steam://run/1',
  'chrome://settings',
  'about:blank',
  'devtools://devtools/bundled/inspector.html',
  'view-source:https://a',
  'intent://a#Intent;end',
  'x-apple.systempreferences:com.apple.preference.security',
  'gleaner://app/',
  'tel:+123',
  'ftp://a.example/a',
  'ws://a.example/',
  'jar:https://a!/b',
  'C:\\Windows\\System32\\calc.exe',
  '..\\x.exe',
  '../x.exe',
  'x.lnk',
  'x.desktop',
  'x.app',
  'x.hta',
  'x.scf',
  'https:/\\evil.example',
  'https:\\\\evil.example',
  'http:\\\\host',
  'https:///evil.example',
  'https:/evil.example',
  'https:evil.example',
  'https://',
  'https://?a',
  'https://#a',
  'https://a.example\\@evil.example/',
  'https://a.example/\\evil',
  'https://good.example@evil.example/',
  'https://user:word@evil.example/',
  'https://@evil.example/',
  'https://a\u0000.example/',
  'https://a.example/\u0000',
  'https://a.example/\tb',
  'https://a.example/\r\nb',
  'ht\ntps://a.example/',
  ' https://a.example/',
  'https://a.example/ ',
  '\u00a0https://a.example/',
  '\ufeffhttps://a.example/',
  'https://a.example/\u202egpj.exe',
  'https://a\u00ad.example/',
  'https://a\u200b.example/',
  'https://a.example/\u2028',
  'https://a.example/\ud800',
  'https://a b.example/',
  'https://a.example:99999/',
  'https://[::1/',
  `https://a/${'b'.repeat(longest)}`,
  // Within the limit as given, beyond it as the system would get it.
  `https://a/${'文'.repeat(1000)}`,
  'mailto:',
  'mailto:nobody',
  'mailto:@b',
  'mailto://a@b',
  'mailto:a@b?attach=/etc/passwd',
  'mailto:a@b?subject=x&ATTACHMENT=C:%5Ca',
  'mailto:a@b\u0000',
  ' mailto:a@b',
];

const shown = (url: string) => JSON.stringify(url).slice(0, 60);

describe('the system’s browser', () => {
  test('is asked for a table of more than 60 addresses', () => {
    expect(allowed.length + refused.length).toBeGreaterThan(100);
  });

  test.each(allowed.map((pair) => [shown(pair[0]), ...pair] as const))(
    'opens %s',
    async (_shown, given, expected) => {
      await openExternal(given);
      expect(standIn.opened.external).toEqual([expected]);
    },
  );

  test.each(refused.map((given) => [shown(given), given] as const))(
    'is not given %s',
    async (_shown, given) => {
      await expect(openExternal(given)).rejects.toMatchObject({ name: 'NotesError', code: 'denied' });
      expect(standIn.opened.external).toEqual([]);
    },
  );

  test('that does not start is reported with the address', async () => {
    standIn.opened.failsWith = new Error('no application is registered');
    await expect(openExternal('https://a.example/')).rejects.toMatchObject({
      code: 'unavailable',
      message: 'The system could not open https://a.example/: no application is registered',
    });
  });
});

describe('show in folder', () => {
  let base = '';
  let notebook = '';
  beforeAll(() => {
    base = temporaryFolder('gleaner-outside-');
    notebook = join(base, 'notes');
    mkdirSync(join(notebook, '_posts'), { recursive: true });
    mkdirSync(join(base, 'notes-old'));
    writeFileSync(join(notebook, '_posts/茶.md'), '茶');
    writeFileSync(join(notebook, 'run.sh'), '');
    writeFileSync(join(base, 'secret.md'), '');
    writeFileSync(join(base, 'notes-old/secret.md'), '');
    linkFolder(base, join(notebook, 'up'));
  });
  afterAll(() => removeFolder(base));

  test('shows a note', () => {
    showInFolder(notebook, '_posts/茶.md');
    expect(standIn.opened.shown).toEqual([join(notebook, '_posts/茶.md')]);
  });

  test('shows another file, and runs nothing', () => {
    showInFolder(notebook, 'run.sh');
    expect(standIn.opened.shown).toEqual([join(notebook, 'run.sh')]);
  });

  test.each([
    '../secret.md',
    '../notes-old/secret.md',
    '/etc/passwd',
    '_posts/../../secret.md',
    '_posts',
    '_posts/茶.md\u0000.txt',
    'C:\\secret.md',
    '..\\secret.md',
    '',
  ])('refuses %j', (path) => {
    expect(() => showInFolder(notebook, path)).toThrow(
      expect.objectContaining({ code: 'bad-path' }) as Error,
    );
    expect(standIn.opened.shown).toEqual([]);
  });

  test('refuses a way that leads out of the notebook through a link', () => {
    expect(() => showInFolder(notebook, 'up/secret.md')).toThrow(
      expect.objectContaining({ code: 'leads-out' }) as Error,
    );
    expect(standIn.opened.shown).toEqual([]);
  });

  test('says when the note or the whole folder is gone', () => {
    expect(() => showInFolder(notebook, 'gone.md')).toThrow('gone.md is not there any more.');
    expect(() => showInFolder(join(base, 'nowhere'), 'a.md')).toThrow(
      expect.objectContaining({ code: 'unavailable' }) as Error,
    );
    expect(() => showInFolder(null, 'a.md')).toThrow(
      expect.objectContaining({ code: 'unavailable' }) as Error,
    );
  });
});
