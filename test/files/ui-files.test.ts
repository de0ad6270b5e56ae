import { createHash } from 'node:crypto';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openUi, pathOf, uiHeaders } from '../../notes/files/ui-files.ts';
import { canLink, linkFolder, linkNeeds, unless } from '../temporary.ts';
import { makeFolder, put } from './make.ts';

const page = '<!doctype html><title>Gleaner</title>';
const built = { 'ui/index.html': page, 'ui/assets/main-1a2b3c4d.js': 'export {};', 'secret.js': 'secret' };

async function textAt(root: string, target: string): Promise<string | null> {
  const file = await openUi(root).resolve(target);
  return file === null ? null : Buffer.from(file.bytes).toString();
}

describe('the path that a target names', () => {
  it.each([
    ['/', 'index.html'],
    ['/index.html', 'index.html'],
    ['/?lang=zh', 'index.html'],
    ['/assets/main-1a2b3c4d.js?v=../..', 'assets/main-1a2b3c4d.js'],
    ['/index.html#/../x', 'index.html'],
    ['/%69ndex.html', 'index.html'],
    ['/%E6%8B%BE%E7%A9%97.svg', '拾穗.svg'],
  ])('%s is a plain one', (target, path) => {
    expect(pathOf(target)).toBe(path);
  });

  it.each([
    '',
    'index.html',
    '/..',
    '/a/../b',
    '/a//b',
    '//a',
    '/a/',
    '/.a',
    '/a.',
    '/a ',
    '/a\\b',
    '/a:b',
    '/a\nb',
    '/%2e%2e/a',
    '/a%2fb',
    '/a%5cb',
    '/a%252fb',
    '/%00',
    '/%7f',
    '/%',
    '/%c0%ae%c0%ae/a',
  ])('"%s" is none', (target) => {
    expect(pathOf(target)).toBeNull();
  });
});

describe('the built UI', () => {
  it('answers with bytes, the type of the name and how long they may be kept', async () => {
    const ui = openUi(join(makeFolder(built), 'ui'));
    expect(await ui.resolve('/')).toEqual({
      bytes: new Uint8Array(Buffer.from(page)),
      type: 'text/html; charset=utf-8',
      cache: 'no-store',
      policy: null,
    });
    expect(await ui.resolve('/assets/main-1a2b3c4d.js')).toMatchObject({
      type: 'text/javascript; charset=utf-8',
      cache: 'public, max-age=31536000, immutable',
    });
  });

  it('has no folders, no files of another kind and none that are not there', async () => {
    const root = join(makeFolder({ ...built, 'ui/notes.exe': 'MZ', 'ui/assets/a.js.map': '{}' }), 'ui');
    mkdirSync(join(root, 'folder.js'));
    for (const target of ['/assets', '/folder.js', '/notes.exe', '/assets/a.js.map', '/none.js']) {
      expect(await textAt(root, target)).toBeNull();
    }
    expect(await textAt(join(root, 'not-built'), '/')).toBeNull();
  });

  it('is found when it is built later, and when its folder is reached through a link', async () => {
    const place = makeFolder({ 'secret.js': '' });
    linkFolder('later', join(place, 'ui'));
    const ui = openUi(join(place, 'ui'));
    expect(await ui.resolve('/')).toBeNull();
    mkdirSync(join(place, 'later'));
    put(place, 'later/index.html', page);
    expect((await ui.resolve('/'))?.bytes).toHaveLength(page.length);
  });

  it('does not follow a folder that leads out, or into one whose name merely begins alike', async () => {
    const place = makeFolder({ ...built, 'ui-old/secret.js': 'secret' });
    linkFolder('../ui-old', join(place, 'ui/old'));
    linkFolder('..', join(place, 'ui/up'));
    expect(await textAt(join(place, 'ui'), '/old/secret.js')).toBeNull();
    expect(await textAt(join(place, 'ui'), '/up/secret.js')).toBeNull();
    expect(await textAt(join(place, 'ui'), '/up/ui/index.html')).toBe(page);
  });

  it.skipIf(!canLink)(`does not follow a file that leads out${unless(canLink, linkNeeds)}`, async () => {
    const place = makeFolder(built);
    symlinkSync('../secret.js', join(place, 'ui/link.js'));
    expect(await textAt(join(place, 'ui'), '/link.js')).toBeNull();
  });
});

describe('the headers of every answer', () => {
  it('let nothing inline run and nothing out', () => {
    expect(uiHeaders()).toEqual({
      'Content-Security-Policy':
        "default-src 'none'; script-src 'self'; worker-src 'self'; frame-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
        "font-src 'self'; connect-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; " +
        "form-action 'none'; frame-ancestors 'none'; " +
        "require-trusted-types-for 'script'; trusted-types gleaner-copy",
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
    });
  });

  it('are others for the page of diagrams, which has no origin, runs its one script and asks for nothing', async () => {
    const script = 'let a = "</b>";';
    const place = makeFolder({ 'ui/diagram.html': `<body><script>${script}</script></body>` });
    const hash = createHash('sha256').update(script).digest('base64');
    expect((await openUi(join(place, 'ui')).resolve('/diagram.html'))?.policy).toBe(
      `sandbox allow-scripts; default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; ` +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
    );
  });

  it('name where else the page may connect', () => {
    expect(uiHeaders(['ws://localhost:1234'])['Content-Security-Policy']).toContain(
      "; connect-src 'self' ws://localhost:1234; ",
    );
  });
});
