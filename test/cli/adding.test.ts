import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { workshop, type Workshop } from './run.ts';

let desk: Workshop;
beforeEach(() => {
  desk = workshop();
});
afterEach(() => desk.remove());

const textOf = (path: string) => desk.bytes(path).toString();
const add = (...args: string[]) => desk.gleaner('add', desk.folder, ...args);
const url = 'https://example.com/new';

const collection = (date: string) =>
  `---\ntitle: 收集 ${date}\ndate: ${date} 00:15:08 +0000\n---\n\n## 网上文章\n\n### [a](https://a.com/${date})\n\ntext\n`;

test('without a note it adds to the newest one with articles in its headings, and says where', async () => {
  desk.put('old.md', collection('2019-01-13'));
  desk.put('new.md', collection('2020-01-13'));
  desk.put('newest.md', '---\ndate: 2021-01-01\n---\nsee https://b.com/1\n');
  expect(await add(url, '--title', '新 [文章]')).toEqual({
    code: 0,
    stderr: '',
    stdout: 'Added to new.md, line 12.\n',
  });
  expect(textOf('new.md')).toBe(
    `${collection('2020-01-13')}\n### [新 \\[文章\\]](https://example.com/new)\n`,
  );
  expect(textOf('old.md')).toBe(collection('2019-01-13'));
});

test('with a note it adds there, the bare address where no title is given', async () => {
  desk.put('a/b.md', '# B\r\n');
  expect(await add(url, '--to', 'a/b.md')).toMatchObject({ code: 0, stdout: 'Added to a/b.md, line 3.\n' });
  expect(textOf('a/b.md')).toBe('# B\r\n\r\n### https://example.com/new\r\n');
});

test('in a notebook that collects nothing yet it makes a new note', async () => {
  const { code, stdout } = await add(url, '--title', 'Serverless', '--json');
  expect(code).toBe(0);
  const { kind, path, line, title } = JSON.parse(stdout) as {
    kind: string;
    path: string;
    line: number;
    title: string;
  };
  expect({ kind, title }).toEqual({ kind: 'added', title: 'Serverless' });
  expect(textOf(path).split('\n')[line - 1]).toBe('### [Serverless](https://example.com/new)');
});

test('an article that is noted already is told, under any spelling of its address, and not added', async () => {
  desk.put('new.md', collection('2020-01-13'));
  const told = await add('http://www.a.com/2020-01-13/?utm_source=x#part');
  expect(told).toEqual({
    code: 0,
    stderr: '',
    stdout:
      'Noted in 收集 2020-01-13 on 2020-01-13 under 网上文章 (new.md:8)\nNothing was written. `--anyway` adds it all the same.\n',
  });
  const { stdout } = await add('https://a.com/2020-01-13', '--json');
  expect(JSON.parse(stdout)).toEqual({
    kind: 'noted',
    normalised: 'https://a.com/2020-01-13',
    total: 1,
    places: [
      {
        path: 'new.md',
        title: '收集 2020-01-13',
        line: 8,
        date: '2020-01-13 00:15:08 +0000',
        heading: '网上文章',
      },
    ],
  });
  expect(textOf('new.md')).toBe(collection('2020-01-13'));

  desk.put('b.md', '# B\n');
  expect((await add('https://a.com/2020-01-13', '--anyway', '--to', 'b.md')).stdout).toBe(
    'Added to b.md, line 3.\n',
  );
  expect((await add('https://a.com/2020-01-13', '--anyway', '--to', 'b.md')).stdout).toBe(
    'Added to b.md, line 5.\n',
  );
});

test('what is no article, and a note that is not there, are refused', async () => {
  for (const wrong of ['javascript:alert(1)', 'example.com', ''])
    expect(await add(wrong)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^gleaner: .*address/) as string,
    });
  expect(await add(url, '--to', 'missing.md')).toMatchObject({ code: 1, stdout: '' });
  expect((await desk.gleaner('add', desk.folder)).code).toBe(2);
});

test('nothing is fetched unless it is asked for; then the page gives the title', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end('<html><head><title>真正的标题</title></head><body>x</body></html>');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  desk.put('a.md', '# A\n');
  desk.put('b.md', '# B\n');

  await add(`http://${address}/one`, '--to', 'a.md', '--allow-address', address);
  expect(asked).toEqual([]);
  expect(textOf('a.md')).toBe(`# A\n\n### http://${address}/one\n`);

  const refused = await add(`http://${address}/two`, '--to', 'a.md', '--fetch');
  expect(asked).toEqual([]);
  expect(refused).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/^gleaner: Added without a title/) as string,
  });

  await add(`http://${address}/three`, '--to', 'b.md', '--fetch', '--allow-address', address);
  expect(asked).toEqual(['/three']);
  expect(textOf('b.md')).toBe(`# B\n\n### [真正的标题](http://${address}/three)\n`);
});
