/** What a change of tags would do, before it is done: in words, then note by note. */
import { useId } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { BulkChange } from '../../notes/api.ts';
import { renameNote, tagChanges } from '../actions.ts';
import { formatNumber, t } from '../messages.ts';
import { hasForm, isAboutTags, type Preview, useTagSteps } from './tag-steps.ts';
import { Skip } from './change-result.tsx';
import { NoteChanges } from './note-changes.tsx';
import { StepSentence } from './step-sentence.tsx';
import { consequences, draftOf } from './tag-draft.ts';
import { useTags } from './tag-picker.tsx';
import { changeInWords } from './tag-words.ts';
import './change-preview.css';

export function ChangePreview({ preview }: { preview: Preview }) {
  const { change, total, skipped, filters, isRenewed } = preview;
  const reason = useId();
  const tags = useTags();
  const hasBack = useTagSteps((state) => hasForm(state.subject));
  return (
    <>
      <div className="doctor-body doctor-fixed" data-step="preview">
        <div className="doctor-summary">
          {isRenewed && (
            <p className="doctor-renewed" role="alert">
              {t('doctor.renewed')}
            </p>
          )}
          <StepSentence>{total === 0 ? t('doctor.nothingTitle') : changeInWords(change, total)}</StepSentence>
          {total === 0 && <p id={reason}>{whyNothing(preview)}</p>}
          {total > 0 &&
            isAboutTags(change) &&
            consequences(draftOf(change), tags).map((line) => (
              <p key={line} className="doctor-quiet">
                {line}
              </p>
            ))}
          {total > 0 && filters.length > 0 && (
            <p className="doctor-quiet" title={filters.join('\n')}>
              {t('doctor.follows', { n: filters.length })}
            </p>
          )}
          {total > 0 && skipped.length > 0 && (
            <p className="doctor-quiet">{t('doctor.skips', { n: skipped.length })}</p>
          )}
        </div>
        <Notes preview={preview} />
      </div>
      <footer className="doctor-foot">
        {hasBack && (
          <button type="button" className="button" onClick={() => tagChanges().back()}>
            {t('doctor.back')}
          </button>
        )}
        <span className="doctor-gap" />
        <button type="button" className="button" onClick={() => tagChanges().close()}>
          {t('dialog.cancel')}
        </button>
        {change.kind === 'rename-note' && (
          <button type="button" className="button" onClick={() => void renameOnly(change)}>
            {t('links.renameOnly')}
          </button>
        )}
        <button
          type="button"
          className="button button-filled"
          disabled={total === 0}
          aria-describedby={total === 0 ? reason : undefined}
          onClick={() => void tagChanges().apply()}
        >
          {change.kind === 'rename-note'
            ? t('links.renameAll', { n: total })
            : t('doctor.apply', { n: total })}
        </button>
      </footer>
    </>
  );
}

/** The note gets its path, and the links stay as they are. */
async function renameOnly({ path, to }: Extract<BulkChange, { kind: 'rename-note' }>): Promise<void> {
  tagChanges().close();
  await renameNote(path, to);
}

function Notes({ preview }: { preview: Preview }) {
  const { total, skipped } = preview;
  const skips = (
    <ul className="doctor-skips" aria-label={t('doctor.skipped')}>
      {skipped.map((one) => (
        <Skip key={one.path} note={one} />
      ))}
    </ul>
  );
  if (skipped.length === 0) return total === 0 ? null : <NoteChanges preview={preview} />;
  if (total === 0) return <div className="doctor-scroll">{skips}</div>;
  const tab = (id: string, name: string, n: number) => (
    <Tab id={id} className="doctor-tab" aria-label={t('doctor.tab', { name, n })}>
      {name}
      <span className="doctor-count">{formatNumber(n)}</span>
    </Tab>
  );
  return (
    <Tabs className="doctor-tabs">
      <TabList className="doctor-tablist" aria-label={t('doctor.lines')}>
        {tab('changes', t('doctor.changes'), total)}
        {tab('skipped', t('doctor.skipped'), skipped.length)}
      </TabList>
      <TabPanel id="changes" className="doctor-panel">
        <NoteChanges preview={preview} />
      </TabPanel>
      <TabPanel id="skipped" className="doctor-panel">
        <div className="doctor-scroll">{skips}</div>
      </TabPanel>
    </Tabs>
  );
}

function whyNothing({ change, skipped }: Preview): string {
  if (change.kind === 'rename-note') return t('links.renameNothing');
  if (change.kind === 'relink') return t(skipped.length > 0 ? 'doctor.noLinkLeft' : 'doctor.noLink');
  if (skipped.length > 0) return t('doctor.nothingLeft');
  return t(change.kind === 'add' ? 'doctor.nothingToAdd' : 'doctor.nothing');
}
