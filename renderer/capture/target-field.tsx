/** Where an article goes: the open note, another one, or a new one. */
import { Input, Label, TextField } from 'react-aria-components';
import { t } from '../messages.ts';
import { useStore } from '../store.ts';
import type { Target } from './add-article.ts';
import { type ChosenNote, NoteField } from './note-field.tsx';

const ways = ['open', 'note', 'new'] as const;
export type Way = (typeof ways)[number];

export interface Chosen {
  way: Way;
  /** For `note`. */
  note: ChosenNote | null;
  /** For `new`. Empty: that of the article. */
  title: string;
}

interface TargetFieldParts {
  chosen: Chosen;
  onChoose: (chosen: Chosen) => void;
  open: ChosenNote | null;
  articleTitle: string;
  problem: string | null;
}

export function TargetField({ chosen, onChoose, open, articleTitle, problem }: TargetFieldParts) {
  const { way, note, title } = chosen;
  return (
    <>
      <div className="field quick-add-where" role="radiogroup" aria-label={t('capture.target')}>
        <span className="field-label" aria-hidden>
          {t('capture.target')}
        </span>
        {ways
          .filter((one) => one !== 'open' || open !== null)
          .map((one) => (
            <label key={one} className="quick-add-way">
              <input
                type="radio"
                name="where"
                checked={way === one}
                onChange={() => onChoose({ ...chosen, way: one })}
              />
              <span>{t(`capture.target.${one}`, { title: open?.title ?? '' })}</span>
            </label>
          ))}
      </div>
      {way === 'note' && (
        <NoteField chosen={note} onChoose={(one) => onChoose({ ...chosen, note: one })} problem={problem} />
      )}
      {way === 'new' && (
        <TextField
          className="field"
          value={title}
          onChange={(value) => onChoose({ ...chosen, title: value })}
        >
          <Label className="field-label">{t('capture.noteTitle')}</Label>
          <Input
            className="field-input"
            autoComplete="off"
            placeholder={articleTitle === '' ? t('capture.noteTitlePlaceholder') : articleTitle}
          />
        </TextField>
      )}
    </>
  );
}

/** `null`: the note is not chosen yet. */
export function targetOf({ way, note, title }: Chosen, open: ChosenNote | null): Target | null {
  if (way === 'new') return { kind: 'new', title: title.trim() };
  const chosen = way === 'open' ? open : note;
  return chosen === null ? null : { kind: 'note', path: chosen.path };
}

/** The open note, when something can be added to it. */
export function useOpenNote(): ChosenNote | null {
  const path = useStore(({ note }) => (note === null || note.status.kind === 'read-only' ? null : note.path));
  const title = useStore(({ note }) => note?.facts.title ?? '');
  return path === null ? null : { path, title: title === '' ? path : title };
}
