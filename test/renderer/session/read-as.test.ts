/** A note that one window reads in another encoding while a second window has it open. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { encodedAs } from '../../../notes/files/encoders.ts';
import { useStore } from '../../../renderer/store.ts';
import { closeDesks, desk, never, openNote, quick, typeAtEnd, until, untilTrue } from './make.ts';

afterEach(closeDesks);

const text = '# 旧笔记\n\n看了文章就忘，在这儿把文章收集起来。\n\nplain\n';

async function windows() {
  const made = await desk({ 'a.md': '# a\n' }, quick);
  writeFileSync(join(made.folder, 'a.md'), encodedAs(text, 'gbk'));
  const bytes = () => readFileSync(join(made.folder, 'a.md'));
  const other = made.second(never);
  await other.open('a.md');
  await untilTrue(() => other.text() === text, 'The other window has it.');
  // This one last: what the store tells is about it.
  await made.sessions.open('a.md');
  await untilTrue(() => made.sessions.text() === text, 'This window has it.');
  return { ...made, other, bytes };
}

it('what the second window types is not written in an encoding that it was not read in', async () => {
  const { sessions, other, bytes } = await windows();
  await other.readAs('big5');
  const misread = other.text();
  expect(misread).not.toBe(text);
  typeAtEnd(sessions, 'typed here\n');
  await until('saved');
  // The new reading is taken over, and what was typed is merged into it.
  expect(sessions.text()).toBe(`${misread ?? ''}typed here\n`);
  expect(openNote().encoding).toBe('big5');
  expect(bytes().equals(Buffer.concat([encodedAs(text, 'gbk'), Buffer.from('typed here\n')]))).toBe(true);
});

it('where both readings differ in what was typed, nothing is written before a person has chosen', async () => {
  const { sessions, other, bytes } = await windows();
  await other.readAs('big5');
  sessions.edit([{ from: 2, to: 5, insert: '新笔记' }]);
  await until('conflict');
  expect(bytes().equals(encodedAs(text, 'gbk'))).toBe(true);
  expect(sessions.text()).toContain('新笔记');
});

it('a clean window shows the new reading when it looks at the file again', async () => {
  const { sessions, other } = await windows();
  await other.readAs('big5');
  useStore.setState({ connection: 'offline' });
  useStore.setState({ connection: 'online' });
  await untilTrue(() => sessions.text() === other.text(), 'It is shown.');
  expect(openNote().encoding).toBe('big5');
});
