import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  altFromName,
  markFor,
  pictureMarks,
  pictureMarkAt,
  withWidth,
} from '../../notes/text/picture-marks.ts';
import type { WidthForm } from '../../notes/api.ts';
import { placesOfTarget, plainTarget, relativePath, writtenPath } from '../../notes/text/file-target.ts';

const only = (text: string) => {
  const [mark] = pictureMarks(text);
  if (mark === undefined) throw new Error(`No picture in ${text}`);
  return mark;
};

function resized(text: string, width: number | null, habit: WidthForm = 'bar'): string {
  const changes = withWidth(text, only(text), width, habit);
  return [...changes]
    .sort((a, b) => b.from - a.from)
    .reduce((now, { from, to, insert }) => now.slice(0, from) + insert + now.slice(to), text);
}

describe('pictures in a note', () => {
  it.each([
    ['![a cat](assets/cat.png)', 'assets/cat.png', 'a cat', null],
    ['![a cat|300](assets/cat.png)', 'assets/cat.png', 'a cat', 300],
    ['![|300x200](cat.png)', 'cat.png', '', 300],
    ['![猫](</img/我的 猫.png> "title")', '/img/我的 猫.png', '猫', null],
    ['![a](b_(c).png)', 'b_(c).png', 'a', null],
    ['![a](x.png){: width="120"}', 'x.png', 'a', 120],
    ['![a](x.png){:width="120px" .left}', 'x.png', 'a', 120],
    ['![a](x.png){width=50}', 'x.png', 'a', 50],
    ['![a](x.png){.left}', 'x.png', 'a', null],
    ['![[cat.png]]', 'cat.png', '', null],
    ['![[img/cat.png|a cat|90]]', 'img/cat.png', 'a cat', 90],
    ['![[cat.png|90]]', 'cat.png', '', 90],
    ['<img src="a.png" alt="A &amp; B" width="40">', 'a.png', 'A & B', 40],
    ["<IMG width=40 src='a.png'/>", 'a.png', '', 40],
  ])('reads %s', (text, target, alt, width) => {
    expect(only(`before ${text} behind`)).toMatchObject({ target, alt, width });
    const { altFrom, altTo } = only(text);
    if (alt !== '' && !alt.includes('&')) expect(text.slice(altFrom, altTo)).toBe(alt);
  });

  it('knows what is none', () => {
    for (const text of [
      '\\![a](b)',
      '[a](b.png)',
      '![a] (b)',
      '![a',
      '[[a.png]]',
      '<img alt="x">',
      '<image src="a">',
    ])
      expect(pictureMarks(text), text).toEqual([]);
  });

  it.each<[string, number | null, WidthForm, string]>([
    ['![a](x.png)', 300, 'bar', '![a|300](x.png)'],
    ['![a|200](x.png)', 300, 'kramdown', '![a|300](x.png)'],
    ['![a|200](x.png)', null, 'bar', '![a](x.png)'],
    ['![](x.png)', 300, 'kramdown', '![](x.png){: width="300"}'],
    ['![](x.png){: width="120"}', 300, 'bar', '![](x.png){: width="300"}'],
    ['![](x.png){: .left width="120"}', null, 'bar', '![](x.png){: .left}'],
    ['![](x.png){: width="120"}', null, 'bar', '![](x.png)'],
    ['![](x.png)', 300, 'braces', '![](x.png){width=300}'],
    ['![](x.png){width=50}', null, 'braces', '![](x.png)'],
    ['![](x.png)', 300, 'img', '![|300](x.png)'],
    ['![[x.png]]', 300, 'kramdown', '![[x.png|300]]'],
    ['![[x.png|words|20]]', 300, 'bar', '![[x.png|words|300]]'],
    ['![[x.png|20]]', null, 'bar', '![[x.png]]'],
    ['<img src="a.png">', 300, 'bar', '<img src="a.png" width="300">'],
    ['<img src="a.png" />', 300, 'bar', '<img src="a.png" width="300" />'],
    ['<img width=20 src="a.png">', 300, 'bar', '<img width="300" src="a.png">'],
    ['<img src="a.png" width="20">', null, 'bar', '<img src="a.png">'],
  ])('makes %s %s wide, as %s', (text, width, habit, after) => {
    expect(resized(text, width, habit)).toBe(after);
    expect(only(after).width).toBe(width);
  });

  it('changes nothing but the width, whatever stands around it', () => {
    const words = fc.stringMatching(/^[a-z 中文。]{0,12}$/u);
    const forms = fc.constantFrom<WidthForm>('bar', 'kramdown', 'braces', 'img');
    const width = fc.option(fc.integer({ min: 1, max: 9999 }));
    const written = fc.constantFrom(
      '![A](a.png)',
      '![A|9](a.png)',
      '![[a.png]]',
      '<img src="a.png" alt="A">',
      '![A](a.png){: width="7"}',
    );
    fc.assert(
      fc.property(words, written, words, width, forms, (before, mark, after, wide, habit) => {
        const text = `${before}${mark}${after}`;
        const now = resized(text, wide, habit);
        expect(now.startsWith(before) && now.endsWith(after)).toBe(true);
        const { target, alt, width: read } = only(now);
        expect({ target, alt, read }).toEqual({ target: 'a.png', alt: only(text).alt, read: wide });
      }),
    );
  });

  it('reads hostile lines in time that grows with their length', () => {
    for (const piece of ['![', '![](', '![[', '<img ', '![a](b){', '![[a|', '![\\', '<img src="', '![a](('])
      expect(pictureMarks(piece.repeat(20_000)).length).toBeLessThan(20_001);
    expect(pictureMarkAt('![', 0)).toBeNull();
  });

  it('writes what was stored as a picture or as a link', () => {
    const file = { name: 'a [1].pdf', target: 'assets/a-1.pdf', isPicture: false, isWiki: false, alt: '' };
    expect(markFor(file)).toBe('[a \\[1\\].pdf](assets/a-1.pdf)');
    expect(markFor({ ...file, isPicture: true, alt: 'a cat' })).toBe('![a cat](assets/a-1.pdf)');
    expect(markFor({ ...file, isPicture: true, isWiki: true })).toBe('![[assets/a-1.pdf]]');
  });

  it.each([
    ['架构图.png', '架构图'],
    ['my_old-cat.jpg', 'my old cat'],
    ['IMG_20240101_1234.jpg', ''],
    ['image.png', ''],
    ['Screenshot 2024-01-01 at 10.00.00.png', ''],
    ['截屏2024-01-01 10.00.00.png', ''],
  ])('takes words from the name %s', (name, alt) => expect(altFromName(name)).toBe(alt));
});

