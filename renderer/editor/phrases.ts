/** CodeMirror's own words, in the person's language. */
import { t } from '../messages.ts';

export function phrases(): Record<string, string> {
  return {
    Find: t('editor.find'),
    Replace: t('editor.replaceWith'),
    next: t('editor.findNext'),
    previous: t('editor.findPrevious'),
    all: t('editor.findAll'),
    'match case': t('editor.matchCase'),
    regexp: t('editor.regexp'),
    'by word': t('editor.byWord'),
    replace: t('editor.replace'),
    'replace all': t('editor.replaceAll'),
    close: t('panes.close'),
    'current match': t('editor.currentMatch'),
    'on line': t('editor.onLine'),
    'replaced match on line $': t('editor.replacedOnLine'),
    'replaced $ matches': t('editor.replacedMatches'),
    'Go to line': t('editor.goToLine'),
    go: t('editor.go'),
    'Control character': t('editor.controlCharacter'),
    'Selection deleted': t('editor.selectionDeleted'),
  };
}
