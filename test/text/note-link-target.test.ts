import { describe, expect, test } from 'vitest';
import { readNote } from '../../notes/text/facts.ts';
import { linkKey, namesOfNote } from '../../notes/text/note-link.ts';
import {
  type Named,
  namesAfter,
  noteOfLink,
  type NoteNames,
  shortestTarget,
} from '../../notes/text/note-link-target.ts';

/** Notes by path, with a title where it is not the file's name. */
function notes(...paths: (string | [path: string, title: string, ...aliases: string[]])[]): NoteNames {
  const all = paths.flatMap((one): Named[] => {
    const [path, title = '', ...aliases] = typeof one === 'string' ? [one] : one;
    return namesOfNote(path, title, aliases).map((name) => ({ ...name, path }));
  });
  return {
    has: (path) => all.some((one) => one.path === path),
    named: (key) => all.filter(({ name }) => linkKey(name) === key),
  };
}

const wiki = (target: string, from: string, names: NoteNames) =>
  noteOfLink({ kind: 'wiki', target }, from, names);
const relative = (target: string, from: string, names: NoteNames) =>
  noteOfLink({ kind: 'relative', target }, from, names);

describe('A wiki link', () => {
  test('leads to the note at the path that it names, with or without the ending', () => {
    const names = notes('a/b.md', 'b.md', 'c.markdown');
    expect(wiki('a/b', 'x.md', names)).toBe('a/b.md');
    expect(wiki('a/b.md', 'x.md', names)).toBe('a/b.md');
    expect(wiki('b', 'a/x.md', names)).toBe('b.md');
    expect(wiki('c', 'a/x.md', names)).toBe('c.markdown');
    expect(wiki('/a/b', 'a/x.md', names)).toBe('a/b.md');
  });

  test('leads to a file by its name, wherever it lies', () => {
    expect(wiki('b', 'x/y.md', notes('deep/down/b.md'))).toBe('deep/down/b.md');
    expect(wiki('down/b', 'x/y.md', notes('deep/down/b.md', 'other/b.md'))).toBe('deep/down/b.md');
  });

  test('prefers the nearest of several notes with one name', () => {
    const names = notes('work/2020/plan.md', 'work/plan.md', 'home/plan.md');
    expect(wiki('plan', 'work/2020/x.md', names)).toBe('work/2020/plan.md');
    expect(wiki('plan', 'work/2021/x.md', names)).toBe('work/plan.md');
    expect(wiki('plan', 'home/deep/x.md', names)).toBe('home/plan.md');
  });

  test('makes no difference between letter cases and Unicode forms, but prefers the same spelling', () => {
    expect(wiki('CAFÉ', 'x.md', notes('cafe\u0301.md'))).toBe('cafe\u0301.md');
    expect(wiki('plan', 'c/x.md', notes('a/Plan.md', 'b/plan.md'))).toBe('b/plan.md');
  });

  test('leads to a title, then to another name of the header', () => {
    const names = notes(['2020-01-13-serverless.md', 'serverless资料收集', 'FaaS'], ['x.md', 'FaaS 入门']);
    expect(wiki('serverless资料收集', 'y.md', names)).toBe('2020-01-13-serverless.md');
    expect(wiki('faas', 'y.md', names)).toBe('2020-01-13-serverless.md');
    expect(wiki('FaaS 入门', 'y.md', names)).toBe('x.md');
  });

  test('prefers a file’s name to a title, and a title to another name', () => {
    const names = notes(['a.md', 'b'], 'b.md', ['c.md', '丙', 'd'], ['e.md', 'd']);
    expect(wiki('b', 'x.md', names)).toBe('b.md');
    expect(wiki('d', 'x.md', names)).toBe('e.md');
  });

  test('may name a title that has a slash', () => {
    expect(wiki('CI/CD 实践', 'x.md', notes(['a.md', 'CI/CD 实践']))).toBe('a.md');
  });

  test('without a name stays in its note, and one that nothing is called leads nowhere', () => {
    expect(wiki('', 'a/x.md', notes())).toBe('a/x.md');
    expect(wiki('nothing', 'x.md', notes('a.md'))).toBeNull();
    expect(wiki('../../a', 'x/y.md', notes('a.md'))).toBeNull();
  });

  test('may count from its own folder', () => {
    expect(wiki('./b', 'a/x.md', notes('a/b.md', 'b.md'))).toBe('a/b.md');
    expect(wiki('../b', 'a/x.md', notes('a/b.md', 'b.md'))).toBe('b.md');
  });
});

