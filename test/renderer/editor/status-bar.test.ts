import { describe, expect, it } from 'vitest';
import { fileText, lengthText } from '../../../renderer/editor/status-bar.tsx';

describe('the status bar', () => {
  it.each([
    [0, '0 words'],
    [1, '1 word · about 1 minute'],
    [100, '100 words · about 1 minute'],
    [3500, '3,500 words · about 10 minutes'],
  ])('says of %i words how long they are, and how long they are read where there are any', (words, says) => {
    expect(lengthText(words)).toBe(says);
  });

  it.each([
    ['of a plain note', { kind: 'saved' }, false, 'UTF-8 · CRLF'],
    ['of a note with a byte order mark', { kind: 'saving' }, true, 'UTF-8 BOM · CRLF'],
    ['of a note in another encoding', { kind: 'read-only', reason: 'not-utf8' }, false, 'CRLF'],
    ['of what is no text', { kind: 'read-only', reason: 'binary' }, false, ''],
    ['of what was not read', { kind: 'read-only', reason: 'too-large' }, false, ''],
  ] as const)('says %s only what is known of its file', (_, status, byteOrderMark, says) => {
    expect(fileText({ status, byteOrderMark, lineEnds: 'CRLF' })).toBe(says);
  });
});
