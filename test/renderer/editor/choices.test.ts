import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EditorState } from '@codemirror/state';
import { rememberedChoices, setChoice, useChoices, usualChoices } from '../../../renderer/editor/choices.ts';
import { asChosen, chosen } from '../../../renderer/editor/chosen.ts';

describe('how a person writes', () => {
  const kept = new Map<string, string>();

  beforeEach(() => {
    kept.clear();
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
    });
  });
  afterEach(() => {
    useChoices.setState(usualChoices);
    vi.unstubAllGlobals();
  });

  it('is remembered', () => {
    setChoice({ live: false, spelling: 'zh-CN' });
    expect(rememberedChoices()).toEqual({ ...usualChoices, live: false, spelling: 'zh-CN' });
  });

  it.each(['{', 'null', '[]', '{"live":"no","vim":1,"spelling":{}}'])(
    'is as usual where %s is remembered, which nobody chose',
    (stored) => {
      kept.set('gleaner.editor', stored);
      expect(rememberedChoices()).toEqual(usualChoices);
    },
  );

  it('reaches a note that was off screen when it was chosen, and nothing else of it changes', () => {
    const state = EditorState.create({ doc: '**a**', extensions: chosen() });
    expect(asChosen(state)).toBe(state);
    setChoice({ live: false });
    const now = asChosen(state);
    expect(now).not.toBe(state);
    expect(now.doc).toBe(state.doc);
    expect(asChosen(now)).toBe(now);
  });
});
