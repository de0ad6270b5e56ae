import { describe, expect, it } from 'vitest';
import { fileText, lengthText, selectionText } from '../../../renderer/editor/status-bar.tsx';

describe('the status bar', () => {
  it.each([
    [0, null, '0 words'],
    [1, null, '1 word · about 1 minute'],
    [100, 1, '100 words · 1 character · about 1 minute'],
    [3500, 6100, '3,500 words · 6,100 characters · about 10 minutes'],
  ])(
    'says of %i words and %s characters how long they are, and are read where there are any',
    (words, characters, says) => {
      expect(lengthText(words, characters)).toBe(says);
    },
  );

  it('says how much is selected', () => {
    expect(selectionText({ words: 1, characters: 12 })).toBe('1 word selected · 12 characters');
  });

  it.each([
    ['of a plain note', { kind: 'saved' }, false, 'utf-8', 'UTF-8 · CRLF'],
    ['of a note with a byte order mark', { kind: 'saving' }, true, 'utf-8', 'UTF-8 BOM · CRLF'],
    ['of a note in another encoding', { kind: 'saved' }, false, 'gbk', 'GBK · CRLF'],
    [
      'of a note whose encoding is a guess',
      { kind: 'read-only', reason: 'not-utf8' },
      false,
      'windows-1252',
      'Windows-1252? · CRLF',
    ],
    ['of what is no text', { kind: 'read-only', reason: 'binary' }, false, 'utf-8', ''],
    ['of what was not read', { kind: 'read-only', reason: 'too-large' }, false, 'utf-8', ''],
  ] as const)('says %s only what is known of its file', (_, status, byteOrderMark, encoding, says) => {
    expect(fileText({ status, byteOrderMark, encoding, lineEnds: 'CRLF' })).toBe(says);
  });
});
