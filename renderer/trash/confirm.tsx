/** Asks before something that can't be taken back; the answer that does nothing has the focus. */
import { useId, useState } from 'react';
import { t } from '../messages.ts';

export interface Question {
  text: string;
  hint: string;
  /** To be typed first; `null`: a press is enough. */
  word: string | null;
  yes: string;
  run: () => void;
}

export function Confirm({ question, onNo }: { question: Question; onNo: () => void }) {
  const { text, hint, word, yes, run } = question;
  const [typed, setTyped] = useState('');
  const isSure = word === null || typed.trim().toLowerCase() === word.toLowerCase();
  const id = useId();
  return (
    <form
      className="trash-ask"
      aria-labelledby={id}
      onSubmit={(event) => {
        event.preventDefault();
        if (isSure && word !== null) run();
      }}
    >
      <p id={id} role="alert">
        <strong>{text}</strong> {hint}
      </p>
      {word !== null && (
        <label className="trash-word">
          <span>{t('trash.type', { word })}</span>
          <input
            className="field-input"
            value={typed}
            autoFocus
            autoComplete="off"
            spellCheck={false}
            onChange={({ target }) => setTyped(target.value)}
          />
        </label>
      )}
      <div className="trash-ask-buttons">
        <button type="button" className="button" autoFocus={word === null} onClick={onNo}>
          {t('dialog.cancel')}
        </button>
        <button type="button" className="button trash-yes" disabled={!isSure} onClick={run}>
          {yes}
        </button>
      </div>
    </form>
  );
}
