import { beforeEach, describe, expect, test, vi } from 'vitest';
import {
  type Arguments,
  type BulkNote,
  type DoneBulk,
  type Notebook,
  NotesError,
  type PendingBulk,
  type TagChange,
} from '../../../notes/api.ts';
import { useStore } from '../../../renderer/store.ts';
import { createTagChanges } from '../../../renderer/tags/tag-changes.ts';
import { noteAt, type TagStep, useTagSteps } from '../../../renderer/tags/tag-steps.ts';

const change: TagChange = { kind: 'rename', from: ['JS'], to: 'JavaScript' };

const note = (at: number): BulkNote => ({
  path: `${at}.md`,
  title: `Note ${at}`,
  changes: [{ line: 2, before: ['tags: [JS]'], after: ['tags: [JavaScript]'] }],
});

/** A notebook of `total` notes with the tag, whose plan has a new name each time that `edit` is called. */
function library(total = 250) {
  const it = {
    calls: [] as string[],
    edits: 0,
    isBusy: false,
    failsWith: null as NotesError | null,
    pending: null as PendingBulk | null,
    /** Why nobody can say what is pending. */
    lost: null as NotesError | null,
    last: null as DoneBulk | null,
    filters: [] as string[],
    left: 0,
    canStop: true,
    edit: () => it.edits++,
    flushed: 0,
    finish: null as (() => void) | null,
  };
  const plan = () => `plan ${it.edits}`;
  const notebook = {
    listen: () => () => undefined,
    tagTwins: () => Promise.resolve([]),
    bulkPreview({ offset, limit }: Arguments<'bulkPreview'>) {
      it.calls.push(`preview ${offset}`);
      const count = Math.max(0, Math.min(limit, total - offset));
      const notes = Array.from({ length: count }, (_, at) => note(offset + at));
      return Promise.resolve({ plan: plan(), total, notes, skipped: [], filters: it.filters });
    },
    async bulkApply(args: Arguments<'bulkApply'>) {
      it.calls.push(`apply ${args.plan}`);
      if (it.finish !== null) await new Promise<void>((done) => (it.finish = done));
      if (it.failsWith !== null) throw it.failsWith;
      if (args.plan !== plan()) throw new NotesError('busy', 'Notes have changed.');
      const filters = { kind: 'followed', names: it.filters };
      return { batch: 'b1', changed: total, skipped: [], filters, ...(it.left > 0 && { left: it.left }) };
    },
    bulkUndo({ batch }: Arguments<'bulkUndo'>) {
      it.calls.push(`undo ${batch}`);
      if (it.failsWith !== null) return Promise.reject(it.failsWith);
      return Promise.resolve({ batch, changed: total, skipped: [] });
    },
    bulkCancel() {
      it.calls.push('cancel');
      return Promise.resolve(it.canStop);
    },
    bulkLast: () => Promise.resolve(it.last),
    bulkPending: () => (it.lost === null ? Promise.resolve(it.pending) : Promise.reject(it.lost)),
    bulkResolve({ batch, way }: Arguments<'bulkResolve'>) {
      it.calls.push(`${way} ${batch}`);
      it.pending = null;
      return Promise.resolve({ batch, changed: 3, skipped: [] });
    },
  };
  shelf = { notebook, flush: () => it.flushed++ };
  return { it, changes };
}

/** What `changes` works on: it follows the store from the first test to the last, as it does in a page. */
let shelf: { notebook: object; flush: () => void };
const changes = createTagChanges(
  new Proxy({} as Notebook, { get: (_, name) => Reflect.get(shelf.notebook, name) as unknown }),
  () => Promise.resolve(shelf.flush()),
);

const step = () => useTagSteps.getState().step;
const stepOf = <K extends TagStep['kind']>(kind: K) => {
  const now = step();
  if (now.kind !== kind) throw new Error(`The step is ${now.kind}, not ${kind}.`);
  return now as Extract<TagStep, { kind: K }>;
};
const open = (wanted: TagChange | null) =>
  useStore.setState({ dialog: { kind: 'tag-doctor', change: wanted } });
const toasts = () => useStore.getState().toasts;
const previewed = () => vi.waitFor(() => stepOf('preview').preview);

beforeEach(() => {
  useStore.setState(useStore.getInitialState(), true);
  useTagSteps.setState(useTagSteps.getInitialState(), true);
});

describe('the dialog begins', () => {
  test('with the overview when nothing is asked for', () => {
    library();
    open(null);
    expect(step().kind).toBe('overview');
  });

  test('with the form while the new name is missing', () => {
    library();
    open({ kind: 'rename', from: ['JS'], to: 'JS' });
    expect(stepOf('form').change).toMatchObject({ from: ['JS'] });
    open({ kind: 'add', name: '', filter: 'a' });
    expect(step().kind).toBe('form');
  });

  test('with the preview when all is said, after unsaved text is in its file', async () => {
    const { it } = library();
    open({ kind: 'delete', names: ['draft'] });
    const preview = await previewed();
    expect(preview.total).toBe(250);
    expect(it.flushed).toBe(1);
  });
});

