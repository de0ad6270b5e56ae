/** The note's title, large above its text. What is typed goes into the header. */
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
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
  /** What is typed, until the field is left: the text follows it, and never the other way round. */
  const [draft, setDraft] = useState<{ typed: string; isInText: boolean } | null>(null);
  const isGivenUp = useRef(false);
  const [isComposing, setComposing] = useState(false);
  const inHeader = facts.titleFrom === 'header' ? facts.title : '';
  const [heading] = facts.headings;
  const isHeading =
    facts.titleFrom === 'heading' || (heading?.level === 1 && heading.text.trim() === inHeader.trim());

  const commit = () => {
    if (draft === null || draft.isInText) return;
    const title = draft.typed.trim();
    setDraft({ ...draft, isInText: true });
    // Emptying the field takes the title back to the heading's or the file's only where the header had none.
    if (title !== inHeader.trim()) edit((text) => setTitle(text, title));
  };

  useEffect(() => {
    if (draft === null || draft.isInText || isComposing) return undefined;
    const timer = setTimeout(commit, idleMs);
    return () => clearTimeout(timer);
  });

  // The title was changed in the text, undone, or came from the disk: that is newer than what was typed here.
  useEffect(() => {
    setDraft((now) => (now?.isInText === true && now.typed.trim() !== inHeader.trim() ? null : now));
  }, [inHeader]);

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (isForIme(event)) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      // Leaving the field puts what is typed into the text.
      sessions().focus();
    } else if (event.key === 'Escape') {
      isGivenUp.current = true;
      sessions().focus();
    }
  };

  return (
    <textarea
      className="properties-title"
      data-title-field
      data-quiet={isHeading && draft === null}
      rows={1}
      aria-label={t('properties.title')}
      placeholder={facts.titleFrom === 'header' ? t('app.untitled') : facts.title}
      value={draft?.typed ?? inHeader}
      readOnly={isReadOnly}
      spellCheck={false}
      onChange={(event) => setDraft({ typed: event.target.value.replace(/\s*\n\s*/g, ' '), isInText: false })}
      onCompositionStart={() => setComposing(true)}
      onCompositionEnd={() => setComposing(false)}
      onKeyDown={onKeyDown}
      onBlur={() => {
        if (!isGivenUp.current) commit();
        isGivenUp.current = false;
        setDraft(null);
      }}
    />
  );
}
