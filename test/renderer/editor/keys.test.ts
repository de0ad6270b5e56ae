import { EditorState } from '@codemirror/state';
import { type KeyBinding, keymap } from '@codemirror/view';
import { describe, expect, test } from 'vitest';
import { commands } from '../../../renderer/commands.ts';
import { noteKeys } from '../../../renderer/editor/keys.ts';

/** `Mod-Shift-l` and `Mod+Shift+L` as one text, whatever the order of the held keys. */
const plain = (keys: string) =>
  keys
    .toLowerCase()
    .split(/[-+](?=.)/)
    .sort()
    .join(' ');
const keysOf = ({ key, mac, linux, win, shift }: KeyBinding) => {
  // Back and forward have other keys on a Mac, where these go through words.
  const own = [key, /^Alt-Arrow(?:Left|Right)$/.test(mac ?? '') ? undefined : mac, linux, win].filter(
    (one) => one !== undefined,
  );
  return [...own, ...(shift === undefined ? [] : own.map((one) => `Shift-${one}`))].map(plain);
};

describe('the keys of the text', () => {
  const state = EditorState.create({ extensions: noteKeys(() => undefined) });
  const taken = new Set(state.facet(keymap).flat().flatMap(keysOf));

  const wanted = commands
    .filter(({ id, editorKey }) => editorKey !== true && id !== 'save')
    .flatMap(({ id, shortcut, inBrowser, also = [] }) =>
      [shortcut, inBrowser, ...also].flatMap((key): [string, string][] => (key == null ? [] : [[id, key]])),
    );

  test.each(wanted)('leave to %s its %s', (_id, key) => expect(taken).not.toContain(plain(key)));

  test('still have one that selects all that is like the selection', () => {
    expect(taken).toContain(plain('Mod-F2'));
    expect(taken).toContain(plain('Mod-b'));
  });
});
