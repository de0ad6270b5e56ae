/** Two hosts, each a process of its own, and the command beside them: on one notebook, and no text is lost between them. */
import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { NotesError, type Notebook } from '../notes/api.ts';
import { connect } from '../notes/remote.ts';
import { openSocket, signIn } from './cli/served.ts';
import { workshop, type Workshop } from './cli/run.ts';
import { eventually } from './contract-make.ts';

const running: ChildProcess[] = [];

afterEach(async () => {
  for (const child of running.splice(0)) {
    const exit = new Promise((done) => child.once('exit', done));
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await exit;
    }
  }
});

/** A page at a host of its own. */
async function pageOf(desk: Workshop): Promise<Notebook & { host: ChildProcess }> {
  const child = desk.start(['serve', desk.folder, '--no-open'], {
    env: { GLEANER_UI: join(desk.place, 'ui'), DISPLAY: '', WAYLAND_DISPLAY: '' },
  });
  running.push(child);
  let printed = '';
  const [, port, token] = await new Promise<RegExpExecArray>((found, failed) => {
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      printed += chunk;
      const address = /127\.0\.0\.1:(\d+)\/#token=(\S+)/.exec(printed);
      if (address) found(address);
    });
    child.once('exit', (code) => failed(new Error(`it ended with ${String(code)}: ${printed}`)));
  });
  const serving = { port: Number(port), token: token ?? '' };
  const socket = await openSocket(serving.port, await signIn(serving));
  onTestFinished(() => socket.terminate());
  const notebook = connect({
    post: (message) => socket.send(JSON.stringify(message)),
    listen: (listener) =>
      void socket.on('message', (bytes: Buffer) => listener(JSON.parse(bytes.toString()))),
  });
  socket.on('close', () => notebook.close());
  return Object.assign(notebook, { host: child });
}

interface Writer {
  name: string;
  notebook: Notebook;
  /** Tokens of which the host said that they are kept or saved. */
  safe: string[];
  conflicts: number;
}

/** Types one word into the note: kept first, then saved. */
async function type(writer: Writer, path: string, token: string): Promise<void> {
  const { notebook } = writer;
  // An editor of its own for each name of a note, as in the page: none replaces what another one keeps.
  const name = `${writer.name}-${path.replace('.md', '')}`;
  const { text, version } = await notebook.read({ path });
  const typed = `${text}${token}\n`;
  await notebook.journal({ path, base: version, text: typed, writer: name });
  writer.safe.push(token);
  let result = await notebook.save({ path, base: version, text: typed, writer: name });
  while (result.kind === 'conflict') {
    writer.conflicts++;
    // As the page does with edits of two: both, over what the file has now.
    const both = `${result.text}${token}\n`;
    await notebook.journal({ path, base: result.version, text: both, writer: name });
    result = await notebook.save({ path, base: result.version, text: both, writer: name });
  }
}

/** Everything that a person can find: in files, as unsaved text, in the history. */
async function everything(notebook: Notebook, folder: string): Promise<string> {
  const paths = readdirSync(folder).filter((name) => name.endsWith('.md'));
  const texts = paths.map((path) => readFileSync(join(folder, path), 'utf8'));
  for (const { path, writer } of await notebook.unsaved({}))
    texts.push((await notebook.unsavedText({ path, writer })).text);
  for (const path of paths) {
    const { unsaved } = await notebook.read({ path });
    texts.push(unsaved?.text ?? '');
    const { versions } = await notebook.history({ path, offset: 0, limit: 200 });
    for (const { id } of versions) texts.push((await notebook.historyText({ path, id })).text);
  }
  return texts.join('\n');
}

