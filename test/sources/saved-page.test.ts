import { describe, expect, it } from 'vitest';
import { copyOfDraft } from '../../notes/sources/copy.ts';
import { draftOfSavedPage } from '../../notes/sources/saved-page.ts';
import { encodedAs } from '../web/encodings.ts';
import { png } from '../web/pictures.ts';

const url = 'https://example.com/posts/1';
const text = '看了文章就忘，在这儿把文章收集起来。落地挑战与实践。'.repeat(15);
const picture = png(3, 2).toString('base64');
const page = (body: string, start = '') =>
  `<!doctype html>${start}<html><head><meta charset="utf-8"><title>标题</title></head><body><article><p>${text}</p>${body}<p>${text}</p></article></body></html>`;
const made = async (name: string, bytes: Buffer | string) => {
  const draft = draftOfSavedPage(name, Buffer.from(bytes), url);
  if (draft.kind === 'failed') throw new Error(draft.message);
  return copyOfDraft(draft, () => Promise.resolve(null));
};

describe('a page that a browser saved', () => {
  it('as .html keeps its text; its pictures stay on the web', async () => {
    const copy = await made('a.html', page('<p><img src="/a.png"></p>'));
    expect(copy).toMatchObject({ title: '标题', url, pictures: [] });
    expect(copy.markdown).toContain(text.slice(0, 100));
    expect(copy.markdown).toContain('![](https://example.com/a.png)');
  });

  it('in GBK is read as GBK', async () => {
    const html = page('').replace('utf-8', 'gbk');
    expect((await made('a.html', encodedAs(html, 'gbk'))).title).toBe('标题');
  });

  it('by SingleFile says where it is from and brings its pictures', async () => {
    const start =
      '<!--\n Page saved with SingleFile \n url: https://elsewhere.com/x \n saved date: Sun Nov 22 2026\n-->';
    const style = `<style>:root{--sf-img-7: url("data:image/png;base64,${picture}")}</style>`;
    const copy = await made(
      'a.html',
      page(
        `${style}<p><img src="data:image/png;base64,${png(5, 5).toString('base64')}"></p>` +
          '<p><img src="data:image/svg+xml,<svg/>" style="background-image:var(--sf-img-7)"></p>',
        start,
      ),
    );
    expect(copy.url).toBe('https://elsewhere.com/x');
    expect(copy.pictures.map((one) => one.bytes)).toEqual([png(5, 5), png(3, 2)]);
    expect(copy.markdown).toMatch(/!\[\]\(1\.png\)[^]*!\[\]\(2\.png\)/);
  });

  it('as .mhtml has its text and its pictures, by address and by id', async () => {
    const copy = await made(
      'a.mhtml',
      archive(
        page('<p><img src=3D"https://example.com/a.png"> <img src=3D"cid:b@x"></p>'.replaceAll('=3D', '=')),
        [
          `Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://example.com/a.png\r\n\r\n${picture}`,
          `Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-ID: <b@x>\r\n\r\n${png(4, 4).toString('base64')}`,
        ],
      ),
    );
    expect(copy).toMatchObject({ title: '标题', url: 'https://saved.example.com/p' });
    expect(copy.pictures.map((one) => one.bytes)).toEqual([png(3, 2), png(4, 4)]);
    expect(copy.markdown).toContain(text.slice(0, 100));
  });

  it.each([
    ['a picture', png(8, 8)],
    ['nothing', Buffer.alloc(0)],
    ['a text', Buffer.from('only text')],
    ['a PDF', Buffer.from('%PDF-1.4 <<>>')],
    [
      'an archive without a page',
      Buffer.from(
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n',
      ),
    ],
  ])('that is %s is refused', (_name, bytes) => {
    expect(draftOfSavedPage('x', bytes, url)).toMatchObject({ kind: 'failed', reason: 'other-kind' });
  });

  it('that is too large is refused', () => {
    const failed = draftOfSavedPage('x.html', Buffer.alloc(40 * 1024 * 1024 + 1), url);
    expect(failed).toMatchObject({ kind: 'failed', reason: 'too-large' });
  });

  it('keeps a picture once that it shows a thousand times', async () => {
    const large = Buffer.concat([png(4, 4), Buffer.alloc(200_000)]);
    const copy = await made(
      'a.mhtml',
      archive(page('<p><img src="cid:a"> x</p>'.repeat(1_000)), [
        `Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-ID: <a>\r\n\r\n${large.toString('base64')}`,
      ]),
    );
    expect(copy.pictures.map(({ name }) => name)).toEqual(['1.png']);
    expect(copy.markdown.split('![](1.png)').length).toBe(1_001);
  });

  it.each([
    ['blanks at the end of a line', archive(`${page('')}${' '.repeat(400_000)}x`, [], String)],
    ['pictures that never end', `<html><p>${text}</p>${'<img '.repeat(100_000)}`],
    ['pictures with a quote that never ends', `<html><p>${text}</p>${'<img a"'.repeat(100_000)}`],
  ])('with many %s is read soon', (_name, bytes) => {
    const before = process.threadCpuUsage();
    draftOfSavedPage('x', Buffer.from(bytes), url);
    const { user, system } = process.threadCpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(2_000);
  });

  it('an archive that is cut off, or within itself, is read as far as it goes', async () => {
    const whole = archive(page(''), []);
    expect((await made('a.mhtml', whole.slice(0, -12))).title).toBe('标题');
    const nested = `MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n'.repeat(2_000)}`;
    expect(draftOfSavedPage('x', Buffer.from(nested), url)).toMatchObject({ kind: 'failed' });
  });
});

function archive(html: string, parts: string[], written = quotedPrintable): string {
  const head = [
    'From: <Saved by Blink>',
    'Snapshot-Content-Location: https://saved.example.com/p',
    'MIME-Version: 1.0',
    'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----Boundary--x----"',
  ].join('\r\n');
  const main = `Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://saved.example.com/p\r\n\r\n${written(html)}`;
  return `${head}\r\n\r\n\r\n${[main, ...parts].map((part) => `------Boundary--x----\r\n${part}\r\n`).join('')}------Boundary--x------\r\n`;
}

function quotedPrintable(text: string): string {
  let line = '';
  let written = '';
  for (const byte of Buffer.from(text)) {
    const sign =
      byte === 61 || byte > 126
        ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
        : String.fromCharCode(byte);
    if (line.length + sign.length > 75) {
      written += `${line}=\r\n`;
      line = '';
    }
    line += sign;
  }
  return written + line;
}
