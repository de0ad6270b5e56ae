/** The notes of a preview, each with the lines that would be others: any number of them, made where they are seen. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { BulkNote, ChangedLines } from '../../notes/api.ts';
import { tagChanges } from '../actions.ts';
import { t } from '../messages.ts';
import { noteAt, type Preview } from './tag-steps.ts';
import { markedLines, type Piece } from './changed-words.ts';

// What tag-doctor.css makes of them, px: good guesses keep the scroll bar still.
const headHeight = 52;
const lineHeight = 22;

export function NoteChanges({ preview }: { preview: Preview }) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: preview.total,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heightOf(noteAt(preview, index)),
    overscan: 6,
  });
  const shown = virtual.getVirtualItems();
  const first = shown[0]?.index ?? 0;
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => tagChanges().want(first, last), [first, last, preview]);
  return (
    <div
      ref={scroller}
      className="doctor-scroll"
      tabIndex={0}
      role="group"
      aria-label={t('doctor.lines')}
      onKeyDown={(event) => {
        // Rows that are measured on the way move the place where the browser's own jump would end.
        if (event.key === 'Home') virtual.scrollToIndex(0);
        else if (event.key === 'End') virtual.scrollToIndex(preview.total - 1);
        else return;
        event.preventDefault();
      }}
    >
      <ul className="doctor-notes" style={{ height: virtual.getTotalSize() }}>
        {shown.map(({ index, start }) => {
          const note = noteAt(preview, index);
          return (
            <li
              key={index}
              ref={virtual.measureElement}
              data-index={index}
              aria-posinset={index + 1}
              aria-setsize={preview.total}
              className="doctor-note"
              style={{ transform: `translateY(${start}px)` }}
            >
              {note === undefined ? <div className="doctor-skeleton" /> : <Note note={note} />}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function heightOf(note: BulkNote | undefined): number {
  const lines = note?.changes.reduce((sum, { before, after }) => sum + before.length + after.length, 0) ?? 2;
  return headHeight + lines * lineHeight;
}

function Note({ note: { path, title, changes } }: { note: BulkNote }) {
  return (
    <>
      <p className="doctor-note-head">
        <span className="doctor-note-title">{title}</span>
        <span className="doctor-note-path">{path}</span>
      </p>
      <div className="doctor-diff">
        {changes.map((one) => (
          <Change key={one.line} change={one} />
        ))}
      </div>
    </>
  );
}

function Change({ change }: { change: ChangedLines }) {
  const { before, after } = markedLines(change);
  return (
    <>
      {before.map((pieces, at) => (
        <del key={at} className="doctor-line">
          <Line sign="−" said={t('doctor.before')} number={change.line + at} pieces={pieces} />
        </del>
      ))}
      {after.map((pieces, at) => (
        <ins key={at} className="doctor-line">
          <Line sign="+" said={t('doctor.after')} number={change.line + at} pieces={pieces} />
        </ins>
      ))}
    </>
  );
}

interface LineParts {
  sign: string;
  said: string;
  number: number;
  pieces: readonly Piece[];
}

function Line({ sign, said, number, pieces }: LineParts) {
  return (
    <>
      <span className="doctor-line-number" aria-hidden>
        {number}
      </span>
      <span className="doctor-line-sign" aria-hidden>
        {sign}
      </span>
      <span className="visually-hidden">{said} </span>
      <code>
        {pieces.map(({ text, isChanged }, at) =>
          isChanged ? (
            <span key={at} className="doctor-word">
              {text}
            </span>
          ) : (
            text
          ),
        )}
      </code>
    </>
  );
}
