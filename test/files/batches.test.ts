import { appendFileSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Batch, batchAt, type BatchNote, openBatches } from '../../notes/files/batches.ts';
import { makeFolder } from './make.ts';

const change = { kind: 'rename' as const, from: ['旧'], to: '新' };
const notes: BatchNote[] = [
  { path: 'a.md', before: 'b1', after: 'a1', at: 12, old: Buffer.from('旧'), fresh: Buffer.from('新\r\n') },
  {
    path: '茶/"b"\n.md',
    before: 'b2',
    after: 'a2',
    at: 0,
    old: Buffer.alloc(0),
    fresh: Buffer.from([0, 255, 10]),
  },
];

// eslint-disable-next-line @typescript-eslint/require-await -- a list that comes note by note, as that of a plan does.
async function* each(list: readonly BatchNote[]): AsyncGenerator<BatchNote> {
  yield* list;
}
const make = () => openBatches(join(makeFolder(), 'batches'));
const states = ['pending', 'done', 'undone'] as const;

it('a batch is there, as it was written down, for whoever comes after a crash', async () => {
  const folder = join(makeFolder(), 'batches');
  const filters = [{ name: 'Mine', before: 'tag:old', after: 'tag:new' }];
  const reading = {
    before: { state: 'unread' as const, at: null },
    after: { state: 'read' as const, at: '2026' },
  };
  const article = { copy: { path: '.gleaner/copies/a.md', of: 'https://a.com/' }, reading };
  const batch = await openBatches(folder).begin(change, each(notes), { filters, article });
  const [found, ...others] = openBatches(folder).list(states);
  expect(others).toEqual([]);
  expect(found).toEqual({ id: batch.id, state: 'pending', change, at: batch.at, filters, article });
  expect([...openBatches(folder).notes(batch)]).toEqual(notes);
  if (process.platform !== 'win32') {
    const [name = ''] = readdirSync(folder);
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  }
});

it('a large batch comes back note by note, also where a chunk ends in the middle of a character', async () => {
  const many = Array.from({ length: 3000 }, (_, index): BatchNote => ({
    ...{ path: `${'茶'.repeat(index % 7)}${index}.md`, before: 'b', after: 'a', at: index },
    ...{ old: Buffer.from('旧'.repeat(index % 300)), fresh: Buffer.from('新') },
  }));
  const batches = make();
  const batch = await batches.begin(change, each(many));
  expect([...batches.notes(batch)]).toEqual(many);
  await batches.end(batch, 'done', ['0.md']);
  expect(await batches.count(batch)).toBe(3000);
});

it('its end, its reopening and what it left out are kept', async () => {
  const batches = make();
  const batch = await batches.begin(change, each(notes));
  expect(await batches.leftOut(batch)).toEqual(new Set());
  await batches.end(batch, 'done', ['a.md']);
  expect(batches.list(['pending'])).toEqual([]);
  expect(batches.get(batch.id)?.state).toBe('done');
  await batches.reopen(batch);
  expect(batchAt(batches, batch.id).state).toBe('pending');
  await batches.end(batch, 'undone', []);
  expect(batches.list(states).map(({ state }) => state)).toEqual(['undone']);
  expect([...batches.notes(batch)]).toEqual(notes);
  expect(await batches.leftOut(batch)).toEqual(new Set());
});

it('nothing is left of a batch that could not be written down', async () => {
  const folder = join(makeFolder(), 'batches');
  // eslint-disable-next-line @typescript-eslint/require-await -- as above.
  async function* failing(): AsyncGenerator<BatchNote> {
    yield* notes;
    throw Object.assign(new Error('full'), { code: 'ENOSPC' });
  }
  await expect(openBatches(folder).begin(change, failing())).rejects.toMatchObject({
    code: 'disk-full',
    message: expect.stringContaining('No note was changed.') as string,
  });
  expect(readdirSync(folder)).toEqual([]);
});

