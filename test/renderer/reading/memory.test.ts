/** What the reading view remembers on this machine. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { nextSize, rememberedLook, usualLook } from '../../../renderer/reading/look.ts';
import { placeOf, rememberPlace } from '../../../renderer/reading/place.ts';

let kept: Map<string, string>;
beforeEach(() => {
  kept = new Map();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('how far an article was read', () => {
  test('is remembered for each article, and the beginning is not', () => {
    rememberPlace('https://a', { block: 7, part: 0.25 });
    rememberPlace('https://b', { block: 1, part: 0 });
    expect(placeOf('https://a')).toEqual({ block: 7, part: 0.25 });
    expect(placeOf('https://c')).toBeNull();
    rememberPlace('https://a', { block: 0, part: 0 });
    expect(placeOf('https://a')).toBeNull();
    expect(placeOf('https://b')).toEqual({ block: 1, part: 0 });
  });

  test('is forgotten for the article that was read longest ago, beyond five hundred', () => {
    for (let i = 0; i < 501; i++) rememberPlace(`https://${String(i)}`, { block: 1, part: 0 });
    expect(placeOf('https://0')).toBeNull();
    expect(placeOf('https://1')).not.toBeNull();
    rememberPlace('https://1', { block: 2, part: 0 });
    rememberPlace('https://501', { block: 1, part: 0 });
    expect(placeOf('https://1')).toEqual({ block: 2, part: 0 });
    expect(placeOf('https://2')).toBeNull();
  });

  test('is the beginning where what is kept makes no sense', () => {
    for (const nonsense of ['{', '{}', '[1]', '[["a","b",1]]', 'null']) {
      kept.set('gleaner.reading.places', nonsense);
      expect(placeOf('a')).toBeNull();
    }
  });
});

describe('the look of copies', () => {
  test('is the usual one where nothing, or nonsense, is remembered', () => {
    expect(rememberedLook()).toEqual(usualLook);
    kept.set('gleaner.reading', '{"size":900,"width":"endless","theme":3}');
    expect(rememberedLook()).toEqual(usualLook);
    kept.set('gleaner.reading', '[');
    expect(rememberedLook()).toEqual(usualLook);
    kept.set('gleaner.reading', '{"size":20,"width":"wide","theme":"sepia"}');
    expect(rememberedLook()).toEqual({ size: 20, width: 'wide', theme: 'sepia' });
  });

  test('grows and shrinks in steps, and stays at the ends', () => {
    expect(nextSize(16, 1)).toBe(17);
    expect(nextSize(16, -1)).toBe(15);
    expect(nextSize(28, 1)).toBe(28);
    expect(nextSize(13, -1)).toBe(13);
  });
});
