/** Notes of every kind that people have, for what must not change them. */
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { encodedAs } from '../../notes/files/encoders.ts';

const body =
  '\n看了文章就忘，在这儿把**文章**收集起来。\n\n## [深入 V8](https://v8.dev/blog/)\n\n> 摘录。\n\n- [ ] a task\n\n| a | b |\n|--|:-:|\n| 1 | `x|y` |\n';

const headers: readonly string[] = [
  '---\nlayout: post\ntitle:  "Jekyll: a title"\ndate:   2020-01-13 09:30:00 +0800\ncategories: jekyll update\ntags: [前端, JavaScript]\n---\n',
  "---\ntitle: Hexo 的文章\ndate: 2019-02-30 25:61\ntags:\n- 前端\n-   后端\ncategories: ['a', b]\n---\n",
  '---\naliases: [one, 二]\ncssclass: wide\ntags: "#obsidian #ob/sub"\n---\n\n![[picture.png|300]] [[a note#heading|shown]]\n',
  '+++\ntitle = "Hugo"\ndate = 2020-01-01\n+++\n',
  '---\ntitle: never closed\ntags: [a, "b\n\ntext\n',
  '---\n\ttitle: a tab\n  : : :\n{{}}\n---\n',
  '---\n---\n',
  '',
];

const odd: readonly string[] = [
  "quo'te.md",
  'two  blanks.md',
  'per%20cent.md',
  '#hash.md',
  '😀🙂.md',
  'e\u0301 decomposed.md',
  'é composed.md',
  'CAPS.MD',
  'long.markdown',
  '.md.md',
  'a.b.c.md',
  `${'长'.repeat(80)}.md`,
  'aux.md',
  'colon: name.md',
  'trailing .md',
  '[brackets](x).md',
  'new\nline.md',
];

const shapes: readonly ((text: string) => Buffer)[] = [
  (text) => Buffer.from(text),
  (text) => Buffer.from(text.replaceAll('\n', '\r\n')),
  (text) => Buffer.from(`\ufeff${text}`),
  (text) => Buffer.from(text.trimEnd()),
  (text) => encodedAs(text, 'gbk'),
  (text) => encodedAs(text.replaceAll(/[\u3400-\u9fff]/g, '文'), 'big5'),
  (text) => Buffer.concat([Buffer.from([0xff, 0xfe]), encodedAs(text, 'utf-16le')]),
  (text) => Buffer.from(text.replaceAll('\n', '\r')),
  (text) =>
    Buffer.from(text.replace(/\n/g, () => (text.length % 2 === 0 ? '\r\n' : '\n')).replace('\r\n', '\n')),
  (text) => Buffer.concat([Buffer.from(text), Buffer.from([0x00, 0x41, 0x00])]),
  (text) => Buffer.concat([Buffer.from(text), Buffer.from([0xff, 0xfe, 0x80, 0xc0])]),
  (text) => Buffer.from(`${text}${'一行很长的字，'.repeat(3000)}${'x'.repeat(5000)}\n`),
  (text) => Buffer.from(`${text}\t \n\n\n \u2028 \u0085 \u200b\n`),
  () => Buffer.alloc(0),
  () => Buffer.from('\n'),
  (text) => Buffer.from(text.repeat(200)),
];

/** Makes `count` of them below `folder`, with times and modes of their own. */
export function makeCorpus(folder: string, count: number): void {
  for (let number = 0; number < count; number++) {
    const header = headers[number % headers.length] ?? '';
    const shape = shapes[Math.floor(number / headers.length) % shapes.length];
    const strange = odd[number % 37];
    const home = `${number % 5 === 0 ? '_posts/' : ''}${Math.floor(number / 500)}`;
    const name =
      strange !== undefined && number % 3 === 0 ? `${number}${strange}` : `2020-01-13-${number}-资料收集.md`;
    const file = join(folder, home, name);
    mkdirSync(dirname(file), { recursive: true });
    const text = `${header}\n# 第 ${number} 篇\n${body}`;
    writeFileSync(file, shape?.(text) ?? text, { mode: [0o644, 0o600, 0o444, 0o755][number % 4] });
    utimesSync(file, 1_500_000_000 + number, 1_500_000_000.123 + number * 7);
  }
}
