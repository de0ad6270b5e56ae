/** What can be done to the tags of many notes: look, apply, undo, and end what a crash cut off. */
import {
  type Arguments,
  type BulkChange,
  type BulkResult,
  type Notebook,
  type NotePath,
  NotesError,
} from '../../notes/api.ts';
import { t } from '../messages.ts';
import { dismiss, notify } from '../notices.ts';
import { useStore } from '../store.ts';
import { lookForLast, lookForPending } from './earlier-changes.ts';
import { followFilter, returnFilter } from './following-filters.ts';
import { failure, isBroken } from './tag-failures.ts';
import {
  type DoneBatch,
  isAboutTags,
  isWhole,
  previewSize,
  subjectOf,
  type TagStep,
  useTagSteps,
  withWindow,
} from './tag-steps.ts';
import { resultInWords } from './tag-words.ts';

export interface TagChanges {
  /** Compares all tags of the notebook. */
  lookForTwins(): Promise<void>;
  /** Shows what `change` would do. `origin`: where Back leads to. */
  preview(change: BulkChange, origin: 'overview' | 'form'): Promise<void>;
  /** The notes `from` to `to` (inclusive) of the preview are on screen: asks for those that are not here. */
  want(from: number, to: number): void;
  /** From a preview or a failure to what led to it. */
  back(): void;
  apply(): Promise<void>;
  /** Takes back the last batch. */
  undo(): Promise<void>;
  /** Ends the change under way after the note at hand: what is done stays, and can be undone. */
  stop(): Promise<void>;
  /** Leaves the dialog. What is under way goes on, and is told when it is done. */
  close(): void;
  /** Continues or rolls back what a crash cut off. */
  resolve(way: Arguments<'bulkResolve'>['way']): Promise<void>;
}

/**
 * `flush` saves what is typed and not in its file yet: such notes would be left as they are. `moved` hears of a note that has
 * another path now.
 */
