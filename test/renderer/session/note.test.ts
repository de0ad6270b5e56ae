import { history, undo } from '@codemirror/commands';
import { EditorState, type TransactionSpec } from '@codemirror/state';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Notebook, NotesError } from '../../../notes/api.ts';
import { NoteSession } from '../../../renderer/session/note.ts';
import { ShrunkError } from '../../../renderer/session/shrink.ts';
import { editing, type Screen } from '../../../renderer/session/text.ts';
import type { PaceTimes } from '../../../renderer/session/pace.ts';
import { closeDesks, desk, never, quick, untilTrue } from './make.ts';

afterEach(closeDesks);

const long = Array.from({ length: 50 }, (_, i) => `line ${i}\n`).join('');

/** A session on one note, with a screen that says whether an IME composes. */
async function session(notebook: Notebook, path: string, times: PaceTimes) {
  const note = await notebook.read({ path });
  const extensions = [history(), editing.of(EditorState.readOnly.of(false))];
  const state = EditorState.create({ doc: note.text, extensions });
  const made = new NoteSession({ notebook, note, state, times, onChange: () => undefined });
  const screen: Screen & { composing: boolean; state: EditorState } = {
    state,
    composing: false,
    dispatch(spec: TransactionSpec) {
      const transaction = this.state.update(spec);
      this.state = transaction.state;
      made.applied([transaction]);
    },
  };
  made.show(screen);
  const type = (text: string) => {
    const at = made.state.doc.length;
    made.dispatch({ changes: { from: at, insert: text }, userEvent: 'input.type' });
  };
  const undoOnce = () =>
    undo({ state: made.state, dispatch: (transaction) => screen.dispatch(specOf(transaction)) });
  return { made, screen, type, undoOnce };
}

/** Undo hands over a transaction; the screen takes what it was made of. */
function specOf(transaction: { changes: TransactionSpec['changes'] }): TransactionSpec {
  return transaction as TransactionSpec;
}

describe('while an IME composes', () => {
  it('nothing is saved, the journal has the text, and the save comes when it is done', async () => {
    const { notebook, read } = await desk({ 'a.md': 'a' }, never);
    const { made, screen, type } = await session(notebook, 'a.md', quick);
    screen.composing = true;
    type('ni');
    await vi.waitFor(async () => expect((await notebook.read({ path: 'a.md' })).unsaved?.text).toBe('ani'));
    type('hao');
    const saved = made.save();
    await vi.waitFor(async () =>
      expect((await notebook.read({ path: 'a.md' })).unsaved?.text).toBe('anihao'),
    );
    expect(read('a.md')).toBe('a');
    made.dispatch({ changes: { from: 1, to: 6, insert: '你好' }, userEvent: 'input.type.compose' });
    screen.composing = false;
    await saved;
    await made.flush();
    expect(read('a.md')).toBe('a你好');
    expect((await notebook.read({ path: 'a.md' })).unsaved).toBeNull();
  });

  it('the journal gets the text again when another one has saved the note', async () => {
    const { notebook, write } = await desk({ 'a.md': 'a\n' }, never);
    const { made, screen, type } = await session(notebook, 'a.md', { ...never, journal: 40 });
    const kept = async () => (await notebook.read({ path: 'a.md' })).unsaved?.text;
    screen.composing = true;
    type('ni');
    const saved = made.save();
    await vi.waitFor(async () => expect(await kept()).toBe('a\nni'));
    write('a.md', 'b\na\n');
    await notebook.journal({ path: 'a.md', base: null, text: null });
    const checked = made.check();
    await vi.waitFor(async () => expect(await kept()).toBe('a\nni'));
    screen.composing = false;
    await Promise.all([saved, checked]);
  });

  it('a change outside waits until it is done', async () => {
    const { notebook, write } = await desk({ 'a.md': 'a\n' }, never);
    const { made, screen } = await session(notebook, 'a.md', never);
    write('a.md', 'b\na\n');
    screen.composing = true;
    const checked = made.check();
    await notebook.read({ path: 'a.md' });
    expect(made.state.doc.toString()).toBe('a\n');
    screen.composing = false;
    await checked;
    expect(made.state.doc.toString()).toBe('b\na\n');
  });
});

