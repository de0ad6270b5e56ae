/** Two texts of a note, passage by passage: whose it is to be. Nothing is done before all is decided and said so. */
import { ArrowDown, ArrowUp } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { NotePath } from '../../notes/api.ts';
import { type Choice, type MergePassage, passagesOf, textOf } from '../../notes/text/merge-passages.ts';
import { sessions } from '../actions.ts';
import { StepButton } from '../compare/step-button.tsx';
import { DialogHead } from '../dialogs/dialog-head.tsx';
import { closeDialog } from '../dialogs/focus-before.ts';
import { t } from '../messages.ts';
import { attempt, notify } from '../notices.ts';
import { useStore } from '../store.ts';
import { titleOf } from './note-title.ts';
import { choicesOf, PassageCard, type SideNames } from './passage-card.tsx';
import { keepBothFiles, type MergeTask, mergeTask, trashCopy } from './merge-task.ts';
import './recovery.css';
import './merge.css';

export function MergeView({ copy }: { copy: NotePath | null }) {
  const path = useStore((state) => state.note?.path ?? '');
  const [task, setTask] = useState<MergeTask | null>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let isWanted = true;
    void attempt(t('merge.failed', { path }), async () => {
      const made = await mergeTask(copy);
      if (isWanted) setTask(made);
    }).then((isRead) => {
      if (!isRead && isWanted) closeDialog();
    });
    return () => {
      isWanted = false;
    };
  }, [copy, path, tries]);
  if (task === null) return <div className="recovery-body recovery-waiting">{t('merge.loading')}</div>;
  return <Merge key={tries} task={task} copy={copy} again={() => setTries(tries + 1)} />;
}

interface MergeProps {
  task: MergeTask;
  copy: NotePath | null;
  /** One of both texts is another one by now. */
  again: () => void;
}

