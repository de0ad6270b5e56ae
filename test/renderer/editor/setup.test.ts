import { language } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { expect, it } from 'vitest';
import { noteExtensions } from '../../../renderer/editor/setup.ts';

/** Whether the text is parsed and coloured. */
function isColoured(text: string): boolean {
  const nothing = (): void => undefined;
  const extensions = noteExtensions({ text, openLink: nothing, save: nothing });
  return EditorState.create({ doc: text, extensions }).facet(language) !== null;
}

it('a note is shown plain beyond a million characters, and with a line of more than 200,000', () => {
  expect(isColoured('')).toBe(true);
  expect(isColoured('一行\n'.repeat(300_000))).toBe(true);
  expect(isColoured('一行\n'.repeat(400_000))).toBe(false);
  expect(isColoured(`# 题\n\n${'长'.repeat(200_001)}`)).toBe(false);
  expect(isColoured(`${'长'.repeat(200_001)}\n后`)).toBe(false);
  expect(isColoured(`${'长'.repeat(199_999)}\n${'长'.repeat(199_999)}`)).toBe(true);
});
