/** What is said in English by quick add, pasted and dropped addresses. */
import type { Message } from '../message.ts';

export const capture = {
  'capture.title': 'Quick add',
  'command.quickAdd': 'Quick add…',
  'command.copyBookmarklet': 'Copy bookmarklet',
  'capture.url': 'Address',
  'capture.urlProblem': 'Gleaner keeps addresses that begin with http:// or https://.',
  'capture.name': 'Title',
  'capture.nameHint': 'Without one, the bare address is kept.',
  'capture.getTitle': 'Get title',
  'capture.gettingTitle': 'Getting the title…',
  'capture.noTitle': 'The title could not be had: {why}',
  'capture.untitled': 'The page has no title.',
  'capture.quote': 'Quote (optional)',
  'capture.target': 'Add to',
  'capture.target.open': 'The open note: {title}',
  'capture.target.note': 'Another note',
  'capture.target.new': 'A new note',
  'capture.note': 'Note',
  'capture.notePlaceholder': 'A few letters of its title',
  'capture.noteProblem': 'Choose the note.',
  'capture.noteTitle': 'Title of the note',
  'capture.noteTitlePlaceholder': 'The title of the article',
  'capture.add': 'Add',
  'capture.addAnyway': 'Add anyway',
  'capture.jump': 'Jump there',
  'capture.failed': 'It could not be added:',

  'capture.noted': 'Noted in “{note}”.',
  'capture.notedOn': 'Noted in “{note}” on {date}.',
  'capture.notedUnder': 'Noted in “{note}” under {heading}.',
  'capture.notedOnUnder': 'Noted in “{note}” on {date} under {heading}.',
  'capture.notedMore': { one: '{noted} And in {n} other note.', other: '{noted} And in {n} other notes.' },

  'capture.added': 'Added to “{note}”.',
  'capture.quoted': '“{note}” has this source already; the quote was added.',
  'capture.known': '“{note}” has this source already. Nothing was changed.',
  'capture.show': 'Show',

  'capture.offer.title': 'Make it {text}',
  'capture.offer.get': 'Get the title',
  'capture.offer.getting': 'Getting the title…',
  'capture.offer.jump': 'Jump there',
  'capture.offer.key': 'Tab',
  'capture.offer.spoken': '{text} Tab: {action}',

  'capture.bookmarkletCopied':
    'The bookmarklet is on the clipboard: make a bookmark in your browser and paste it as its address.',
  'capture.bookmarkletNotCopied': 'The bookmarklet could not be copied. It is in the guide, too.',
} as const satisfies Record<string, Message>;
