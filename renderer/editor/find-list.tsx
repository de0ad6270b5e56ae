/** The matches in their lines, and what would stand there after replacing: looked at before all are replaced. */
import { useMemo } from 'react';
import { formatNumber, t } from '../messages.ts';
import type { Match } from './find-matches.ts';
import { type FoundIn, useFind } from './find-state.ts';
import { goTo } from './find-text.ts';
import { textOnScreen } from './text-on-screen.ts';

/** So many matches are listed. */
const mostListed = 200;
/** Characters of the line that are shown before a match, and after it. */
const [before, after] = [24, 60];

interface Listed {
  match: Match;
  line: number;
  lead: string;
  words: string;
  rest: string;
}

export function FindList({ isReplacing }: { isReplacing: boolean }) {
  const found = useFind((state) => state.found);
  const place = useFind((state) => state.place);
  const rows = useMemo(() => (found === null ? [] : listed(found)), [found]);
  if (found === null || rows.length === 0) return null;
  const left = found.matches.length - rows.length;
  return (
    <ul className="find-list" aria-label={t('comfort.matches')}>
      {rows.map(({ match, line, lead, words, rest }, index) => (
        <li key={match.from}>
          <button
            type="button"
            aria-current={place === index + 1}
            onClick={() => {
              const view = textOnScreen();
              if (view !== null && view.state.doc === found.doc) goTo(view, match);
            }}
          >
            <span className="find-line" title={t('comfort.line', { n: line })}>
              {formatNumber(line)}
            </span>
            <span className="find-context">
              {lead}
              {isReplacing ? <del>{words}</del> : <mark>{words}</mark>}
              {isReplacing && match.insert !== '' && <ins>{shownEnds(match.insert)}</ins>}
              {rest}
            </span>
          </button>
        </li>
      ))}
      {left > 0 && <li className="find-more">{t('comfort.more', { n: left })}</li>}
    </ul>
  );
}

function listed({ doc, matches }: FoundIn): Listed[] {
  return matches.slice(0, mostListed).map((match) => {
    const line = doc.lineAt(match.from);
    const start = Math.max(line.from, match.from - before);
    const end = Math.min(doc.lineAt(match.to).to, match.to + after);
    return {
      match,
      line: line.number,
      lead: `${start > line.from ? '…' : ''}${doc.sliceString(start, match.from)}`,
      words: shownEnds(doc.sliceString(match.from, Math.min(match.to, match.from + after * 2))),
      rest:
        match.to - match.from > after * 2 ? '…' : (doc.sliceString(match.to, end).split('\n', 1)[0] ?? ''),
    };
  });
}

/** Ends of lines are seen. */
const shownEnds = (text: string) => text.replaceAll('\n', '⏎');
