/** What a note's text is edited with. */
import { history } from '@codemirror/commands';
import { indentUnit } from '@codemirror/language';
import { highlightSelectionMatches, search } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import { drawSelection, dropCursor, EditorView, panels } from '@codemirror/view';
import { t } from '../messages.ts';
import { chineseWords } from './chinese-words.ts';
import { colours } from './colours.ts';
import { foundMarks } from './found.ts';
import { headerFolding } from './header.ts';
import { noteKeys } from './keys.ts';
import { clicksOpenLinks, linkOpener } from './links.ts';
import { liveMarkdown } from './live.ts';
import { noteMarkdown } from './note-markdown.ts';
import { phrases } from './phrases.ts';

export interface EditorSetup {
  /** The note's text as it is opened: its length and script decide some of the set-up. */
  text: string;
  openLink: (url: string) => void;
  /** What Mod+S does. */
  save: () => void;
  /** Where the search panel goes; without it, above the text. */
  panelPlace: HTMLElement | null;
}

/** Beyond this, in UTF-16 units, parsing would be felt at each key: the text is shown plain. */
const longestColoured = 1_000_000;

export function noteExtensions({ text, openLink, save, panelPlace }: EditorSetup): Extension {
  const lang = languageOf(text);
  return [
    history({ newGroupDelay: 500 }),
    linkOpener.of(openLink),
    chineseWords,
    noteKeys(save),
    headerFolding(),
    text.length > longestColoured ? [] : [noteMarkdown, colours, liveMarkdown],
    clicksOpenLinks,
    search({ top: true }),
    foundMarks,
    highlightSelectionMatches({ minSelectionLength: 2 }),
    panelPlace === null ? [] : panels({ topContainer: panelPlace }),
    drawSelection(),
    dropCursor(),
    EditorState.allowMultipleSelections.of(true),
    EditorState.tabSize.of(4),
    indentUnit.of('  '),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of(() => ({
      'aria-label': t('editor.text'),
      spellcheck: 'true',
      autocorrect: 'off',
      autocapitalize: 'off',
      lang,
    })),
    EditorState.phrases.of(phrases()),
  ];
}

/** For glyphs, line breaking and spelling: by the script of the note's beginning. */
function languageOf(text: string): string {
  const beginning = text.slice(0, 4000);
  if (/[\p{sc=Hiragana}\p{sc=Katakana}]/u.test(beginning)) return 'ja';
  if (/\p{sc=Hangul}/u.test(beginning)) return 'ko';
  return /\p{sc=Han}/u.test(beginning) ? 'zh-CN' : 'en';
}
