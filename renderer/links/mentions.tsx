/** Notes that name the open one without a link: looked for when a person asks. */
import { useState } from 'react';
import type { LinkedLine, LinkingNote, NotePath } from '../../notes/api.ts';
import { notebook } from '../actions.ts';
import { t } from '../messages.ts';
import { LinkingNoteCard } from './linking-note.tsx';
import { linkIt } from './mention-link.ts';

/** Cards that one look adds; windows without any are passed over, so many at most. */
const atOnce = 20;
const mostWindows = 20;

interface Found {
  notes: readonly LinkingNote[];
  next: number | null;
  isLooking: boolean;
  isFailed: boolean;
}

const nothing: Found = { notes: [], next: 0, isLooking: false, isFailed: false };

export function Mentions({ path }: { path: NotePath }) {
  const [found, setFound] = useState<Found>(nothing);
  const look = async () => {
    setFound((before) => ({ ...before, isLooking: true, isFailed: false }));
    try {
      let { next } = found;
      const notes = [...found.notes];
      const enough = notes.length + atOnce;
      for (let turn = 0; next !== null && notes.length < enough && turn < mostWindows; turn++) {
        const page = await notebook().mentions({ path, offset: next, limit: atOnce });
        notes.push(...page.notes);
        next = page.next;
      }
      setFound({ notes, next, isLooking: false, isFailed: false });
    } catch {
      setFound((before) => ({ ...before, isLooking: false, isFailed: true }));
    }
  };
  const link = async (note: LinkingNote, line: LinkedLine) => {
    if (!(await linkIt({ path: note.path, title: note.title, line, at: 0 }, path))) return;
    // What stands behind it on the line is elsewhere now.
    const without = (one: LinkingNote): LinkingNote[] => {
      if (one.path !== note.path) return [one];
      const lines = one.lines.filter((each) => each.line !== line.line);
      return lines.length === 0 ? [] : [{ ...one, lines, total: one.total - 1 }];
    };
    setFound((before) => ({ ...before, notes: before.notes.flatMap(without) }));
  };
  const isFresh = found.next === 0 && found.notes.length === 0;
  return (
    <section className="links-mentions" aria-labelledby="links-mentions-title">
      <h3 id="links-mentions-title" className="links-heading">
        {t('links.mentions')}
      </h3>
      {found.notes.map((note) => (
        <LinkingNoteCard key={note.path} note={note} onLink={(line) => void link(note, line)} />
      ))}
      <div aria-live="polite">
        {found.isFailed && <p className="links-quiet">{t('links.failed')}</p>}
        {!isFresh && found.next === null && found.notes.length === 0 && (
          <p className="links-quiet">{t('links.mentionsNone')}</p>
        )}
      </div>
      {found.next !== null && (
        <button
          type="button"
          className="button links-look"
          disabled={found.isLooking}
          onClick={() => void look()}
        >
          {t(
            found.isLooking ? 'links.mentionsLooking' : isFresh ? 'links.mentionsLook' : 'links.mentionsMore',
          )}
        </button>
      )}
    </section>
  );
}
