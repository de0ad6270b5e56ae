/** What is said in English by the reading view of a copy and what is quoted from it. */
import type { Message } from '../message.ts';

export const reading = {
  'reading.title': 'Reading view',
  'reading.frame': 'The copy',
  'reading.close': 'Back to the sources',
  'reading.full': 'Read full width',
  'reading.narrow': 'Back beside the note',
  'reading.none': 'There is no copy of this article in the notebook.',
  'reading.keep': 'Keep a copy',
  'failed.keep': 'Could not keep a copy:',
  'reading.waiting': 'The copy will be here as soon as it is fetched.',
  'failed.copy': 'Could not read the copy:',
  'failed.compare': 'Could not compare it with the page of today:',
  'reading.picture': 'Picture on the web',
  'reading.table': 'Table',
  'reading.pictureGone': 'A picture that was not kept',
  'reading.keptOn': 'kept on {date}',
  'reading.loading': 'Opening the copy…',
  'reading.open': 'Open article',

  // How it looks
  'reading.look': 'Letters and light',
  'reading.smaller': 'Smaller letters',
  'reading.larger': 'Larger letters',
  'reading.size': 'Size {n}',
  'reading.width': 'Length of lines',
  'reading.width.narrow': 'Short lines',
  'reading.width.usual': 'Usual lines',
  'reading.width.wide': 'Long lines',
  'reading.theme': 'Light',
  'reading.theme.app': 'As the window',
  'reading.theme.light': 'Light',
  'reading.theme.sepia': 'Sepia',
  'reading.theme.dark': 'Dark',

  // Quoting
  'command.quoteIntoNote': 'Quote into note',
  'command.showInArticle': 'Show in article',
  'command.toggleFullReading': 'Read full width, or beside the note',
  'command.closeReading': 'Close the copy',
  'reading.quote': 'Quote into note',
  'reading.quoted': 'Quoted into “{title}”',
  'reading.quotedBefore': '“{title}” has this quote already.',
  'reading.selectFirst': 'Select the words to quote in the copy first.',
  'reading.readOnly': '“{title}” can’t be changed.',
  'reading.noSource': '“{title}” does not link to this article any more.',
  'reading.notHere': 'The open note does not link to this article.',
  'reading.nowhere': 'No note links to this article.',
  'reading.quoteInto': 'Quote into “{title}”',
  'reading.addTo': 'Add it to “{title}”',
  'failed.quote': 'Could not quote:',

  // Excerpts
  'reading.excerpts': {
    one: '{n} excerpt of yours in this copy',
    other: '{n} excerpts of yours in this copy',
  },
  'reading.missingOnly': 'Your excerpt is not found in this copy',
  'reading.missing': {
    one: '{n} of {total} excerpts is not found in this copy',
    other: '{n} of {total} excerpts are not found in this copy',
  },
  'reading.excerptsLabel': 'Your excerpts',
  'reading.notInCopy': 'not found',
  'reading.notFound': 'This excerpt is not found in the copy.',
  'reading.showHere': 'Show in the copy',
  'reading.showInNote': 'Show in the note',

  // The page of today
  'reading.compare': 'Compare with the page of today',
  'reading.comparing': 'Fetching the page of today…',
  'reading.same': 'The page of today says the same as this copy.',
  'reading.changed': 'The page has changed since you kept this copy.',
  'reading.changedNone': {
    one: 'The page has changed since you kept this copy; your excerpt is still there.',
    other: 'The page has changed since you kept this copy; your {n} excerpts are still there.',
  },
  'reading.changedGone': {
    one: 'The page has changed since you kept this copy; {n} of your {total} excerpts is gone.',
    other: 'The page has changed since you kept this copy; {n} of your {total} excerpts are gone.',
  },
  'reading.compareFailed': 'The page of today could not be compared. {why}',
  'reading.dismiss': 'Close the comparison',
  'reading.diff': 'What is different',
  'reading.diff.gone': 'Gone:',
  'reading.diff.new': 'New:',
} as const satisfies Record<string, Message>;