describe('A relative link', () => {
  test('counts from the folder of its note', () => {
    const names = notes('a/b.md', 'b.md', 'c/d.md');
    expect(relative('b.md', 'a/x.md', names)).toBe('a/b.md');
    expect(relative('../c/d.md', 'a/x.md', names)).toBe('c/d.md');
    expect(relative('../c/d', 'a/x.md', names)).toBe('c/d.md');
    expect(relative('/c/d.md', 'a/x.md', names)).toBe('c/d.md');
  });

  test('leads to a file elsewhere by its name, as Obsidian writes it, but never to a title', () => {
    expect(relative('d.md', 'a/x.md', notes('c/d.md'))).toBe('c/d.md');
    expect(relative('./d.md', 'a/x.md', notes('c/d.md'))).toBeNull();
    expect(relative('题目', 'a/x.md', notes(['c/d.md', '题目']))).toBeNull();
  });
});

describe('The shortest target', () => {
  const names = notes('work/plan.md', 'home/plan.md', 'a/only.md');
  test('is the file’s name where it means one note', () => {
    expect(shortestTarget('wiki', 'a/only.md', 'x.md', names)).toBe('only');
  });
  test('has as many folders as it needs', () => {
    expect(shortestTarget('wiki', 'work/plan.md', 'home/x.md', names)).toBe('work/plan');
    expect(shortestTarget('wiki', 'work/plan.md', 'work/x.md', names)).toBe('work/plan');
  });
  test('of a relative link is the way there', () => {
    expect(shortestTarget('relative', 'work/plan.md', 'home/deep/x.md', names)).toBe('../../work/plan.md');
    expect(shortestTarget('relative', 'work/plan.md', 'work/x.md', names)).toBe('plan.md');
  });
  test('always leads back to its note', () => {
    const paths = ['a.md', 'a/a.md', 'a/a/a.md', 'b/a.md', 'A.md', 'b/A.markdown', 'a.markdown'];
    const all = notes(...paths);
    for (const from of paths)
      for (const to of paths) {
        const target = shortestTarget('wiki', to, from, all);
        expect([from, to, target, wiki(target, from, all)]).toEqual([from, to, target, to]);
      }
  });
});

test('A note that has moved is found by its new names, and not by its old ones', () => {
  const names = namesAfter(notes('a/old.md', 'c.md'), {
    from: 'a/old.md',
    to: 'b/new.md',
    names: namesOfNote('b/new.md', 'Title', []),
  });
  expect(wiki('old', 'c.md', names)).toBeNull();
  expect(wiki('new', 'c.md', names)).toBe('b/new.md');
  expect(wiki('title', 'c.md', names)).toBe('b/new.md');
});

test('Links and other names are read out of a note', () => {
  const text =
    '---\naliases: [FaaS, 函数计算, /old/url/]\n---\n\nSee [[a]] and [b](c/d%20e.md#f).\n\n![[p.png]] ![[n]]\n' +
    '`[[code]]` [web](https://x.y/z.md) [file](z.pdf) [here](#h) [[#h]]\n';
  const { links, aliases } = readNote('x.md', text);
  expect(aliases).toEqual(['FaaS', '函数计算']);
  expect(links).toEqual([
    { kind: 'relative', target: 'c/d e.md', heading: 'f', line: 5 },
    { kind: 'wiki', target: 'a', heading: null, line: 5 },
    { kind: 'wiki', target: 'n', heading: null, line: 7 },
  ]);
});
