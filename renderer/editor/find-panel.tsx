/** Above the text: what is looked for in it, how many there are, and what they are replaced by. */
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import {
  ArrowDown,
  ArrowUp,
  CaseSensitive,
  List,
  type LucideIcon,
  Regex,
  Replace,
  ReplaceAll,
  TextCursorInput,
  WholeWord,
  X,
} from 'lucide-react';
import { useShallow } from 'zustand/react/shallow';
import { sessions } from '../actions.ts';
import { formatNumber, t } from '../messages.ts';
import { useStore } from '../store.ts';
import { isMac } from '../system.ts';
import { FindField } from './find-field.tsx';
import { FindList } from './find-list.tsx';
import { mostMatches } from './find-matches.ts';
import { type FindState, useFind } from './find-state.ts';
import { closeFind } from './find-text.ts';
import { textOnScreen } from './text-on-screen.ts';
import './find-panel.css';

type Flag = 'matchCase' | 'wholeWord' | 'isRegexp' | 'isReplacing' | 'isListed';

export function FindPanel() {
  const isOpen = useFind((state) => state.isOpen);
  return isOpen ? <Panel /> : null;
}

function Panel() {
  const isReplacing = useFind((state) => state.isReplacing);
  const isListed = useFind((state) => state.isListed);
  const isReadOnly = useStore((state) => state.note?.status.kind === 'read-only');
  const words = useFind((state) => state.words);
  const replacement = useFind((state) => state.replacement);
  const problem = useFind((state) => state.problem);
  const asked = useFind((state) => state.asked);
  const field = useRef<HTMLInputElement>(null);
  const total = useFind((state) => state.found?.matches.length ?? 0);

  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [asked]);

  const close = () => closeFind(textOnScreen());
  return (
    <div
      className="find-panel"
      role="search"
      aria-label={t('comfort.panel')}
      onKeyDown={(event) => onKey(event, close)}
    >
      <div className="find-row">
        <FindField
          ref={field}
          label={t('editor.find')}
          value={words}
          isWrong={problem !== null}
          change={(text) => useFind.setState({ words: text, replaced: null })}
          enter={(event) =>
            sessions().run(event.altKey ? 'select-found' : event.shiftKey ? 'find-previous' : 'find-next')
          }
        >
          <Toggle flag="matchCase" label={t('editor.matchCase')} icon={CaseSensitive} />
          <Toggle flag="wholeWord" label={t('editor.byWord')} icon={WholeWord} />
          <Toggle flag="isRegexp" label={t('editor.regexp')} icon={Regex} />
        </FindField>
        <Count />
        <Act label={t('editor.findPrevious')} icon={ArrowUp} act={() => sessions().run('find-previous')} />
        <Act label={t('editor.findNext')} icon={ArrowDown} act={() => sessions().run('find-next')} />
        <Act
          label={t('comfort.selectAll')}
          icon={TextCursorInput}
          isOff={total === 0}
          act={() => sessions().run('select-found')}
        />
        <Toggle flag="isListed" label={t('comfort.list')} icon={List} />
        {!isReadOnly && <Toggle flag="isReplacing" label={t('comfort.showReplace')} icon={Replace} />}
        <Act label={t('panes.close')} icon={X} act={close} />
      </div>
      {isReplacing && !isReadOnly && (
        <div className="find-row">
          <FindField
            label={t('editor.replaceWith')}
            value={replacement}
            isWrong={false}
            change={(text) => useFind.setState({ replacement: text, replaced: null })}
            enter={(event) =>
              sessions().run(event.altKey || event.ctrlKey || event.metaKey ? 'replace-all' : 'replace-one')
            }
          />
          <Wide
            label={t('editor.replace')}
            isOff={total === 0}
            act={() => sessions().run('replace-one')}
            icon={Replace}
          />
          <Wide
            label={t('editor.replaceAll')}
            isOff={total === 0}
            act={() => sessions().run('replace-all')}
            icon={ReplaceAll}
          />
        </div>
      )}
      {problem !== null && (
        <p className="find-problem" role="alert">
          {problem.kind === 'slow' ? t('comfort.slow') : t('comfort.wrong', { message: problem.message })}
        </p>
      )}
      {isListed && <FindList isReplacing={isReplacing && !isReadOnly} />}
    </div>
  );
}

function onKey(event: KeyboardEvent, close: () => void): void {
  if (event.defaultPrevented || event.nativeEvent.isComposing) return;
  const isMod = isMac ? event.metaKey : event.ctrlKey;
  const key = event.key.toLowerCase();
  const isStep = key === 'f3' || (isMod && !event.altKey && key === 'g');
  if (event.key === 'Escape') close();
  else if (isStep) sessions().run(event.shiftKey ? 'find-previous' : 'find-next');
  else if (isMod && (event.code === 'KeyF' || (event.code === 'KeyH' && !isMac)) && !event.shiftKey) {
    const isReplace = event.altKey || event.code === 'KeyH';
    useFind.setState(({ asked, isReplacing }) => ({
      asked: asked + 1,
      isReplacing: isReplacing || isReplace,
    }));
  } else return;
  event.preventDefault();
}

/** "3 of 17", and what was replaced last. */
function Count() {
  const shown = useFind(
    useShallow(({ words, place, found, problem, replaced }) => ({
      words,
      place,
      total: found?.matches.length ?? null,
      isCut: found?.isCut ?? false,
      problem,
      replaced,
    })),
  );
  return (
    <span className="find-count" aria-live="polite" data-none={shown.total === 0 && shown.words !== ''}>
      {countText(shown)}
    </span>
  );
}

type Counted = Pick<FindState, 'words' | 'place' | 'problem' | 'replaced'> & {
  total: number | null;
  isCut: boolean;
};

export function countText({ words, place, total, isCut, problem, replaced }: Counted): string {
  if (replaced !== null) return t('comfort.replaced', { n: replaced });
  if (words === '' || problem !== null || total === null) return '';
  if (total === 0) return t('comfort.none');
  const all = isCut ? t('comfort.many', { n: mostMatches }) : formatNumber(total);
  if (place !== null) return t('comfort.place', { place, total: all });
  return isCut ? all : t('comfort.found', { n: total });
}

function Toggle({ flag, label, icon: Icon }: { flag: Flag; label: string; icon: LucideIcon }) {
  const isOn = useFind((state) => state[flag]);
  return (
    <button
      type="button"
      className="icon-button find-toggle"
      aria-label={label}
      aria-pressed={isOn}
      title={label}
      onClick={() => useFind.setState({ [flag]: !isOn, replaced: null })}
    >
      <Icon aria-hidden />
    </button>
  );
}

interface ActProps {
  label: string;
  icon: LucideIcon;
  isOff?: boolean;
  act: () => void;
}

function Act({ label, icon: Icon, isOff = false, act }: ActProps): ReactNode {
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      title={label}
      disabled={isOff}
      onClick={act}
    >
      <Icon aria-hidden />
    </button>
  );
}

function Wide({ label, icon: Icon, isOff = false, act }: ActProps): ReactNode {
  return (
    <button type="button" className="button find-wide" disabled={isOff} onClick={act}>
      <Icon aria-hidden />
      {label}
    </button>
  );
}
