import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { DialogHead } from '../dialogs/dialog-head.tsx';
import { openDialog } from '../dialogs/focus-before.ts';
import { t } from '../messages.ts';
import { useStore, type VersionsDialog } from '../store.ts';
import { DeletedNotes } from './deleted-notes.tsx';
import { NoteVersions } from './note-versions.tsx';
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
      <DialogHead
        className="versions-head versions-tabs-head"
        title={t('versions.title')}
        close={t('versions.close')}
      >
        <TabList aria-label={t('versions.tabs')} className="versions-tablist">
          <Tab id="note" className="versions-tab" isDisabled={note === null}>
            {t('versions.tabNote')}
          </Tab>
          <Tab id="deleted" className="versions-tab">
            {t('versions.tabDeleted')}
          </Tab>
        </TabList>
      </DialogHead>
      <TabPanel id="note" className="versions-body">
        {note !== null && <NoteVersions key={note.id} note={note} />}
      </TabPanel>
      <TabPanel id="deleted" className="versions-body">
        <DeletedNotes />
      </TabPanel>
    </Tabs>
  );
}
