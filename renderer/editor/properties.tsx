/** Above the text: title, date, tags and categories out of the header, edited by splicing the text. */
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import type { NoteFacts } from '../../notes/api.ts';
import { parseDate } from '../../notes/text/dates.ts';
import { readHeader } from '../../notes/text/front-matter.ts';
import { addTag, type HeaderEdit, removeTag } from '../../notes/text/header-edit.ts';
import { sessions } from '../actions.ts';
import { t } from '../messages.ts';
import { isSplit, useStore } from '../store.ts';
import { useNoteHere, useSide } from './side.ts';
import { TagField } from './tag-field.tsx';
import { TitleField } from './title-field.tsx';
import './properties.css';

/** What the bar shows in places of its own; the rest of the header is counted. */
const shownKeys = ['title', 'date', 'tags', 'tag', 'categories', 'category', 'layout'];

export function Properties() {
  const side = useSide();
  const areTwo = useStore(isSplit);
  const facts = useNoteHere((note) => note?.facts ?? null);
  const isReadOnly = useNoteHere((note) => note?.status.kind === 'read-only');
  const [refusal, setRefusal] = useState<string | null>(null);
  if (facts === null) return null;
  const isBroken = facts.problem !== null;
  const locked = isReadOnly || isBroken;

  const edit = (make: (text: string) => HeaderEdit) => {
    // Of this side: a field that is left because the other note was clicked must not write into that one.
    const text = sessions().text(side);
    if (text === null) return;
    const result = make(text);
    setRefusal(result.kind === 'refused' ? t('properties.cannotEdit') : null);
    if (result.kind === 'edited') sessions().edit(result.changes, { side });
  };

  return (
    // Of two notes neither is a landmark: each is in that of its note.
    <section className="properties" aria-label={t('properties.label')} {...(areTwo && { role: 'group' })}>
      <TitleField facts={facts} isReadOnly={locked} edit={edit} />
      <div className="properties-row">
        {facts.date !== null && <time className="properties-date">{shownDate(facts.date)}</time>}
        {!isBroken && (
          <TagField
            tags={facts.tags}
            isReadOnly={isReadOnly}
            add={(tag) => edit((text) => addTag(text, tag))}
            remove={(tag) => edit((text) => removeTag(text, tag))}
          />
        )}
        {facts.categories.length > 0 && (
          <ul className="properties-categories" aria-label={t('categories.label')}>
            {facts.categories.map((name) => (
              <li key={name} className="properties-category">
                {name}
              </li>
            ))}
          </ul>
        )}
        <HeaderToggle facts={facts} />
      </div>
      {refusal !== null && (
        <p className="properties-refusal" role="alert">
          {refusal}
        </p>
      )}
    </section>
  );
}

/** The quiet line that stands for the folded header, and opens it in the text. */
function HeaderToggle({ facts }: { facts: NoteFacts }) {
  const side = useSide();
  const isOpen = useNoteHere((note) => note?.headerOpen ?? false);
  // Facts are read anew whenever the text has changed: then this is drawn anew, too.
  const header = readHeader(sessions().header(side));
  if (header.kind === 'none') return null;
  const others = Object.keys(header.fields).filter((key) => !shownKeys.includes(key.toLowerCase()));
  const parts = [
    facts.layout === null ? t('properties.header') : t('properties.layout', { name: facts.layout }),
    ...(others.length > 0 ? [t('properties.more', { n: others.length })] : []),
  ];
  return (
    <button
      type="button"
      className="properties-header"
      aria-expanded={isOpen}
      title={t(isOpen ? 'properties.hideHeader' : 'properties.showHeader')}
      onClick={() => sessions().setHeaderOpen(!isOpen)}
    >
      {parts.join(' · ')}
      <ChevronDown aria-hidden />
    </button>
  );
}

/** The date as written, to the minute; what can't be read as a date is shown as it stands. */
function shownDate(date: string): string {
  const written = parseDate(date);
  if (written === null) return date;
  const two = (n: number) => String(n).padStart(2, '0');
  const day = `${String(written.year).padStart(4, '0')}-${two(written.month)}-${two(written.day)}`;
  return /\d:\d|[時时點点]/.test(date) ? `${day} ${two(written.hour)}:${two(written.minute)}` : day;
}