export function createTagChanges(
  notebook: Notebook,
  flush: () => Promise<unknown>,
  moved: (from: NotePath, to: NotePath) => void = () => undefined,
): TagChanges {
  let turn = 0;
  /** The notice that offers to take the last batch back. */
  let offer: number | null = null;
  const asked = new Set<number>();
  const show = (step: TagStep) => useTagSteps.setState({ step });
  const isShown = () => useStore.getState().dialog?.kind === 'tag-doctor';

  const begin = (change: BulkChange | null) => {
    if (useTagSteps.getState().step.kind === 'working') return;
    turn += 1;
    useTagSteps.setState({ subject: subjectOf(change) });
    if (change === null) show({ kind: 'overview' });
    else if (isWhole(change) || !isAboutTags(change)) void preview(change, 'form');
    else show({ kind: 'form', change });
    useTagSteps.setState({ twins: null, twinsProblem: null });
  };

  const lookForTwins = async () => {
    try {
      useTagSteps.setState({ twins: await notebook.tagTwins({}), twinsProblem: null });
    } catch (error) {
      useTagSteps.setState({ twinsProblem: failure('twins', error) });
    }
  };

  const preview = async (change: BulkChange, origin: 'overview' | 'form', isRenewed = false) => {
    const mine = ++turn;
    asked.clear();
    show({ kind: 'looking', change });
    useTagSteps.setState({ origin });
    try {
      await flush();
      const {
        plan,
        total,
        notes,
        skipped,
        filters = [],
      } = await notebook.bulkPreview({
        change,
        offset: 0,
        limit: previewSize,
      });
      if (mine !== turn) return;
      const windows = new Map([[0, notes]]);
      show({ kind: 'preview', preview: { change, plan, total, skipped, filters, windows, isRenewed } });
    } catch (error) {
      if (mine === turn) show({ kind: 'failed', doing: 'preview', why: failure('preview', error), change });
    }
  };

  const fill = async (number: number) => {
    const { step } = useTagSteps.getState();
    if (step.kind !== 'preview' || asked.has(number) || step.preview.windows.has(number)) return;
    const mine = turn;
    asked.add(number);
    try {
      const { change } = step.preview;
      const page = await notebook.bulkPreview({ change, offset: number * previewSize, limit: previewSize });
      const now = useTagSteps.getState().step;
      if (mine !== turn || now.kind !== 'preview') return;
      const next = withWindow(now.preview, number, page);
      if (next === null) await preview(change, useTagSteps.getState().origin, true);
      else show({ kind: 'preview', preview: next });
    } catch {
      // They stay skeletons; the next look at them asks again.
    } finally {
      if (mine === turn) asked.delete(number);
    }
  };

  const beginWork = (way: 'apply' | 'undo', change: BulkChange) => {
    turn += 1;
    if (offer !== null) dismiss(offer);
    offer = null;
    show({ kind: 'working', way, change, isStopping: false });
  };

  const apply = async () => {
    const { step, origin } = useTagSteps.getState();
    if (step.kind !== 'preview') return;
    const { change, plan } = step.preview;
    beginWork('apply', change);
    let result: BulkResult;
    try {
      result = await notebook.bulkApply({ change, plan });
    } catch (error) {
      const lost = await lookForPending(notebook);
      const isBusy = error instanceof NotesError && error.code === 'busy';
      const isNonePending = lost === null && useTagSteps.getState().pending === null;
      if (isBusy && isNonePending && useStore.getState().notebook?.bulk === null)
        return outdated(change, origin);
      // Nothing is to be looked at again before what was cut off is ended.
      fail(
        isBroken(lost) ? 'pending' : 'apply',
        isBroken(lost) ? lost : error,
        isNonePending ? change : null,
      );
      return;
    }
    const followed = result.left === undefined ? followFilter(change) : null;
    if (change.kind === 'rename-note') moved(change.path, change.to);
    const last: DoneBatch = { batch: result.batch, change, followed };
    useTagSteps.setState({ last, twins: null });
    show({ kind: 'result', way: 'apply', change, result });
    if (!isShown()) tell('apply', result);
  };

  const outdated = async (change: BulkChange, origin: 'overview' | 'form') => {
    if (isShown()) return preview(change, origin, true);
    show({ kind: 'overview' });
    const run = () => useStore.setState({ dialog: { kind: 'tag-doctor', change } });
    notify(t('doctor.outdated'), { kind: 'alert', action: { label: t('doctor.lookAgain'), run } });
  };

  const undo = async () => {
    const { last, step } = useTagSteps.getState();
    if (last === null || step.kind === 'working') return;
    beginWork('undo', last.change);
    try {
      await flush();
      const result = await notebook.bulkUndo({ batch: last.batch });
      if (last.change.kind === 'rename-note') moved(last.change.to, last.change.path);
      useTagSteps.setState({ last: null, twins: null });
      await lookForLast(notebook);
      returnFilter(last.followed);
      show({ kind: 'result', way: 'undo', change: last.change, result });
      if (!isShown()) tell('undo', result);
    } catch (error) {
      if (error instanceof NotesError && error.code === 'not-found') useTagSteps.setState({ last: null });
      await lookForPending(notebook);
      fail('undo', error, null);
    }
  };

  const fail = (doing: 'apply' | 'undo' | 'pending', error: unknown, change: BulkChange | null) => {
    const why = failure(doing, error);
    show({ kind: 'failed', doing, why, change });
    if (!isShown()) notify(why, { kind: 'alert' });
  };

  const tell = (way: 'apply' | 'undo', result: BulkResult) => {
    const { changed } = result;
    const text = resultInWords(way, { ...result, skipped: result.skipped.length });
    const action = { label: t('doctor.undo'), run: () => void undo() };
    if (way === 'apply' && changed > 0) offer = notify(text, { action, stays: true });
    else notify(text);
  };

  const stop = async () => {
    const { step } = useTagSteps.getState();
    if (step.kind !== 'working' || step.isStopping) return;
    show({ ...step, isStopping: true });
    const isHeard = await notebook.bulkCancel({}).catch(() => false);
    const now = useTagSteps.getState().step;
    if (!isHeard && now.kind === 'working') show({ ...now, isStopping: false });
  };

  const close = () => {
    const { step } = useTagSteps.getState();
    useStore.setState({ dialog: null });
    // What goes on is shown above the list.
    if (step.kind === 'result' && step.way === 'apply') tell('apply', step.result);
    if (step.kind !== 'working') turn += 1;
  };

  const resolve = async (resolution: Arguments<'bulkResolve'>['way']) => {
    const { pending, isResolving, step } = useTagSteps.getState();
    if (pending === null || isResolving || step.kind === 'working') return;
    const way = resolution === 'continue' ? 'apply' : 'undo';
    const { change } = pending;
    const wasShown = isShown();
    useTagSteps.setState({ isResolving: true });
    if (wasShown) beginWork(way, change);
    try {
      await flush();
      const result = await notebook.bulkResolve({ batch: pending.batch, way: resolution });
      const followed = way === 'apply' && result.left === undefined ? followFilter(change) : null;
      if (change.kind === 'rename-note') {
        const [from, to] = way === 'apply' ? [change.path, change.to] : [change.to, change.path];
        moved(from, to);
      }
      const last: DoneBatch | null = way === 'apply' ? { batch: result.batch, change, followed } : null;
      useTagSteps.setState({ pending: null, last, twins: null });
      if (wasShown) show({ kind: 'result', way, change, result });
      if (!isShown()) tell(way, result);
    } catch (error) {
      await lookForPending(notebook);
      if (wasShown) fail('pending', error, null);
      else notify(failure('pending', error), { kind: 'alert' });
    } finally {
      useTagSteps.setState({ isResolving: false });
    }
  };

  useStore.subscribe((now, before) => {
    if (now.dialog !== before.dialog && now.dialog?.kind === 'tag-doctor') begin(now.dialog.change);
    if (now.connection !== 'online' || before.connection === 'online') return;
    void lookForPending(notebook);
    void lookForLast(notebook);
  });

  return {
    lookForTwins,
    preview: (change, origin) => preview(change, origin),
    want(from, to) {
      for (let at = Math.floor(from / previewSize); at <= Math.floor(to / previewSize); at++) void fill(at);
    },
    back() {
      const { step, origin } = useTagSteps.getState();
      const change = changeOf(step);
      turn += 1;
      const isAsked = change !== null && isAboutTags(change) && origin === 'form';
      show(isAsked ? { kind: 'form', change } : { kind: 'overview' });
    },
    apply,
    undo,
    stop,
    close,
    resolve,
  };
}

function changeOf(step: TagStep): BulkChange | null {
  if (step.kind === 'preview') return step.preview.change;
  return step.kind === 'failed' || step.kind === 'looking' ? step.change : null;
}