it('one that was cut off before it began is no batch, and is removed by the next one', async () => {
  const folder = join(makeFolder(), 'batches');
  const batches = openBatches(folder);
  await batches.begin(change, each(notes));
  writeFileSync(join(folder, '20200101-000000000-abcdef.tmp'), '{"change":');
  writeFileSync(join(folder, 'somebody’s.txt'), '');
  expect(batches.list(states)).toHaveLength(1);
  await batches.begin(change, each(notes));
  expect(readdirSync(folder).filter((name) => !name.endsWith('.jsonl'))).toEqual(['somebody’s.txt']);
});

it('a damaged one is left alone and hides no other', async () => {
  const folder = join(makeFolder(), 'batches');
  const batches = openBatches(folder);
  const batch = await batches.begin(change, each(notes));
  writeFileSync(join(folder, '20200101-000000000-abcdef.pending.jsonl'), '\0\0\0');
  writeFileSync(join(folder, '20200101-000000000-abcdee.pending.jsonl'), '');
  expect(batches.list(states).map(({ id }) => id)).toEqual([batch.id]);
  expect(() => batchAt(batches, '20200101-000000000-abcdef')).toThrow(/no change/);
  // What a crash cut off while it was appended.
  for (const rest of ['{"le', '\n{"leftOut":["a.m', '\n{'])
    appendFileSync(join(folder, `${batch.id}.pending.jsonl`), rest);
  expect([...batches.notes(batch)]).toEqual(notes);
  await batches.end(batch, 'done', ['b.md']);
  expect(await batches.leftOut(batch)).toEqual(new Set(['b.md']));
});

it('a line that was damaged on the disk is named, whether notes are counted or read', async () => {
  const folder = join(makeFolder(), 'batches');
  const batches = openBatches(folder);
  const batch = await batches.begin(change, each(notes));
  const file = join(folder, `${batch.id}.pending.jsonl`);
  const lines = readFileSync(file, 'utf8').split('\n');
  for (const damaged of ['\0\0\0', '{"path":"b.md"}', '{"path":']) {
    writeFileSync(file, lines.with(2, damaged).join('\n'));
    const broken = { code: 'broken', at: 3, message: expect.stringContaining(file) as string };
    expect(() => [...batches.notes(batch)]).toThrow(expect.objectContaining(broken));
    await expect(batches.count(batch)).rejects.toMatchObject(broken);
    expect(batches.list(['pending'])).toHaveLength(1);
  }
});

it('the last 20 and those of the last 30 days are kept, and none that is pending is removed', async () => {
  const folder = join(makeFolder(), 'batches');
  const batches = openBatches(folder);
  const made: Batch[] = [];
  for (let index = 0; index < 25; index++) {
    const batch = await batches.begin(change, each([]));
    if (index > 0) await batches.end(batch, 'done', []);
    made.push(batch);
  }
  await batches.begin(change, each([]));
  expect(batches.list(states)).toHaveLength(26);
  const longAgo = Date.now() / 1000 - 31 * 24 * 60 * 60;
  for (const name of readdirSync(folder)) utimesSync(join(folder, name), longAgo, longAgo);
  await batches.begin(change, each([]));
  const left = batches.list(['done']).map(({ id }) => id);
  expect(left).toEqual(
    made
      .slice(-20)
      .map(({ id }) => id)
      .reverse(),
  );
  expect(batches.list(['pending'])).toHaveLength(3);
});

it('an id is no path', () => {
  const folder = makeFolder({ 'secret.done.jsonl': JSON.stringify({ change, at: 1 }) });
  const batches = openBatches(join(folder, 'batches'));
  for (const id of ['../secret', 'secret', '', '..', '/etc/passwd']) expect(batches.get(id)).toBeNull();
  expect(readFileSync(join(folder, 'secret.done.jsonl'), 'utf8')).toContain('旧');
});
