/** What is said in English by the sources pane. */
import type { Message } from '../message.ts';

export const sources = {
  // Sources pane
  'sources.label': 'Sources',
  'sources.title': 'Sources',
  'sources.count': { one: '{n} source', other: '{n} sources' },
  'sources.open': 'Open article',
  'sources.show': 'Show sources',
  'sources.hide': 'Hide sources',
  'sources.goTo': 'Show in the note',
  'sources.excerpt': 'Your excerpt: {text}',
  'sources.noExcerpt': 'Nothing written under it yet.',
  'sources.alsoIn': 'Also in',
  'sources.alsoInCount': { one: 'Also in {n} other note', other: 'Also in {n} other notes' },
  'sources.more': 'and {n} more',
  'sources.emptyTitle': 'No sources in this note',
  'sources.emptyText':
    'The links of a note are collected here. Write ### [title](address), and what you note below it becomes your excerpt.',
  'sources.noNoteText': 'The articles that a note links to appear here.',
  'sources.refused': 'Gleaner opens http and https addresses only, not “{url}”.',
} as const satisfies Record<string, Message>;
