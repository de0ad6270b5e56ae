/** The headings of the open note: where the cursor is among them, a way to each, and their sections to be moved. */
import { ListTree } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { Heading } from '../../notes/api.ts';
import { fitOf, typedOf } from '../../notes/text/fuzzy.ts';
import { sessions } from '../actions.ts';
import { isForIme } from '../editor/ime.ts';
import { Marked } from '../lists/match-lines.tsx';
import { t } from '../messages.ts';
import { useStore } from '../store.ts';
import { moveBeside, moveHere } from './moving.ts';
import { beginDrag, draggedSection, sectionType } from './section-drag.ts';
import './outline.css';

const none: Heading[] = [];
/** More of them are no outline that a person reads. */
const mostShown = 3000;

export function Outline() {
  const path = useStore((state) => state.note?.path ?? null);
  const headings = useStore((state) => state.note?.facts.headings ?? none);
  if (path === null) return <p className="outline-quiet">{t('outline.noNote')}</p>;
  if (headings.length === 0) {
    return (
      <div className="state sources-none">
        <ListTree className="state-mark" aria-hidden />
        <h3 className="state-title">{t('outline.none')}</h3>
        <p>{t('outline.noneText')}</p>
      </div>
    );
  }
  return <Headings key={path} headings={headings} />;
}

function Headings({ headings }: { headings: readonly Heading[] }) {
  const [filter, setFilter] = useState('');
  const tree = useRef<HTMLDivElement>(null);
  const line = useStore((state) => state.note?.line ?? 0);
  const current = headings.findLast((one) => one.line <= line)?.line ?? null;
  const [active, setActive] = useState<number | null>(null);
  /** Where a dragged section would go: before this heading; `Infinity`: to the end. */
  const [dropAt, setDropAt] = useState<number | null>(null);

  const shown = useMemo(() => {
    const typed = typedOf(filter);
    return headings
      .map((heading) => ({ ...heading, fit: fitOf(typed, heading.text) }))
      .filter(({ fit }) => filter.trim() === '' || fit !== null)
      .slice(0, mostShown);
  }, [headings, filter]);
  const top = useMemo(() => headings.reduce((least, { level }) => Math.min(least, level), 6), [headings]);
  const focused =
    shown.find((one) => one.line === active) ?? shown.find((one) => one.line === current) ?? shown[0];

  useEffect(() => {
    if (tree.current?.contains(document.activeElement) === true) return;
    tree.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);

  const focusOn = (at: number | undefined) => {
    if (at === undefined) return;
    setActive(at);
    // After it is drawn: its line may be another one.
    requestAnimationFrame(() =>
      tree.current?.querySelector<HTMLElement>(`[data-line="${at}"]`)?.focus({ preventScroll: false }),
    );
  };
  const onKeyDown = (event: KeyboardEvent, heading: Heading) => {
    if (isForIme(event)) return;
    const at = shown.findIndex((one) => one.line === heading.line);
    const { key, altKey } = event;
    if (altKey && (key === 'ArrowUp' || key === 'ArrowDown')) {
      focusOn(moveBeside(heading.line, key === 'ArrowUp' ? 'up' : 'down') ?? undefined);
    } else if (key === 'ArrowUp') focusOn(shown[Math.max(0, at - 1)]?.line);
    else if (key === 'ArrowDown') focusOn(shown[Math.min(shown.length - 1, at + 1)]?.line);
    else if (key === 'Home') focusOn(shown[0]?.line);
    else if (key === 'End') focusOn(shown.at(-1)?.line);
    else if (key === 'Enter' || key === ' ') goTo(heading.line);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const drop = (before: number) => {
    const from = draggedSection();
    setDropAt(null);
    if (from !== null) focusOn(moveHere(from, before === Infinity ? null : before) ?? undefined);
  };

  return (
    <div className="outline">
      <input
        className="outline-filter"
        type="text"
        role="searchbox"
        aria-label={t('outline.filter')}
        placeholder={t('outline.filter')}
        value={filter}
        maxLength={200}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setFilter(event.target.value)}
        onKeyDown={(event) => {
          if (isForIme(event)) return;
          if (event.key === 'ArrowDown') focusOn(focused?.line);
          else if (event.key === 'Enter' && shown[0] !== undefined) goTo(shown[0].line);
          else if (event.key === 'Escape' && filter !== '') setFilter('');
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      <div
        ref={tree}
        className="outline-tree"
        role="tree"
        aria-label={t('outline.headings')}
        aria-describedby="outline-hint"
        onDragLeave={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setDropAt(null);
        }}
      >
        {shown.map((heading, at) => (
          <div
            key={heading.line}
            role="treeitem"
            className="outline-item"
            aria-level={heading.level - top + 1}
            aria-setsize={shown.length}
            aria-posinset={at + 1}
            aria-selected={heading.line === focused?.line}
            aria-current={heading.line === current ? 'location' : undefined}
            tabIndex={heading.line === focused?.line ? 0 : -1}
            data-line={heading.line}
            data-drop={dropAt === heading.line}
            style={{ paddingInlineStart: 12 + (heading.level - top) * 14 }}
            draggable
            title={heading.text}
            onClick={() => goTo(heading.line)}
            onFocus={() => setActive(heading.line)}
            onKeyDown={(event) => onKeyDown(event, heading)}
            onDragStart={(event) => beginDrag(event.nativeEvent, heading.line, heading.text)}
            onDragEnd={() => setDropAt(null)}
            onDragOver={(event) => {
              if (!event.dataTransfer.types.includes(sectionType)) return;
              event.preventDefault();
              const { top: above, height } = event.currentTarget.getBoundingClientRect();
              const isBelow = event.clientY > above + height / 2;
              setDropAt(isBelow ? (shown[at + 1]?.line ?? Infinity) : heading.line);
            }}
            onDrop={(event) => {
              if (dropAt === null || draggedSection() === null) return;
              event.preventDefault();
              event.stopPropagation();
              drop(dropAt);
            }}
          >
            <Marked text={heading.text} spans={filter.trim() === '' ? [] : (heading.fit?.spans ?? [])} />
          </div>
        ))}
        <div className="outline-end" data-drop={dropAt === Infinity} aria-hidden />
      </div>
      {shown.length === 0 && (
        <p className="outline-quiet" aria-live="polite">
          {t('outline.noMatch')}
        </p>
      )}
      <p id="outline-hint" className="outline-hint">
        {t('outline.hint')}
      </p>
    </div>
  );
}

function goTo(line: number): void {
  useStore.setState({ page: 'editor', drawerOpen: false });
  sessions().goToLine(line);
}
