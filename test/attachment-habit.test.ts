import { describe, expect, it } from 'vitest';
import { learnAttachmentHabit, learnWidthForm, type NotebookFacts } from '../notes/attachment-habit.ts';
import { placesOfTarget } from '../notes/text/file-target.ts';

/** A notebook of these texts; what ends in `/` is a folder, what is no note is only there. */
function notebookOf(files: Record<string, string>): NotebookFacts {
  const paths = Object.keys(files);
  return {
    samples: paths.filter((path) => path.endsWith('.md')).map((path) => ({ path, text: files[path] ?? '' })),
    find: (note, target) => placesOfTarget(note, target).find((place) => paths.includes(place)) ?? null,
    hasFolder: (folder) => paths.some((path) => path.startsWith(`${folder}/`)),
    read: (path) => files[path] ?? null,
  };
}

const now = new Date(2026, 4, 6);
function stored(note: string, files: Record<string, string>, name = '新 图.png') {
  const habit = learnAttachmentHabit(note, now, notebookOf(files));
  const path = habit.folder === '' ? name : `${habit.folder}/${name}`;
  return { path, ...habit.addressOf(path) };
}

describe('where a new picture goes', () => {
  it('is beside the note, in assets, where nothing says otherwise', () => {
    expect(stored('a/n.md', { 'a/n.md': '' })).toEqual({
      path: 'a/assets/新 图.png',
      target: 'assets/新%20图.png',
      isWiki: false,
    });
  });

  it.each([
    [
      'a folder beside each note',
      'b/n.md',
      { 'a/m.md': '![](img/x.png)', 'a/img/x.png': '' },
      'b/img/y.png',
      'img/y.png',
    ],
    [
      'as Typora names it',
      'b/n.md',
      { 'a/m.md': '![](m.assets/x.png)', 'a/m.assets/x.png': '' },
      'b/n.assets/y.png',
      'n.assets/y.png',
    ],
    [
      'one folder for all, from anywhere',
      'b/c/n.md',
      { 'a/m.md': '![](../pics/x.png)', 'pics/x.png': '' },
      'pics/y.png',
      '../../pics/y.png',
    ],
    [
      'Jekyll, counted from the site',
      '_posts/2026-05-06-n.md',
      { '_posts/2020-01-01-m.md': '![](/assets/img/x.png)', 'assets/img/x.png': '' },
      'assets/img/y.png',
      '/assets/img/y.png',
    ],
    [
      'Jekyll with a base',
      '_posts/2026-05-06-n.md',
      { '_posts/2020-01-01-m.md': '![]({{site.baseurl}}/img/x.png)', 'img/x.png': '' },
      'img/y.png',
      '{{site.baseurl}}/img/y.png',
    ],
    [
      'by year and month',
      'n.md',
      { 'm.md': '![](/img/2020/01/x.png)', 'img/2020/01/x.png': '' },
      'img/2026/05/y.png',
      '/img/2026/05/y.png',
    ],
    [
      'by the name of the post',
      '_posts/2026-05-06-n.md',
      { '_posts/2020-01-01-m.md': '![](/img/m/x.png)', 'img/m/x.png': '' },
      'img/n/y.png',
      '/img/n/y.png',
    ],
    [
      'Hexo from source',
      'source/_posts/n.md',
      { 'source/_posts/m.md': '![](/images/x.png)', 'source/images/x.png': '' },
      'source/images/y.png',
      '/images/y.png',
    ],
    [
      'Hexo, in the folder of the post',
      'source/_posts/n.md',
      { 'source/_posts/m.md': '![](x.png)', 'source/_posts/m/x.png': '' },
      'source/_posts/n/y.png',
      'y.png',
    ],
    ['beside the note itself', 'b/n.md', { 'a/m.md': '![](x.png)', 'a/x.png': '' }, 'b/y.png', 'y.png'],
    [
      'with a dot in front',
      'n.md',
      { 'm.md': '![](./img/x.png)', 'img/x.png': '' },
      'img/y.png',
      './img/y.png',
    ],
    [
      'Hexo as it is told',
      'source/_posts/n.md',
      { '_config.yml': 'post_asset_folder: true\n' },
      'source/_posts/n/y.png',
      'y.png',
    ],
    [
      'Hexo as it is made',
      'source/_posts/n.md',
      { '_config.yml': 'post_asset_folder: false\n' },
      'source/images/y.png',
      '/images/y.png',
    ],
    [
      'Jekyll as it is made',
      '_posts/n.md',
      { '_config.yml': 'title: x\n', 'images/x': '' },
      'images/y.png',
      '/images/y.png',
    ],
    ['Hugo', 'content/posts/n.md', { 'hugo.toml': '' }, 'static/images/y.png', '/images/y.png'],
    ['a bundle of Hugo', 'content/posts/n/index.md', { 'hugo.toml': '' }, 'content/posts/n/y.png', 'y.png'],
    [
      'Obsidian as it is told, in Markdown',
      'a/n.md',
      { '.obsidian/app.json': '{"attachmentFolderPath":"files","useMarkdownLinks":true}' },
      'files/y.png',
      '../files/y.png',
    ],
    ['a folder that is there', 'a/n.md', { '图片/x.png': '' }, '图片/y.png', '../图片/y.png'],
  ])('%s', (_name, note, files: Record<string, string>, path, target) => {
    expect(stored(note, files, 'y.png')).toEqual({ path, target, isWiki: false });
  });

  it.each([
    ['{"attachmentFolderPath":"files"}', 'files/y.png'],
    ['{"attachmentFolderPath":"./files"}', 'a/files/y.png'],
    ['{"attachmentFolderPath":"./"}', 'a/y.png'],
    ['{}', 'y.png'],
  ])('is where Obsidian is told to put it: %s', (settings, path) => {
    expect(stored('a/n.md', { '.obsidian/app.json': settings }, 'y.png')).toEqual({
      path,
      target: 'y.png',
      isWiki: true,
    });
  });

  it('is never hidden or outside, whatever the settings say', () => {
    for (const folder of ['../../x', './../x', '.git', 'a/../../x', './.hidden'])
      expect(
        stored('a/n.md', { '.obsidian/app.json': JSON.stringify({ attachmentFolderPath: folder }) }, 'y.png')
          .path,
      ).toBe('a/assets/y.png');
    expect(stored('a/n.md', { '.obsidian/app.json': '{"attachmentFolderPath":' }).path).toMatch(/^a\/assets/);
  });

  it('follows the note itself before the others, and most of those before one', () => {
    const files = {
      'm.md': '![](img/x.png)',
      'o.md': '![](img/x.png)',
      'p.md': '![](other/x.png)',
      'img/x.png': '',
      'other/x.png': '',
    };
    expect(stored('n.md', files, 'y.png').path).toBe('img/y.png');
    expect(stored('p.md', files, 'y.png').path).toBe('other/y.png');
  });

  it('takes no pictures for an example that are not there', () => {
    expect(stored('n.md', { 'm.md': '![](/assets/img/x.png)' }, 'y.png').path).toBe('assets/y.png');
  });
});

describe('how a width is written', () => {
  it.each([
    [{ 'a.md': '![a|3](x) ![b|4](y)\n<img src=x width=4>' }, 'bar'],
    [{ 'a.md': '![a](x){: width="5"}' }, 'kramdown'],
    [{ 'a.md': '![a](x){width=5}' }, 'braces'],
    [{ 'a.md': '![a](x)', '_config.yml': 'title: a\n' }, 'kramdown'],
    [{ 'a.md': '![a](x)' }, 'bar'],
  ])('%o: %s', (files, form) =>
    expect(learnWidthForm(notebookOf(files as Record<string, string>))).toBe(form),
  );
});
