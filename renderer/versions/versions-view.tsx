import { X } from 'lucide-react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { closeDialog, openDialog } from '../dialogs/focus-before.ts';
import { t } from '../messages.ts';
import { useStore, type VersionsDialog } from '../store.ts';
import { DeletedNotes } from './deleted-notes.tsx';
import { NoteVersions } from './note-versions.tsx';
import '../dialogs/dialogs.css';
import './versions.css';
import './compared.css';

/** What is in the dialog: the versions of the open note, or the notes that are gone. */
export function VersionsView({ of }: Pick<VersionsDialog, 'of'>) {
  const note = useStore((state) => state.note);
  const chosen = note === null ? 'deleted' : of;
  return (
    <Tabs
      className="versions-tabs"
      selectedKey={chosen}
      onSelectionChange={(key) =>
        openDialog({ kind: 'versions', of: key === 'deleted' ? 'deleted' : 'note' })
      }
    >
      <header className="versions-head">
        <h2 className="dialog-title versions-title">{t('versions.title')}</h2>
        <TabList aria-label={t('versions.tabs')} className="versions-tablist">
          <Tab id="note" className="versions-tab" isDisabled={note === null}>
            {t('versions.tabNote')}
          </Tab>
          <Tab id="deleted" className="versions-tab">
            {t('versions.tabDeleted')}
          </Tab>
        </TabList>
        <button
          type="button"
          className="icon-button versions-close"
          aria-label={t('versions.close')}
          onClick={closeDialog}
        >
          <X aria-hidden />
        </button>
      </header>
      <TabPanel id="note" className="versions-body">
        {note !== null && <NoteVersions key={note.id} note={note} />}
      </TabPanel>
      <TabPanel id="deleted" className="versions-body">
        <DeletedNotes />
      </TabPanel>
    </Tabs>
  );
}
