import { describe, expect, test } from 'vitest';
import { makerWords } from '../../../renderer/versions/moments.ts';

describe('who made a version', () => {
  test('is another program only where one was seen to write', () => {
    for (const why of ['changed', 'pause', 'time'] as const)
      expect(makerWords({ by: 'other', why })).toBe('Another program');
  });

  test('is nobody known, where the text was there before something was done to the note here', () => {
    for (const why of ['found', 'bulk', 'restore', 'trash', 'shrink', 'links', 'gone'] as const)
      expect(makerWords({ by: 'other', why })).toBe('As it was found');
  });

  test('is the person, or a change of many notes, where that is known', () => {
    expect(makerWords({ by: 'you', why: 'bulk' })).toBe('You');
    expect(makerWords({ by: 'bulk', why: 'found' })).toBe('A change of many notes');
  });
});
