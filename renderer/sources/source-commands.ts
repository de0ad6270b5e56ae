/** The commands about the articles of the open note. */
import type { MessageKey } from '../messages.ts';
import { type UiState, useStore } from '../store.ts';
import { checkNoteLinks, keepNoteCopies } from './article-actions.ts';
import { type Previews, setChecks, setPreviews, useConsent } from './consent.ts';
import { currentSource } from './current-source.ts';
import { useKnown } from './known-articles.ts';
import { showCard } from './shown-cards.ts';

const hasSources = ({ note }: UiState) => (note?.facts.sources.length ?? 0) > 0;

function atCursor() {
  const { note } = useStore.getState();
  return note === null ? null : currentSource(note.facts, note.line);
}

function showCardAtCursor(): void {
  const source = atCursor();
  if (source === null) return;
  useStore.setState({ sourcesOpen: true });
  void showCard(source, useKnown.getState().articles[source.normalised]?.card != null);
}

function previews(way: Previews, label: Extract<MessageKey, `command.previews${string}`>) {
  const when = () => useConsent.getState().consent?.previews !== way;
  return {
    id: `previews-${way}`,
    label,
    section: 'articles',
    when,
    run: () => void setPreviews(way),
  } as const;
}

function checks(isOn: boolean) {
  const label = isOn ? 'command.checksOn' : 'command.checksOff';
  const when = () => (useConsent.getState().consent?.checks ?? false) !== isOn;
  return {
    id: isOn ? 'checks-on' : 'checks-off',
    label,
    section: 'articles',
    when,
    run: () => void setChecks(isOn),
  } as const;
}

export const sourceCommands = [
  {
    id: 'show-card',
    label: 'command.showCard',
    section: 'articles',
    when: () => atCursor() !== null,
    run: showCardAtCursor,
  },
  {
    id: 'keep-note-copies',
    label: 'command.keepNoteCopies',
    section: 'articles',
    when: hasSources,
    run: keepNoteCopies,
  },
  {
    id: 'check-note-links',
    label: 'command.checkNoteLinks',
    section: 'articles',
    when: hasSources,
    run: checkNoteLinks,
  },
  previews('off', 'command.previewsOff'),
  previews('select', 'command.previewsSelect'),
  previews('open', 'command.previewsOpen'),
  checks(true),
  checks(false),
] as const;
