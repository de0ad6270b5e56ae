import type { NoteEncoding } from '../../notes/api.ts';
import { sessions } from '../actions.ts';
import { closeDialog } from '../dialogs/focus-before.ts';
import { t } from '../messages.ts';
import { attempt, notify } from '../notices.ts';
import { encodingName } from './encoding-names.ts';

export function readAs(path: string, encoding: NoteEncoding): void {
  closeDialog();
  const name = encodingName(encoding);
  void attempt(t('encoding.failedRead', { path, name }), () => sessions().readAs(encoding));
}

export function convert(path: string, encoding: NoteEncoding): void {
  closeDialog();
  const name = encodingName(encoding);
  void attempt(t('encoding.failedConvert', { path, name }), async () => {
    if (await sessions().convert(encoding)) notify(t('encoding.converted', { path, name }));
  });
}