describe('a save that would shrink the note without anyone deleting', () => {
  it.each([
    ['to nothing', long.length],
    ['to less than a tenth', long.length - 20],
  ])('%s is not sent, says so, and can be sent on purpose', async (_, gone) => {
    const { notebook, read } = await desk({ 'a.md': long }, never);
    const { made } = await session(notebook, 'a.md', never);
    // What a fault in the UI would do: the text goes, and no key or command of the person took it.
    made.dispatch({ changes: { from: 0, to: gone } });
    expect(await made.flush()).toBe(false);
    expect(read('a.md')).toBe(long);
    expect(made.status.kind === 'failed' && made.status.error instanceof ShrunkError).toBe(true);
    await made.saveAgain();
    expect(made.status.kind).toBe('saved');
    expect(read('a.md')).toBe(long.slice(gone));
  });

  it('is not let through by a save that failed before', async () => {
    const { notebook, read } = await desk({ 'a.md': long }, never);
    let full = true;
    const failing: Notebook = {
      ...notebook,
      save: (args) =>
        full ? Promise.reject(new NotesError('disk-full', 'The disk is full.')) : notebook.save(args),
    };
    const { made, type } = await session(failing, 'a.md', never);
    type('more');
    await made.save();
    expect(made.status.kind).toBe('failed');
    full = false;
    made.dispatch({ changes: { from: 0, to: long.length } });
    await made.save();
    expect(read('a.md')).toBe(long);
  });

  it('is sent when a person deleted the text', async () => {
    const { notebook, read } = await desk({ 'a.md': long }, never);
    const { made } = await session(notebook, 'a.md', never);
    made.dispatch({ changes: { from: 0, to: long.length }, userEvent: 'delete.selection' });
    expect(await made.flush()).toBe(true);
    expect(read('a.md')).toBe('');
  });
});

describe('undo', () => {
  it('takes back what the person typed and leaves what came from the disk', async () => {
    const { notebook, write } = await desk({ 'a.md': 'one\ntwo\nthree\n' }, never);
    const { made, type, undoOnce } = await session(notebook, 'a.md', never);
    type('mine\n');
    await made.flush();
    write('a.md', 'ONE\ntwo\nthree\nmine\n');
    await made.check();
    expect(made.state.doc.toString()).toBe('ONE\ntwo\nthree\nmine\n');
    undoOnce();
    expect(made.state.doc.toString()).toBe('ONE\ntwo\nthree\n');
  });

  it('takes recovered text back', async () => {
    const { notebook } = await desk({ 'a.md': 'a\n' }, never);
    const { version } = await notebook.read({ path: 'a.md' });
    await notebook.journal({ path: 'a.md', base: version, text: 'a\nunsaved\n' });
    const note = await notebook.read({ path: 'a.md' });
    const state = EditorState.create({ doc: note.text, extensions: [history()] });
    const made = new NoteSession({ notebook, note, state, times: never, onChange: () => undefined });
    expect(made.state.doc.toString()).toBe('a\nunsaved\n');
    let next = made.state;
    undo({ state: made.state, dispatch: (transaction) => (next = transaction.state) });
    expect(next.doc.toString()).toBe('a\n');
  });
});

describe('a note that turned into something else', () => {
  it('is read only when it is no text any more, and its text stays unless it was clean', async () => {
    const { notebook, write, read } = await desk({ 'a.md': 'a\n' }, never);
    const { made, type } = await session(notebook, 'a.md', never);
    type('mine');
    write('a.md', 'a\0b');
    await made.check();
    expect(made.status.kind).toBe('conflict');
    expect(made.state.doc.toString()).toBe('a\nmine');
    expect(read('a.md')).toBe('a\0b');
    await untilTrue(() => made.isDirty, 'The text counts as saved.');
  });
});
