/** The form: which tags, and what is done to them. */
import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { TagChange } from '../../notes/api.ts';
import { tagChanges } from '../actions.ts';
import { t } from '../messages.ts';
import { useStore } from '../store.ts';
import { useTagSteps } from './tag-steps.ts';
import { consequences, type Draft, draftOf, judged } from './tag-draft.ts';
import { NameField, NamesField, useTags } from './tag-picker.tsx';
import './tag-change.css';

const kinds = ['rename', 'delete', 'add'] as const;

export function TagChangeForm({ change }: { change: TagChange }) {
  const [draft, setDraft] = useState(() => draftOf(change));
  const [wasAsked, setWasAsked] = useState(false);
  const tags = useTags();
  const { filter, total } = useStore((state) => state.listing);
  const names = useRef<HTMLInputElement>(null);
  const to = useRef<HTMLInputElement>(null);
  const { kind } = draft;
  /** The dialog was opened for one tag: only its new name is asked for. */
  const isDirect = useTagSteps((state) => state.subject !== null) && kind === 'rename';
  const result = judged(draft, { filter, total });
  const problemIn = (field: 'names' | 'to') =>
    wasAsked && 'problem' in result && result.field === field ? result.problem : null;
  // A menu asks for the new name only; a form from nothing begins with the tags.
  const [startsWithName] = useState(kind === 'add' || (kind === 'rename' && draft.names.length > 0));

  const edit = (part: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...part }));
    setWasAsked(false);
  };
  const focusOn = (field: 'names' | 'to') => (field === 'to' ? to : names).current?.focus();
  useEffect(() => {
    // After the dialog has taken the focus itself.
    const frame = requestAnimationFrame(() => {
      focusOn(startsWithName ? 'to' : 'names');
      if (startsWithName) to.current?.select();
    });
    return () => cancelAnimationFrame(frame);
  }, [startsWithName]);

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if ('change' in result) return void tagChanges().preview(result.change, 'form');
    setWasAsked(true);
    focusOn(result.field);
  };

  return (
    <form className="doctor-form" noValidate onSubmit={submit}>
      <div className="doctor-body" data-step="form">
        {!isDirect && (
          <ToggleButtonGroup
            className="doctor-kinds"
            aria-label={t('doctor.form.kind')}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[kind]}
            onSelectionChange={(keys) => edit({ kind: kinds.find((one) => keys.has(one)) ?? kind })}
          >
            {kinds.map((one) => (
              <ToggleButton key={one} id={one} className="doctor-kind-button">
                {t(`doctor.form.kind.${one}`)}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        )}
        {kind !== 'add' && !isDirect && (
          <NamesField
            label={t(kind === 'rename' ? 'doctor.form.from' : 'doctor.form.names')}
            hint={null}
            problem={problemIn('names')}
            names={draft.names}
            onChange={(next) => edit({ names: next })}
            inputRef={names}
          />
        )}
        {kind !== 'delete' && (
          <NameField
            key={kind}
            label={t(kind === 'rename' ? 'doctor.form.to' : 'doctor.form.name')}
            hint={t('doctor.form.toHint')}
            problem={problemIn('to')}
            value={draft.to}
            onChange={(next) => edit({ to: next })}
            taken={kind === 'rename' ? draft.names : noNames}
            offersAtOnce={startsWithName && draft.to === ''}
            inputRef={to}
          />
        )}
        {kind === 'add' && <Shown filter={filter} total={total} />}
        <ul className="doctor-consequences" aria-live="polite">
          {consequences(draft, tags).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </div>
      <footer className="doctor-foot">
        {!isDirect && (
          <button
            type="button"
            className="button"
            onClick={() => useTagSteps.setState({ step: { kind: 'overview' } })}
          >
            {t('doctor.back')}
          </button>
        )}
        <span className="doctor-gap" />
        <button type="button" className="button" onClick={() => tagChanges().close()}>
          {t('dialog.cancel')}
        </button>
        <button type="submit" className="button button-filled">
          {t('doctor.preview')}
        </button>
      </footer>
    </form>
  );
}

const noNames: readonly string[] = [];

/** The notes that a tag would be added to: those of the list. */
function Shown({ filter, total }: { filter: string; total: number }) {
  return (
    <div className="doctor-shown">
      <p>{t('doctor.form.allShown', { n: total })}</p>
      <p className="doctor-quiet">
        {filter === '' ? t('doctor.form.shownAll') : t('doctor.form.shownBy', { filter })}
      </p>
    </div>
  );
}