test('what two hosts and the command write at once is all there, and both say the same', async () => {
  const desk = workshop({ 'one.md': '# one\n\n', 'two.md': '# two\n\n', 'three.md': '# three\n' });
  onTestFinished(() => desk.remove());
  desk.put('../ui/index.html', '<!doctype html><title>Gleaner</title>');
  const [left, right] = await Promise.all([pageOf(desk), pageOf(desk)]);
  const writers: Writer[] = [left, right].map((notebook, at) => ({
    ...{ name: `writer-${at}-${'x'.repeat(12)}`, notebook },
    ...{ safe: [], conflicts: 0 },
  }));
  const said: string[] = [];
  const tagging = (async () => {
    for (let at = 0; at < 3; at++) {
      const { code, stderr } = await desk.gleaner('tag', 'add', desk.folder, `tag${at}`, 'one.md');
      said.push(code === 0 ? 'done' : stderr);
      expect((await desk.gleaner('tag', 'add', desk.folder, `tag${at}`, 'three.md')).code).toBe(0);
    }
  })();
  await Promise.all(
    writers.map(async (writer, at) => {
      for (let round = 0; round < 24; round++) {
        await type(writer, 'one.md', `<${at}.${round}>`);
        // One renames what the other types in: whoever comes late is told, and tries again at the new place.
        const at2 = round < 12 ? 'two.md' : 'second.md';
        if (at === 0 && round === 12) await writer.notebook.rename({ path: 'two.md', to: 'second.md' });
        await type(writer, at2, `<<${at}.${round}>>`).catch((error: unknown) => {
          if (!(error instanceof NotesError)) throw error;
          expect(['not-found', 'busy']).toContain(error.code);
        });
      }
    }),
  );
  await tagging;
  expect(writers.map(({ safe }) => safe.length).every((count) => count > 36)).toBe(true);
  // Otherwise they never met.
  expect(writers.reduce((sum, { conflicts }) => sum + conflicts, 0)).toBeGreaterThan(0);
  // A note with text that is not saved yet is left alone, and the command says which and why.
  for (const one of said)
    expect(one).toMatch(/^done$|one\.md.*(?:text that was never saved|changed by another program)/s);
  for (const notebook of [left, right]) {
    const all = await everything(notebook, desk.folder);
    for (const { safe } of writers) expect(safe.filter((token) => !all.includes(token))).toEqual([]);
    // Both hosts have heard of what the other did, without being asked to look.
    await eventually(async () => {
      const { rows } = await notebook.query({
        filter: '',
        sort: 'title',
        offset: 0,
        limit: 10,
        facets: false,
      });
      expect(rows.map(({ path }) => path).sort()).toEqual(
        readdirSync(desk.folder)
          .filter((name) => name.endsWith('.md'))
          .sort(),
      );
    });
    await eventually(async () => {
      const { total } = await notebook.query({
        filter: 'tag:tag2',
        sort: 'title',
        offset: 0,
        limit: 10,
        facets: false,
      });
      expect(total).toBeGreaterThan(0);
    });
    const { text } = await notebook.read({ path: 'one.md' });
    expect(text).toBe(readFileSync(join(desk.folder, 'one.md'), 'utf8'));
  }
}, 60_000);

test('what a killed host had kept is offered by the other one', async () => {
  const desk = workshop({ 'a.md': '# a\n' });
  onTestFinished(() => desk.remove());
  desk.put('../ui/index.html', '<!doctype html><title>Gleaner</title>');
  const [left, right] = await Promise.all([pageOf(desk), pageOf(desk)]);
  const { version } = await left.read({ path: 'a.md' });
  await left.journal({ path: 'a.md', base: version, text: '# a\n\ntyped\n', writer: 'left-writer-1' });
  const ended = new Promise((done) => left.host.once('exit', done));
  left.host.kill('SIGKILL');
  await ended;
  const { text, unsaved } = await right.read({ path: 'a.md' });
  expect([text, unsaved?.text, unsaved?.isLive]).toEqual(['# a\n', '# a\n\ntyped\n', false]);
  // Saving something else does not take it away.
  const saved = await right.save({
    path: 'a.md',
    base: version,
    text: '# a\n\nother\n',
    writer: 'right-writer',
  });
  expect(saved.kind).toBe('saved');
  const all = await everything(right, desk.folder);
  expect([all.includes('typed'), all.includes('other')]).toEqual([true, true]);
  const shown = await desk.gleaner('search', desk.folder, 'other', '--json');
  expect([shown.code, (JSON.parse(shown.stdout) as { total: number }).total]).toEqual([0, 1]);
}, 60_000);
