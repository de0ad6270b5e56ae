/** One passage that is not the same in both texts: what either says, and which is to stay. */
import { presentableDiff } from '@codemirror/merge';
import { useId, useMemo } from 'react';
import type { Choice, MergePassage } from '../../notes/text/merge-passages.ts';
import { t } from '../messages.ts';

export interface SideNames {
  mine: string;
  theirs: string;
  /** What choosing a side says. */
  takeMine: string;
  takeTheirs: string;
}

interface Props {
  passage: MergePassage;
  number: number;
  total: number;
  names: SideNames;
  choice: Choice | null;
  onChoose: (choice: Choice) => void;
}

/** What can be taken, and what it is called. */
export function choicesOf(names: SideNames): [Choice, string][] {
  return [
    ['mine', names.takeMine],
    ['theirs', names.takeTheirs],
    ['both', t('merge.takeBoth')],
  ];
}

export function PassageCard({ passage, number, total, names, choice, onChoose }: Props) {
  const id = useId();
  const [mine, theirs] = useMemo(() => marked(passage), [passage]);
  const name = t('merge.passage', { n: number, total });
  const ways = choicesOf(names);
  return (
    <section
      className="passage"
      data-passage={number}
      data-choice={choice ?? 'none'}
      tabIndex={-1}
      aria-labelledby={`${id}-name`}
    >
      <header className="passage-head">
        <h3 id={`${id}-name`} className="passage-name">
          {name}
        </h3>
        <span className="passage-by">{t(whoChanged(passage))}</span>
      </header>
      <div className="passage-sides">
        <SideText label={names.mine} side="mine" spans={mine} />
        <SideText label={names.theirs} side="theirs" spans={theirs} />
      </div>
      {passage.base !== null && passage.by === null && (
        <details className="passage-base">
          <summary>{t('merge.base')}</summary>
          <pre className="passage-text">{passage.base.join('\n') || t('merge.empty')}</pre>
        </details>
      )}
      <fieldset className="passage-ways">
        <legend className="visually-hidden">{name}</legend>
        {ways.map(([way, label]) => (
          <label key={way} className="passage-way">
            <input
              type="radio"
              name={`${id}-way`}
              value={way}
              checked={choice === way}
              onChange={() => onChoose(way)}
            />
            {label}
          </label>
        ))}
      </fieldset>
    </section>
  );
}

function whoChanged({ base, by }: MergePassage) {
  if (base === null) return 'merge.differs';
  return by === null ? 'merge.undecided' : 'merge.auto';
}

interface Span {
  text: string;
  isOther: boolean;
}

function SideText({ label, side, spans }: { label: string; side: 'mine' | 'theirs'; spans: Span[] }) {
  return (
    <div className="passage-side" data-side={side} role="group" aria-label={label}>
      <span className="passage-side-name" aria-hidden>
        {label}
      </span>
      {spans.length === 0 ? (
        <p className="passage-empty">{t('merge.empty')}</p>
      ) : (
        <pre className="passage-text">
          {spans.map(({ text, isOther }, index) => (isOther ? <mark key={index}>{text}</mark> : text))}
        </pre>
      )}
    </div>
  );
}

/** UTF-16 units. In longer passages nothing is marked: it would take long, and say little. */
const longestMarked = 20_000;

/** Both texts, with what the other one does not have. */
function marked({ mine, theirs }: MergePassage): [Span[], Span[]] {
  const [a, b] = [mine.join('\n'), theirs.join('\n')];
  if (mine.length === 0 || theirs.length === 0 || a.length + b.length > longestMarked)
    return [plain(a, mine.length), plain(b, theirs.length)];
  const changes = presentableDiff(a, b, { scanLimit: 500, timeout: 100 });
  const spansOf = (text: string, ranges: { from: number; to: number }[]) => {
    const spans: Span[] = [];
    let at = 0;
    for (const { from, to } of ranges) {
      if (from > at) spans.push({ text: text.slice(at, from), isOther: false });
      if (to > from) spans.push({ text: text.slice(from, to), isOther: true });
      at = to;
    }
    if (at < text.length) spans.push({ text: text.slice(at), isOther: false });
    return spans;
  };
  return [
    spansOf(
      a,
      changes.map(({ fromA, toA }) => ({ from: fromA, to: toA })),
    ),
    spansOf(
      b,
      changes.map(({ fromB, toB }) => ({ from: fromB, to: toB })),
    ),
  ];
}

const plain = (text: string, lines: number): Span[] => (lines === 0 ? [] : [{ text, isOther: false }]);
