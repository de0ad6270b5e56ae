/** Notes that are not in the folder any more, with their last text. */
import { useEffect, useState } from 'react';
import { type Key, ListBox, ListBoxItem } from 'react-aria-components';
import type { DeletedNote } from '../../notes/api.ts';
import { notebook } from '../actions.ts';
import { currentLanguage, t } from '../messages.ts';
import { attempt } from '../notices.ts';
import { ago } from '../sources/ago.ts';
import { NoVersions } from './no-versions.tsx';
import { restoreNote } from './restoring.ts';
import { Unreadable, useVersionText } from './version-text.tsx';

const atOnce = 200;
/** What is shown of a long note; all of it comes back. */
const mostShown = 200_000;

export function DeletedNotes() {
  const [notes, setNotes] = useState<readonly DeletedNote[] | null>(null);
  const [total, setTotal] = useState(0);
  const [chosen, setChosen] = useState<number | null>(null);
  const read = (offset: number) =>
    attempt(t('versions.failedDeleted'), async () => {
      const found = await notebook().deletedNotes({ offset, limit: atOnce });
      setTotal(found.total);
      setNotes((before) => (offset === 0 ? found.notes : [...(before ?? []), ...found.notes]));
    });
  useEffect(() => void read(0), []);
  if (notes === null) return <div className="versions-empty" />;
  const note = notes.find(({ id }) => id === chosen) ?? notes[0];
  if (note === undefined)
    return <NoVersions title={t('versions.deletedNone')} hint={t('versions.deletedHint')} />;
  return (
    <>
      <div className="versions-side">
        <DeletedList notes={notes} chosen={note.id} onChoose={setChosen} />
        {total > notes.length && (
          <button type="button" className="button versions-more" onClick={() => void read(notes.length)}>
            {t('versions.more')}
          </button>
        )}
      </div>
      <LastText note={note} />
    </>
  );
}

function DeletedList(parts: {
  notes: readonly DeletedNote[];
  chosen: number;
  onChoose: (id: number) => void;
}) {
  const now = Date.now();
  const choose = (keys: 'all' | Iterable<Key>) => {
    const [key] = keys === 'all' ? [] : keys;
    if (key !== undefined) parts.onChoose(Number(key));
  };
  return (
    <ListBox
      className="versions-list"
      aria-label={t('versions.deletedList')}
      selectionMode="single"
      selectionBehavior="replace"
      disallowEmptySelection
      selectedKeys={[parts.chosen]}
      onSelectionChange={choose}
    >
      {parts.notes.map(({ id, path, title, at }) => {
        const passed = ago(at, now, currentLanguage());
        const name = title === '' ? path : title;
        return (
          <ListBoxItem key={id} id={id} className="versions-row versions-deleted" textValue={name}>
            <span className="versions-row-title">{name}</span>
            <span className="versions-row-ago">{passed}</span>
            <span className="versions-row-why">{path}</span>
          </ListBoxItem>
        );
      })}
    </ListBox>
  );
}

function LastText({ note: { path, id, title } }: { note: DeletedNote }) {
  const read = useVersionText(path, id);
  const name = title === '' ? path : title;
  return (
    <section className="versions-compared">
      <header className="versions-bar">
        <h3 className="versions-bar-title">{name}</h3>
        <span className="versions-bar-count">{path}</span>
      </header>
      {read?.kind === 'failed' ? (
        <Unreadable {...read} hint={t('versions.damagedDeleted')} />
      ) : (
        <div className="diff versions-text" role="region" aria-label={t('versions.deletedText')} tabIndex={0}>
          {read?.text.text.slice(0, mostShown) ?? ''}
        </div>
      )}
      <footer className="versions-foot">
        <button
          type="button"
          className="button button-filled"
          disabled={read?.kind === 'failed'}
          onClick={() => void restoreNote(path, id, name)}
        >
          {t('versions.restoreNote')}
        </button>
      </footer>
    </section>
  );
}