function Merge({ task, copy, again }: MergeProps) {
  const { base, mine, theirs, path } = task;
  const parts = useMemo(() => passagesOf(base, mine, theirs), [base, mine, theirs]);
  const passages = useMemo(() => parts.filter((part) => part.kind === 'passage'), [parts]);
  const [chosen, setChosen] = useState<(Choice | null)[]>(() => passages.map(({ by }) => by));
  const [putAway, setPutAway] = useState(true);
  const [isBusy, setBusy] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const title = useStore((state) => titleOf(state.note));
  const recovered = useStore((state) => state.note?.recovered === true);
  const names = sideNames(copy);
  const left = chosen.filter((one) => one === null).length;
  const cards = () => [...(body.current?.querySelectorAll<HTMLElement>('[data-passage]') ?? [])];

  // The first passage that asks has the focus: 1, 2 and 3 answer at once.
  useEffect(() => {
    const first = Math.max(
      0,
      passages.findIndex(({ by }) => by === null),
    );
    cards()[first]?.focus();
  }, [passages]);

  const choose = (index: number, choice: Choice) =>
    setChosen((before) => before.map((one, at) => (at === index ? choice : one)));
  const go = (step: 1 | -1) => {
    const all = cards();
    const at = all.findIndex((card) => card.contains(document.activeElement));
    const to = all[Math.min(Math.max(at + step, 0), all.length - 1)];
    to?.focus();
    to?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = cards().findIndex((card) => card.contains(document.activeElement));
    const choice = ({ 1: 'mine', 2: 'theirs', 3: 'both' } as const)[event.key];
    const step = ({ j: 1, k: -1 } as const)[event.key.toLowerCase()];
    if (choice !== undefined && at >= 0) {
      choose(at, choice);
      go(1);
    } else if (step !== undefined) go(step);
    else return;
    event.preventDefault();
  };
  const busily = async (work: () => Promise<unknown>) => {
    setBusy(true);
    await work();
    setBusy(false);
  };
  const apply = async (text: string) => {
    const isDone = await attempt(t('merge.failedApply', { path }), () => task.apply(text));
    if (!isDone) return again();
    closeDialog();
    notify(t('merge.done', { title }));
    sessions().focus();
    if (copy !== null && putAway) await trashCopy(copy);
  };

  let at = -1;
  return (
    <div className="recovery-all" onKeyDown={onKeyDown}>
      <DialogHead
        className="recovery-head"
        title={t('merge.title', { title })}
        hint={
          copy !== null ? t('merge.whyCopy', { copy }) : t(recovered ? 'merge.whyRecovered' : 'merge.why')
        }
        close={t('merge.close')}
        ways={
          <>
            <StepButton label={t('merge.previous')} onStep={() => go(-1)}>
              <ArrowUp aria-hidden />
            </StepButton>
            <StepButton label={t('merge.next')} onStep={() => go(1)}>
              <ArrowDown aria-hidden />
            </StepButton>
          </>
        }
      />
      <div className="recovery-names" aria-hidden>
        <span>{names.mine}</span>
        <span>{names.theirs}</span>
      </div>
      <div ref={body} className="recovery-body">
        {passages.length === 0 && <p className="recovery-none">{t('merge.equal')}</p>}
        {parts.map((part, index) => {
          if (part.kind === 'same') return <SameLines key={index} lines={part.lines} />;
          const own = ++at;
          return (
            <PassageCard
              key={index}
              passage={part}
              number={own + 1}
              total={passages.length}
              names={names}
              choice={chosen[own] ?? null}
              onChoose={(choice) => choose(own, choice)}
            />
          );
        })}
      </div>
      <footer className="recovery-foot">
        <span className="recovery-left" role="note">
          {!task.canWrite ? t('merge.readOnly') : left === 0 ? t('merge.none') : t('merge.left', { n: left })}
          {task.canWrite && passages.length > 0 && <kbd className="recovery-keys">{t('merge.keys')}</kbd>}
        </span>
        {copy === null && recovered && (
          <button
            type="button"
            className="button"
            disabled={isBusy || !task.canWrite}
            onClick={() => void busily(() => apply(theirs))}
          >
            {t('merge.discard')}
          </button>
        )}
        {copy === null ? (
          <button
            type="button"
            className="button"
            disabled={isBusy}
            onClick={() => void busily(() => keepBothFiles(path))}
          >
            {t('merge.keepBoth')}
          </button>
        ) : (
          <label className="recovery-check">
            <input
              type="checkbox"
              checked={putAway}
              onChange={(event) => setPutAway(event.currentTarget.checked)}
            />
            {t('merge.trashCopy')}
          </label>
        )}
        {passages.length > 1 && (
          <AllChoice names={names} onChoose={(one) => setChosen(passages.map(() => one))} />
        )}
        <button
          type="button"
          className="button button-filled"
          disabled={isBusy || left > 0 || !task.canWrite}
          onClick={() => void busily(() => apply(textOf(parts, chosen, { base, mine, theirs })))}
        >
          {t('merge.apply')}
        </button>
      </footer>
    </div>
  );
}

function sideNames(copy: NotePath | null): SideNames {
  if (copy === null) {
    return {
      ...{ mine: t('merge.mine'), theirs: t('merge.theirs') },
      ...{ takeMine: t('merge.takeMine'), takeTheirs: t('merge.takeTheirs') },
    };
  }
  return {
    ...{ mine: t('merge.ofNote'), theirs: t('merge.ofCopy') },
    ...{ takeMine: t('merge.takeOfNote'), takeTheirs: t('merge.takeOfCopy') },
  };
}

function AllChoice({ names, onChoose }: { names: SideNames; onChoose: (choice: Choice) => void }) {
  const ways = choicesOf(names);
  return (
    <span className="recovery-every" role="group" aria-label={t('merge.all')}>
      <span aria-hidden>{t('merge.all')}</span>
      {ways.map(([choice, label]) => (
        <button key={choice} type="button" className="button" onClick={() => onChoose(choice)}>
          {label}
        </button>
      ))}
    </span>
  );
}

/** So many lines around a passage are shown; those between are counted. */
const around = 2;

function SameLines({ lines }: { lines: MergePassage['mine'] }) {
  const isLong = lines.length > 2 * around + 1;
  const shown = isLong ? [lines.slice(0, around), lines.slice(-around)] : [lines];
  return (
    <div className="recovery-same">
      {shown.map((some, index) => (
        <div key={index}>
          {index === 1 && (
            <p className="recovery-between">{t('merge.unchanged', { n: lines.length - 2 * around })}</p>
          )}
          {some.map((line, at) => (
            <p key={at} className="recovery-line">
              {line}
            </p>
          ))}
        </div>
      ))}
    </div>
  );
}
