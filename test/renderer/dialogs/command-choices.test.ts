import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { commandChoices } from '../../../renderer/dialogs/command-choices.tsx';
import { setLanguage } from '../../../renderer/messages.ts';
import { rememberCommand } from '../../../renderer/recent-commands.ts';
import { useStore } from '../../../renderer/store.ts';

const found = (text: string) => commandChoices(text).map(({ key }) => key);

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
  useStore.setState(useStore.getInitialState(), true);
});
afterEach(() => {
  vi.unstubAllGlobals();
  setLanguage('en');
});

describe('the command palette', () => {
  test('has what can be done now, with its keys and its menu', () => {
    expect(found('')).toContain('new-note');
    expect(found('')).not.toContain('rename');
    expect(found('')).not.toContain('show-in-folder');
    expect(found('')).not.toContain('commands');
    expect(commandChoices('search notes')[0]).toMatchObject({
      key: 'search',
      aside: 'Ctrl+Shift+F',
      section: 'Go',
      spans: [
        [0, 6],
        [7, 12],
      ],
    });
  });

  test.each([
    ['new note', 'new-note'],
    ['nn', 'new-note'],
    ['sidebar', 'toggle-sidebar'],
    ['view sources', 'toggle-sources'],
  ])('finds by %s: %s', (text, id) => expect(found(text)[0]).toBe(id));

  test.each([
    ['xjbj', 'new-note'],
    ['xinjian', 'new-note'],
    ['新建', 'new-note'],
    ['new note', 'new-note'],
    ['sousuo', 'search'],
    ['cl', 'toggle-sidebar'],
  ])('finds in a Chinese window by %s: %s', (text, id) => {
    setLanguage('zh-CN');
    expect(found(text)).toContain(id);
    if (text !== 'cl') expect(found(text)[0]).toBe(id);
  });

  test('begins with what was used last', () => {
    expect(commandChoices('')[0]?.group).toBeUndefined();
    rememberCommand('next-pane');
    rememberCommand('toggle-sources');
    expect(found('').slice(0, 2)).toEqual(['toggle-sources', 'next-pane']);
    expect(commandChoices('').flatMap(({ group }) => group ?? [])).toEqual(['Used last', 'All commands']);
    rememberCommand('next-pane');
    expect(found('').slice(0, 2)).toEqual(['next-pane', 'toggle-sources']);
  });

  test('says nothing for nonsense', () => expect(found('qqqqzzzz')).toEqual([]));
});