describe('addresses of files', () => {
  it.each([
    ['a.png', ['notes/a.png', 'notes/n/a.png', 'a.png']],
    ['../a.png', ['a.png', 'notes/a.png']],
    ['<my%20cat.png>', ['notes/my cat.png', 'notes/n/my cat.png', 'my cat.png']],
    ['{{site.baseurl}}/img/a.png', ['img/a.png', 'source/img/a.png', 'static/img/a.png', 'public/img/a.png']],
    ['{{ "/img/a.png" | relative_url }}', ['img/a.png']],
    ['a.png?raw=1#x', ['notes/a.png']],
    ['assets\\a.png', ['notes/assets\\a.png']],
  ])('leads %s to a place in the notebook', (written, places) => {
    expect(placesOfTarget('notes/n.md', written).slice(0, places.length)).toEqual(places);
  });

  it.each([
    'https://a.b/c.png',
    '//a.b/c',
    '\\\\server\\share',
    'file:///etc/passwd',
    'C:\\a.png',
    'data:image/png;base64,',
    '#x',
    '',
    '../../../etc/passwd',
    '%2e%2e/%2e%2e/%2e%2e/etc/passwd',
    '.git/config',
    'a/.env',
    'a\0.png',
    '/../../x',
  ])('leads %s nowhere outside the notebook', (written) => {
    const places = placesOfTarget('notes/n.md', written).filter((place) => /(?:^|\/)\.|\0|^\/|:/.test(place));
    expect(places).toEqual([]);
  });

  it('never leaves the notebook, whatever is written', () => {
    const part = fc.constantFrom(
      '..',
      '.',
      'a',
      '%2e%2e',
      '%2F',
      '/',
      '\\',
      '..\\',
      '',
      '%00',
      '.git',
      '中',
      '%',
      '?',
      '#',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), fc.constantFrom('/', ''), (parts, between) => {
        for (const place of placesOfTarget('x/y/n.md', parts.join(between)))
          expect(place.split('/').every((name) => name !== '' && !name.startsWith('.'))).toBe(true);
      }),
    );
  });

  it('writes a path so that it is read as the same path', () => {
    expect(writtenPath('图/my cat (1).png')).toBe('图/my%20cat%20%281%29.png');
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z 中()%#?<>"'[\]&+]{1,12}$/u), (name) => {
        const [mark] = pictureMarks(`![](${writtenPath(`x/${name}`)})`);
        expect(placesOfTarget('n.md', mark?.target ?? '')).toContain(`x/${name}`);
      }),
    );
  });

  it('knows the way from one folder to another', () => {
    expect(relativePath('a/b', 'a/c/d.png')).toBe('../c/d.png');
    expect(relativePath('', 'a/d.png')).toBe('a/d.png');
    expect(relativePath('a', 'a/d.png')).toBe('d.png');
    expect(plainTarget('{{ site.baseurl }}/a')).toBe('/a');
  });
});
