/** What a note's text is edited with. */
import { history } from '@codemirror/commands';
import { indentUnit } from '@codemirror/language';
import { highlightSelectionMatches } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import { dropCursor, EditorView } from '@codemirror/view';
import { t } from '../messages.ts';
import { caret } from './caret.ts';
import { chineseWords } from './chinese-words.ts';
import { chosen } from './chosen.ts';
import { colours } from './colours.ts';
import { undoesByWord } from './composition.ts';
import { cursorClicks } from './cursors.ts';
import { findInText } from './find-text.ts';
import { folding } from './folding.ts';
import { foundMarks } from './found.ts';
import { headerFolding } from './header.ts';
import { noteKeys } from './keys.ts';
import { linkedSteps } from './linked-steps.ts';
import { lengths } from './lengths.ts';
import { clicksOpenLinks, linkOpener } from './links.ts';
import { noteMarkdown } from './note-markdown.ts';
import { phrases } from './phrases.ts';
import { slashMenu } from './slash.ts';
import { smartPaste } from './smart-paste.ts';
import { tellsReadingView } from '../note-view/following.ts';

export interface EditorSetup {
  /** The note's text as it is opened: its length and script decide some of the set-up. */
  text: string;
  openLink: (url: string) => void;
  /** What Mod+S does. */
  save: () => void;
}

/** Beyond this, in UTF-16 units, parsing would be felt at each key: the text is shown plain. */
const longestColoured = 1_000_000;
/** The same of one line, which the parser reads from its end to its beginning at each key. */
const longestLine = 200_000;

export function noteExtensions({ text, openLink, save }: EditorSetup): Extension {
  const lang = languageOf(text);
  return [
    history({ newGroupDelay: 500 }),
    undoesByWord,
    linkedSteps,
    linkOpener.of(openLink),
    chineseWords,
    noteKeys(save),
    headerFolding(),
    isTooLong(text) ? [] : [noteMarkdown, colours],
    chosen(),
    lengths,
    clicksOpenLinks,
    findInText,
    cursorClicks,
    folding,
    foundMarks,
    smartPaste,
    slashMenu,
    tellsReadingView,
    highlightSelectionMatches({ minSelectionLength: 2 }),
    caret,
    dropCursor(),
    EditorState.allowMultipleSelections.of(true),
    EditorState.tabSize.of(4),
    indentUnit.of('  '),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of(() => ({
      'aria-label': t('editor.text'),
      autocorrect: 'off',
      autocapitalize: 'off',
      lang,
    })),
    EditorState.phrases.of(phrases()),
  ];
}

function isTooLong(text: string): boolean {
  if (text.length > longestColoured) return true;
  for (let from = 0; text.length - from > longestLine;) {
    const end = text.indexOf('\n', from);
    if (end < 0 || end - from > longestLine) return true;
    from = end + 1;
  }
  return false;
}

/** For glyphs, line breaking and spelling: by the script of the note's beginning. */
function languageOf(text: string): string {
  const beginning = text.slice(0, 4000);
  if (/[\p{sc=Hiragana}\p{sc=Katakana}]/u.test(beginning)) return 'ja';
  if (/\p{sc=Hangul}/u.test(beginning)) return 'ko';
  return /\p{sc=Han}/u.test(beginning) ? 'zh-CN' : 'en';
}
