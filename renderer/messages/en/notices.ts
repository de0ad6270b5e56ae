/** What is said in English by dialogs, notices, failures and the connection. */
import type { Message } from '../message.ts';

export const notices = {
  // Dialogs and notices
  'dialog.cancel': 'Cancel',
  'rename.title': 'Rename note',
  'rename.label': 'File name',
  'rename.hint': 'The path inside the notebook. A folder that is not there yet is made.',
  'rename.action': 'Rename',
  'rename.empty': 'A note needs a name.',
  'note.menu': 'Actions for {title}',
  'toast.label': 'Notices',
  'toast.dismiss': 'Dismiss',
  'toast.trashed': 'Moved “{title}” to the trash.',
  'toast.undo': 'Undo',
  'toast.restored': '“{title}” is back.',
  'toast.pathCopied': 'Path copied: {path}',
  'toast.copyRefused': 'The path could not be copied. It is: {path}',
  'toast.duplicated': 'Copied to {path}',
  'toast.notSaved': '“{title}” has text that is not saved, so it was not moved. Its text is still here.',

  // What could not be done, to which note: {doing} is one of the lines below, {why} the reason
  'failed.line': '{doing} {why}',
  'failed.open': 'Could not open {path}:',
  'failed.create': 'Could not make a new note:',
  'failed.rename': 'Could not rename {path}:',
  'failed.trash': 'Could not move {path} to the trash:',
  'failed.restore': 'Could not bring back {path}:',
  'failed.duplicate': 'Could not duplicate {path}:',
  'failed.show': 'Could not show {path} in its folder:',
  'failed.openFolder': 'Could not open another folder:',
  'failed.openSource': 'Could not open the article:',
  'error.not-found': 'the file is not there any more.',
  'error.exists': 'a file with this name exists already. Choose another name.',
  'error.bad-path':
    'this name can’t be used on every system. Avoid : * ? " < > | and names that begin with a dot.',
  'error.leads-out':
    'it is a link that leads out of the notebook, or nowhere, and is left alone. Put a file in its place, or save a copy elsewhere.',
  'error.bad-argument': 'this was refused. Please check what was typed.',
  'error.bad-query': 'the filter can’t be read.',
  'error.denied': 'access was denied. Check the permissions of the file and of its folder.',
  'error.disk-full': 'the disk is full. Free some space, then try again.',
  'error.read-only': 'it can only be read, not changed.',
  'error.too-large': 'the file is too large.',
  'error.unavailable': 'the folder is not available at the moment.',
  'error.offline': 'the connection to the notebook is away. Try again when it is back.',
  'error.shrunk': 'most of the note would be gone, and nobody deleted it here. Undo, or save it anyway.',
  'error.busy': 'the notebook is busy. Try again in a moment.',
  'error.broken': '{file} can’t be read: look at its line {line}. It was left as it is.',
  'error.brokenElsewhere': 'a file of Gleaner’s own can’t be read: its line {line}. It was left as it is.',
  'error.internal': 'something unexpected happened. Try again; your files were not changed.',

  // Connection
  'connection.connecting': 'Opening the notebook…',
  'connection.offlineTitle': 'Gleaner is not answering',
  'connection.offlineText': 'What you type is kept here and saved as soon as it answers again.',
  'connection.offlineSaved':
    'Everything you wrote is saved. If Gleaner was stopped, start it again; this page goes on by itself.',
  'connection.offlineStartText': 'It may have been stopped. It is asked again every few seconds.',
  'connection.retry': 'Try now',
  'connection.refusedTitle': 'This address is not valid any more',
  'connection.refusedText':
    'Each start of Gleaner has an address of its own, and it can be used once. Start Gleaner again and open the new address it prints, which ends with #token=…; this page then goes on by itself.',
  'broken.title': 'Something in this window broke',
  'broken.text':
    'Your notes are safe: what was typed is in their files or kept for the next start. Load the window again to go on.',
  'broken.reload': 'Load again',
  'connection.refusedKept': 'Text that is not saved yet stays in this tab: copy it before you close it.',
} as const satisfies Record<string, Message>;
