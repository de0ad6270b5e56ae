/** CodeMirror's own words, in the person's language. */
import { t } from '../messages.ts';

export function phrases(): Record<string, string> {
  return {
    close: t('panes.close'),
    'Go to line': t('editor.goToLine'),
    go: t('editor.go'),
    'Control character': t('editor.controlCharacter'),
    'Selection deleted': t('editor.selectionDeleted'),
  };
}
