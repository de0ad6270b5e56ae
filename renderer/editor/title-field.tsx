/** The note's title, large above its text. What is typed goes into the header. */
import { type KeyboardEvent, useEffect, useState } from 'react';
import type { NoteFacts } from '../../notes/api.ts';
import { type HeaderEdit, setTitle } from '../../notes/text/header-edit.ts';
import { sessions } from '../actions.ts';
import { t } from '../messages.ts';
import { isForIme } from './ime.ts';

/** A title that nobody types on this long goes into the text, ms. */
const idleMs = 700;

interface TitleFieldParts {
  facts: NoteFacts;
  isReadOnly: boolean;
  edit: (make: (text: string) => HeaderEdit) => void;
}

export function TitleField({ facts, isReadOnly, edit }: TitleFieldParts) {
  /** What is typed and not in the text yet; `null`: nothing. */
  const [draft, setDraft] = useState<string | null>(null);
  const [isComposing, setComposing] = useState(false);
  const inHeader = facts.titleFrom === 'header' ? facts.title : '';

  const commit = (title: string | null) => {
    setDraft(null);
    // Emptying the field takes the title back to the heading's or the file's only where the header had none.
    if (title === null || title.trim() === inHeader.trim()) return;
    edit((text) => setTitle(text, title.trim()));
  };

  useEffect(() => {
    if (draft === null || isComposing) return undefined;
    const timer = setTimeout(() => commit(draft), idleMs);
    return () => clearTimeout(timer);
  });

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (isForIme(event)) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      commit(draft);
      sessions().focus();
    } else if (event.key === 'Escape') {
      setDraft(null);
      sessions().focus();
    }
  };

  return (
    <textarea
      className="properties-title"
      data-title-field
      data-quiet={facts.titleFrom === 'heading' && draft === null}
      rows={1}
      aria-label={t('properties.title')}
      placeholder={facts.titleFrom === 'header' ? t('app.untitled') : facts.title}
      value={draft ?? inHeader}
      readOnly={isReadOnly}
      spellCheck={false}
      onChange={(event) => setDraft(event.target.value.replace(/\s*\n\s*/g, ' '))}
      onCompositionStart={() => setComposing(true)}
      onCompositionEnd={() => setComposing(false)}
      onKeyDown={onKeyDown}
      onBlur={() => commit(draft)}
    />
  );
}
