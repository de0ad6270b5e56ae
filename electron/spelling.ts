/** The spell check of the window: off until a person chooses a language, for its dictionary comes from the network. */
import {
  BrowserWindow,
  Menu,
  type MenuItemConstructorOptions,
  session,
  type Session,
  type WebContents,
} from 'electron';
import { NotesError } from '../notes/api.ts';
import { words } from './words.ts';

/** Call before the first window: nothing is fetched by then. */
export function keepSpellingOff(kept: Session = session.defaultSession): void {
  kept.setSpellCheckerEnabled(false);
}

/** macOS checks in the languages of the system, and needs no dictionaries of ours. */
const isOfSystem = process.platform === 'darwin';

export function spellingLanguages(kept: Session = session.defaultSession): string[] {
  return [...kept.availableSpellCheckerLanguages];
}

/** `null`: off. */
export function setSpelling(language: string | null, kept: Session = session.defaultSession): void {
  if (language !== null && !isOfSystem) {
    if (!kept.availableSpellCheckerLanguages.includes(language)) {
      throw new NotesError('bad-argument', `The spell check does not know the language ${language}.`);
    }
    kept.setSpellCheckerLanguages([language]);
  }
  kept.setSpellCheckerEnabled(language !== null);
}

/** A click with the other button offers what a misspelled word may have been, and the clipboard. */
export function offerSpellings(contents: WebContents): void {
  contents.on(
    'context-menu',
    (_event, { misspelledWord, dictionarySuggestions, isEditable, selectionText }) => {
      const say = words();
      const line: MenuItemConstructorOptions = { type: 'separator' };
      const spelled: MenuItemConstructorOptions[] =
        misspelledWord === ''
          ? []
          : [
              ...dictionarySuggestions.map((word) => ({
                label: word,
                click: () => contents.replaceMisspelling(word),
              })),
              {
                label: say.learnWord,
                click: () => contents.session.addWordToSpellCheckerDictionary(misspelledWord),
              },
              line,
            ];
      const clipboard: MenuItemConstructorOptions[] = [
        ...(isEditable ? [{ role: 'cut' as const, label: say.cut }] : []),
        ...(isEditable || selectionText !== '' ? [{ role: 'copy' as const, label: say.copy }] : []),
        ...(isEditable ? [{ role: 'paste' as const, label: say.paste }] : []),
      ];
      const items = [...spelled, ...clipboard];
      const window = BrowserWindow.fromWebContents(contents);
      if (items.length > 0 && window !== null) Menu.buildFromTemplate(items).popup({ window });
    },
  );
}

const zoomStep = 0.5;
const [least, most] = [-3, 5];

/** The wheel with Ctrl zooms the window, as it does in a browser. */
export function zoomByWheel(contents: WebContents): void {
  contents.on('zoom-changed', (_event, direction) => {
    const level = contents.getZoomLevel() + (direction === 'in' ? zoomStep : -zoomStep);
    contents.setZoomLevel(Math.min(most, Math.max(least, level)));
  });
}