describe('a preview', () => {
  test('asks for the notes on screen, a hundred at a time and once', async () => {
    const { it, changes } = library();
    open(change);
    await previewed();
    changes.want(0, 12);
    changes.want(180, 205);
    changes.want(180, 205);
    await vi.waitFor(() => expect(noteAt(stepOf('preview').preview, 249)?.path).toBe('249.md'));
    expect(it.calls).toEqual(['preview 0', 'preview 100', 'preview 200']);
    expect(noteAt(stepOf('preview').preview, 199)?.path).toBe('199.md');
  });

  test('is made anew, and says so, when a window is of another plan', async () => {
    const { it, changes } = library();
    open(change);
    await previewed();
    it.edit();
    changes.want(100, 110);
    await vi.waitFor(() => expect(stepOf('preview').preview.plan).toBe('plan 1'));
    expect(stepOf('preview').preview.isRenewed).toBe(true);
  });

  test('leads back to where it came from', async () => {
    const { changes } = library();
    await changes.preview(change, 'overview');
    changes.back();
    expect(step().kind).toBe('overview');
    await changes.preview(change, 'form');
    changes.back();
    expect(stepOf('form').change).toEqual(change);
  });

  test('of an earlier question does not come up after a later one', async () => {
    const { changes } = library();
    const first = changes.preview(change, 'form');
    changes.back();
    await first;
    expect(step().kind).toBe('form');
  });

  test('that is not possible says why', async () => {
    library();
    shelf.notebook = { bulkPreview: () => Promise.reject(new NotesError('offline', 'away')) };
    await changes.preview(change, 'form');
    expect(stepOf('failed').why).toBe(
      'Could not work out what would change: the connection to the notebook is away. Try again when it is back.',
    );
    changes.back();
    expect(stepOf('form').change).toEqual(change);
  });
});

describe('applying', () => {
  test('gives the result, and one undo for all of it', async () => {
    const { it, changes } = library();
    open(change);
    await previewed();
    await changes.apply();
    expect(stepOf('result')).toMatchObject({ way: 'apply', result: { batch: 'b1', changed: 250 } });
    expect(toasts()).toEqual([]);
    await changes.undo();
    expect(stepOf('result')).toMatchObject({ way: 'undo', result: { changed: 250 } });
    expect(it.calls.slice(-2)).toEqual(['apply plan 0', 'undo b1']);
    await changes.undo();
    expect(it.calls).toHaveLength(3);
  });

  test('of a plan that is outdated changes nothing and shows the new one', async () => {
    const { it, changes } = library();
    useStore.setState({ notebook: { bulk: null } as never });
    open(change);
    await previewed();
    it.edit();
    await changes.apply();
    expect(stepOf('preview').preview).toMatchObject({ plan: 'plan 1', isRenewed: true });
    expect(useTagSteps.getState().last).toBeNull();
  });

  test('while an earlier change is cut off says that this comes first', async () => {
    const { it, changes } = library();
    open(change);
    await previewed();
    it.failsWith = new NotesError('busy', 'Finish it first.');
    it.pending = { batch: 'b0', change, done: 1, total: 2, at: 0 };
    await changes.apply();
    expect(stepOf('failed').why).toContain('an earlier one was cut off');
    expect(useTagSteps.getState().pending?.batch).toBe('b0');
  });

  test('while the record of an earlier change is damaged says so, and looks at nothing anew', async () => {
    const { it, changes } = library();
    useStore.setState({ notebook: { bulk: null } as never });
    open(change);
    await previewed();
    const preview = step();
    it.failsWith = new NotesError('busy', 'Finish it first.');
    for (const lost of [new NotesError('broken', 'Damaged.', 7), new NotesError('internal', 'No.')]) {
      it.lost = lost;
      await changes.apply();
      expect(stepOf('failed').why).toContain(lost.code === 'broken' ? 'damaged (line 7)' : 'busy');
      expect(it.calls.filter((call) => call.startsWith('preview'))).toEqual(['preview 0']);
      useTagSteps.setState({ step: preview });
    }
  });

  test('goes on when the dialog is closed, and a notice that stays offers Undo', async () => {
    const { it, changes } = library();
    open(change);
    await previewed();
    it.finish = () => undefined;
    const applied = changes.apply();
    expect(step()).toMatchObject({ kind: 'working', way: 'apply' });
    changes.close();
    expect(toasts()).toEqual([]);
    it.finish();
    await applied;
    expect(toasts().at(-1)).toMatchObject({ text: '250 notes are changed.', stays: true });
    toasts().at(-1)?.action?.run();
    await vi.waitFor(() => expect(toasts().at(-1)?.text).toBe('250 notes are as they were before.'));
    expect(toasts().some(({ stays }) => stays)).toBe(false);
  });

  test('that is closed from the result leaves a notice with Undo, which goes when it is undone elsewhere', async () => {
    const { changes } = library();
    open(change);
    await previewed();
    await changes.apply();
    changes.close();
    expect(toasts()).toMatchObject([{ text: '250 notes are changed.', stays: true }]);
    await changes.undo();
    expect(toasts().map(({ text }) => text)).toEqual(['250 notes are as they were before.']);
  });

  test('that is reopened in the middle shows the work, not a new form', async () => {
    const { it, changes } = library();
    open(change);
    await previewed();
    it.finish = () => undefined;
    const applied = changes.apply();
    changes.close();
    open(null);
    expect(step().kind).toBe('working');
    it.finish();
    await applied;
    expect(step().kind).toBe('result');
  });

  test('is undone after the page was loaded again, and then the one before it', async () => {
    const { it, changes } = library();
    it.last = { batch: 'b7', change, at: 7 };
    useStore.setState({ connection: 'online' });
    await vi.waitFor(() => expect(useTagSteps.getState().last).toMatchObject({ batch: 'b7', change }));
    it.last = { batch: 'b6', change, at: 6 };
    await changes.undo();
    it.last = null;
    await changes.undo();
    expect(it.calls).toEqual(['undo b7', 'undo b6']);
    expect(useTagSteps.getState().last).toBeNull();
  });

  test('too long ago can’t be undone, and says so', async () => {
    const { it, changes } = library();
    open(change);
    await previewed();
    await changes.apply();
    it.failsWith = new NotesError('not-found', 'gone');
    await changes.undo();
    expect(stepOf('failed').why).toBe(
      'Could not take the change of tags back: the notebook does not remember this change any more.',
    );
    expect(useTagSteps.getState().last).toBeNull();
  });
});

