import { beforeEach, describe, expect, test, vi } from 'vitest';
import {
  type Arguments,
  type BulkNote,
  type Notebook,
  NotesError,
  type PendingBulk,
  type SavedFilter,
  type TagChange,
} from '../../notes/api.ts';
import { useStore } from '../../renderer/store.ts';
import { createTagChanges } from '../../renderer/tag-changes.ts';
import { noteAt, type TagStep, useTagSteps } from '../../renderer/tag-steps.ts';

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
    filters: [] as SavedFilter[],
    savedConflicts: 0,
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
      return Promise.resolve({ plan: plan(), total, notes, skipped: [] });
    },
    async bulkApply(args: Arguments<'bulkApply'>) {
      it.calls.push(`apply ${args.plan}`);
      if (it.finish !== null) await new Promise<void>((done) => (it.finish = done));
      if (it.failsWith !== null) throw it.failsWith;
      if (args.plan !== plan()) throw new NotesError('busy', 'Notes have changed.');
      return { batch: 'b1', changed: total, skipped: [] };
    },
    bulkUndo({ batch }: Arguments<'bulkUndo'>) {
      it.calls.push(`undo ${batch}`);
      if (it.failsWith !== null) return Promise.reject(it.failsWith);
      return Promise.resolve({ batch, changed: total, skipped: [] });
    },
    bulkPending: () => Promise.resolve(it.pending),
    bulkResolve({ batch, way }: Arguments<'bulkResolve'>) {
      it.calls.push(`${way} ${batch}`);
      it.pending = null;
      return Promise.resolve({ batch, changed: 3, skipped: [] });
    },
    savedFilters: () => Promise.resolve({ version: null, filters: it.filters }),
    saveFilters({ filters }: Arguments<'saveFilters'>) {
      if (it.savedConflicts-- > 0)
        return Promise.resolve({ kind: 'conflict', version: null, filters: it.filters });
      it.filters = filters;
      return Promise.resolve({ kind: 'saved', version: null, filters });
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

  test('goes on when the dialog is closed, and a notice that stays offers Undo', async () => {
    const { it, changes } = library();
    open(change);
    await previewed();
    it.finish = () => undefined;
    const applied = changes.apply();
    expect(step()).toEqual({ kind: 'working', way: 'apply' });
    changes.close();
    expect(toasts().map(({ text }) => text)).toEqual([
      'The tags are being changed. A notice says when it is done.',
    ]);
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

  test('that of the list and those saved, and come back with Undo', async () => {
    const { it, changes } = library();
    it.filters = [
      { name: 'Mine', filter: 'tag:JS 冷启动' },
      { name: 'Other', filter: 'tag:ts' },
    ];
    filter('-tag:draft tag:JS');
    open(change);
    await previewed();
    await changes.apply();
    expect(useStore.getState().listing.filter).toBe('-tag:draft tag:JavaScript');
    expect(it.filters.map((one) => one.filter)).toEqual(['tag:JavaScript 冷启动', 'tag:ts']);
    expect(stepOf('result').followed.saved).toHaveLength(1);
    await changes.undo();
    expect(useStore.getState().listing.filter).toBe('-tag:draft tag:JS');
    expect(it.filters.map((one) => one.filter)).toEqual(['tag:JS 冷启动', 'tag:ts']);
  });

  test('also when another window saves filters at the same moment', async () => {
    const { it, changes } = library();
    it.filters = [{ name: 'Mine', filter: 'tag:JS' }];
    it.savedConflicts = 2;
    open(change);
    await previewed();
    await changes.apply();
    expect(it.filters[0]?.filter).toBe('tag:JavaScript');
  });

  test('and Undo leaves a filter alone that the person has changed since', async () => {
    const { it, changes } = library();
    it.filters = [{ name: 'Mine', filter: 'tag:JS' }];
    filter('tag:JS');
    open(change);
    await previewed();
    await changes.apply();
    filter('tag:else');
    it.filters = [{ name: 'Mine', filter: 'tag:JavaScript more' }];
    await changes.undo();
    expect(useStore.getState().listing.filter).toBe('tag:else');
    expect(it.filters[0]?.filter).toBe('tag:JavaScript more');
  });

  test('and it is said when they can’t be saved', async () => {
    const { it, changes } = library();
    it.filters = [{ name: 'Mine', filter: 'tag:JS' }];
    it.savedConflicts = 99;
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    open(change);
    await previewed();
    await changes.apply();
    expect(stepOf('result').followed.hasFailed).toBe(true);
    vi.restoreAllMocks();
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
