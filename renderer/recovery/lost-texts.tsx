/** Texts that were typed and never saved, and that no note has open: each waits until a person decides. */
import { useCallback, useEffect, useState } from 'react';
import type { LostText } from '../../notes/api.ts';
import { notebook, openNote, rows, sessions } from '../actions.ts';
import { DialogHead } from '../dialogs/dialog-head.tsx';
import { closeDialog } from '../dialogs/focus-before.ts';
import { t } from '../messages.ts';
import { attempt, notify } from '../notices.ts';
import { dayAndTimeOf } from '../versions/moments.ts';
import { lostIsSeen } from './look-for-lost.ts';
import './recovery.css';
import './lost-texts.css';

export function LostTexts() {
  const [texts, setTexts] = useState<LostText[] | null>(null);
  const look = useCallback(async () => {
    await attempt(t('lost.failed'), async () => setTexts(await notebook().unsaved({})));
  }, []);
  useEffect(() => void look(), [look]);
  useEffect(lostIsSeen, []);
  return (
    <div className="recovery-all">
      <DialogHead
        className="recovery-head"
        title={t('lost.title')}
        hint={t('lost.hint')}
        close={t('lost.close')}
        beginsAtClose
      />
      <div className="recovery-body">
        {texts?.length === 0 && (
          <p className="recovery-none">
            {t('lost.none')}
            <br />
            {t('lost.noneHint')}
          </p>
        )}
        <ul className="lost-list" aria-label={t('lost.title')}>
          {texts?.map((text) => (
            <Lost key={`${text.path}\0${text.writer}`} text={text} onDone={() => void look()} />
          ))}
        </ul>
      </div>
    </div>
  );
}

function Lost({ text, onDone }: { text: LostText; onDone: () => void }) {
  const { path, writer, at, beginning, note } = text;
  const doing = (work: () => Promise<void>) => () =>
    void attempt(t('lost.failedOne', { path }), work).then(onDone);
  const discard = doing(async () => {
    await notebook().journal({ path, base: null, text: null, writer, at });
    notify(t('lost.discarded', { path }));
  });
  const time = dayAndTimeOf(at, Date.now());
  return (
    <li className="lost-item">
      <div className="lost-item-head">
        <h3 className="lost-item-path">{path}</h3>
        <span className="lost-item-time">{time}</span>
        <span className="lost-item-note">
          {note === null
            ? t('lost.gone')
            : note === path
              ? t('lost.there')
              : t('lost.renamed', { path: note })}
        </span>
      </div>
      <p className="lost-item-text">{beginning}</p>
      <div className="lost-item-ways">
        {note === null && (
          <button type="button" className="button" onClick={doing(() => bringBack(text))}>
            {t('lost.bring')}
          </button>
        )}
        {note !== null && (
          <button
            type="button"
            className="button"
            onClick={doing(() => (note === path ? openThere(path) : openRenamed(text, note)))}
          >
            {note === path ? t('lost.open') : t('lost.compare', { path: note })}
          </button>
        )}
        <button type="button" className="button" onClick={discard}>
          {t('lost.discard')}
        </button>
      </div>
    </li>
  );
}

async function openThere(path: string): Promise<void> {
  closeDialog();
  await sessions().openAnew(path);
  await openNote(path, { focus: true });
}

/** The text moves to the name that the note has now, where opening the note offers it. */
async function openRenamed({ path, writer, at }: LostText, note: string): Promise<void> {
  const { text, base } = await notebook().unsavedText({ path, writer });
  await notebook().journal({ path: note, base, text, writer, isLeft: true });
  await notebook().journal({ path, base: null, text: null, writer, at });
  closeDialog();
  await sessions().openAnew(note);
  await openNote(note, { focus: true });
}

async function bringBack({ path, writer, at }: LostText): Promise<void> {
  const { text } = await notebook().unsavedText({ path, writer });
  const saved = await notebook().save({ path, base: null, text, isMeant: true });
  const there = saved.kind === 'saved' ? path : await notebook().keepBoth({ path, text });
  await notebook().journal({ path, base: null, text: null, writer, at });
  notify(t('lost.brought', { path: there }));
  closeDialog();
  void rows().reveal(there);
  await openNote(there, { focus: true });
}
