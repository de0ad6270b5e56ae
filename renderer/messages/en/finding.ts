/** What is said in English by the lines under a row and the way through matches. */
import type { Message } from '../message.ts';

export const finding = {
  'command.nextMatch': 'Next match',
  'command.previousMatch': 'Previous match',
  'finding.in': 'in: {heading}',
  'finding.more': { one: '{n} more line', other: '{n} more lines' },
  'finding.count': { one: '{n} match', other: '{n} matches' },
  'finding.notInText': 'Not in the text itself',
  'finding.place': 'match {place} of {total}',
  'finding.fromTop': 'Back to the first match',
  'finding.fromEnd': 'Back to the last match',
  'finding.indexingTitle': 'Making the text findable',
  'finding.indexing': 'Making findable: {done} of {total}',
  'finding.indexingRate': '{rate} a second',
  'finding.readingTitle': 'The texts are still being read',
  'finding.readingText': 'Notes that match appear here by themselves.',
  'finding.noneYetTitle': 'Nothing found yet',
  'finding.noneYetText': 'The notes are still being read. Those that match appear here by themselves.',
  'finding.scan':
    'This system has no full-text index, so each search reads all notes. It finds the same, slower.',
} as const satisfies Record<string, Message>;