describe('filters follow a rename', () => {
  const filter = (text: string) =>
    useStore.setState(({ listing }) => ({ listing: { ...listing, filter: text } }));

  test('of the list, which comes back with Undo; how many saved ones follow is in the preview', async () => {
    const { it, changes } = library();
    it.filters = ['Mine'];
    filter('-tag:draft tag:JS');
    open(change);
    expect((await previewed()).filters).toEqual(['Mine']);
    await changes.apply();
    expect(useStore.getState().listing.filter).toBe('-tag:draft tag:JavaScript');
    expect(stepOf('result').result.filters).toEqual({ kind: 'followed', names: ['Mine'] });
    await changes.undo();
    expect(useStore.getState().listing.filter).toBe('-tag:draft tag:JS');
  });

  test('and Undo leaves the list alone when the person has changed its filter since', async () => {
    const { changes } = library();
    filter('tag:JS');
    open(change);
    await previewed();
    await changes.apply();
    filter('tag:else');
    await changes.undo();
    expect(useStore.getState().listing.filter).toBe('tag:else');
  });
});

describe('a change that is stopped', () => {
  test('ends with what is done, which can be undone, and the filter keeps the old name', async () => {
    const { it, changes } = library();
    it.finish = () => undefined;
    useStore.setState(({ listing }) => ({ listing: { ...listing, filter: 'tag:JS' } }));
    open(change);
    await previewed();
    const applied = changes.apply();
    await changes.stop();
    expect(stepOf('working').isStopping).toBe(true);
    expect(it.calls).toContain('cancel');
    it.left = 40;
    it.finish();
    await applied;
    expect(stepOf('result').result.left).toBe(40);
    expect(useStore.getState().listing.filter).toBe('tag:JS');
    expect(useTagSteps.getState().last?.batch).toBe('b1');
  });

  test('too late goes on as if nothing had been asked', async () => {
    const { it, changes } = library();
    it.finish = () => undefined;
    it.canStop = false;
    open(change);
    await previewed();
    const applied = changes.apply();
    await changes.stop();
    expect(stepOf('working').isStopping).toBe(false);
    it.finish();
    await applied;
    expect(stepOf('result').result.left).toBeUndefined();
  });
});

describe('a change that a crash cut off', () => {
  const pending: PendingBulk = { batch: 'b0', change, done: 40, total: 100, at: 0 };

  test('is looked for whenever the notebook comes online', async () => {
    const { it } = library();
    it.pending = pending;
    useStore.setState({ connection: 'online' });
    await vi.waitFor(() => expect(useTagSteps.getState().pending).toEqual(pending));
  });

  test.each([
    ['continue', '3 notes are changed.'],
    ['roll-back', '3 notes are as they were before.'],
  ] as const)('is ended by %s, and what was done is told', async (way, told) => {
    const { it, changes } = library();
    it.pending = pending;
    useStore.setState({ connection: 'online' });
    await vi.waitFor(() => expect(useTagSteps.getState().pending).not.toBeNull());
    await changes.resolve(way);
    expect(it.calls).toEqual([`${way} b0`]);
    expect(useTagSteps.getState()).toMatchObject({ pending: null, isResolving: false });
    expect(toasts().at(-1)?.text).toBe(told);
    expect(useTagSteps.getState().last?.batch ?? null).toBe(way === 'continue' ? 'b0' : null);
  });
});
