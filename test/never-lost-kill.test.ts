/** A host that is killed (SIGKILL) between and within its answers: what it called safe is in a file, the journal or the history. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import type { Arguments, CallName, Notebook, NoteText, Results } from '../notes/api.ts';
import { openNotebook } from '../notes/notebook.ts';
import { makeFolder, withOwnHome } from './contract-make.ts';

const homeNow = withOwnHome();
const program = join(import.meta.dirname, 'never-lost-host.ts');
const kills = 5;

/** Deterministic, so that a failure names what to try again. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

class Host {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;

  constructor(folder: string, home: string) {
    this.#child = spawn(process.execPath, [program, folder], {
      env: { ...process.env, GLEANER_HOME: home },
    });
    this.#child.stdin.on('error', () => undefined);
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
    onTestFinished(() => void this.#child.kill('SIGKILL'));
  }

  async ready(): Promise<void> {
    expect((await this.#lines.next()).value).toBe('"ready"');
  }

  /** `null`: it was killed before it answered. */
  async call<N extends CallName>(name: N, args: Arguments<N>): Promise<Results[N] | null> {
    this.#child.stdin.write(`${JSON.stringify({ name, args })}\n`);
    const line = await this.#lines.next();
    if (line.done === true) return null;
    const answer = JSON.parse(line.value) as Results[N] | { error: string };
    if (typeof answer === 'object' && answer !== null && 'error' in answer)
      throw new Error(`${name}: ${answer.error}`);
    return answer;
  }

  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'close');
    this.#child.kill('SIGKILL');
    await ended;
  }
}

interface Page {
  note: NoteText;
  writer: string;
  text: string;
  /** Typed since the last save. */
  unsaved: string[];
}

async function everything(notebook: Notebook, folder: string): Promise<string> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.md'));
  const texts = files.map((name) => readFileSync(join(folder, name), 'utf8'));
  for (const { path, writer } of await notebook.unsaved({}))
    texts.push((await notebook.unsavedText({ path, writer })).text);
  const { notes: gone } = await notebook.deletedNotes({ offset: 0, limit: 100 });
  for (const path of [...files, ...gone.map((note) => note.path)]) {
    const { versions } = await notebook.history({ path, offset: 0, limit: 200 });
    for (const { id } of versions) texts.push((await notebook.historyText({ path, id })).text);
  }
  return texts.join('\n');
}

test(`of ${kills} hosts that were killed at any moment, no acknowledged text is missing`, async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const below = numbers(seed);
  const folder = makeFolder({ 'a.md': '# A\n\nstart\n' });
  const home = homeNow();
  const safe: string[] = [];
  let path = 'a.md';
  let count = 0;

  /** One step of a page; what it has an answer for is safe. `false`: the host is gone. */
  async function step(host: Host, page: Page): Promise<boolean> {
    const token = `<${++count}>`;
    const what = below(10);
    if (what !== 9) {
      page.text += ` ${token}`;
      page.unsaved.push(token);
    }
    const { writer, text } = page;
    const base = page.note.version;
    if (what < 4) {
      await host.call('journal', { path, base, text, writer });
      // The answer of `journal` is null as well; whether the host was there for it is told by the next call.
      const alive = await host.call('state', {});
      if (alive !== null) safe.push(...page.unsaved);
      return alive !== null;
    }
    if (what < 8) {
      const saved = await host.call('save', { path, base, text, writer });
      if (saved === null) return false;
      if (saved.kind === 'saved') {
        safe.push(...page.unsaved.splice(0));
        page.note = { ...page.note, version: saved.version };
        return true;
      }
      // Somebody else wrote: what is on screen is kept beside it, as a page does for a person who says so.
      const beside = await host.call('keepBoth', { path, text });
      if (beside === null) return false;
      safe.push(...page.unsaved.splice(0));
    } else if (what === 8) {
      const to = `n${count}.md`;
      const renamed = await host.call('rename', { path, to });
      // Whether it was done is seen on the disk.
      if (renamed !== null || readdirSync(folder).includes(to)) path = to;
      if (renamed === null) return false;
    } else {
      writeFileSync(join(folder, path), `${readFileSync(join(folder, path), 'utf8').trimEnd()} ${token}\n`);
      safe.push(token);
    }
    const read = await host.call('read', { path });
    if (read === null) return false;
    // What the disk has, and what this page has typed and not saved yet, as a merge would leave it.
    page.note = read;
    page.text = [read.text, ...page.unsaved.filter((one) => !read.text.includes(one))].join(' ');
    return true;
  }

  for (let kill = 0; kill < kills; kill++) {
    const host = new Host(folder, home);
    await host.ready();
    const note = await host.call('read', { path });
    if (note === null) throw new Error('It ended by itself.');
    const page: Page = { note, writer: `page ${kill}`, text: note.text, unsaved: [] };
    const death = setTimeout(() => void host.kill(), 20 + below(250));
    while (await step(host, page));
    clearTimeout(death);
    await host.kill();
  }
  const notebook = await openNotebook(folder);
  onTestFinished(() => notebook.close());
  await notebook.ready;
  const all = await everything(notebook, folder);
  expect(safe.length).toBeGreaterThan(kills);
  expect(
    safe.filter((token) => !all.includes(token)),
    `seed ${seed}`,
  ).toEqual([]);
}, 120_000);
