/** Joins the offers for pasted addresses to the notebook and the rest of the window. */
import type { Extension } from '@codemirror/state';
import type { NotePath } from '../../notes/api.ts';
import { notebook, openNote } from '../actions.ts';
import { useConsent } from '../sources/consent.ts';
import { knownOf } from './known.ts';
import { titleOfPage } from './page-title.ts';
import { pasteOffers } from './paste-offers.ts';

export function offersOfApp(path: () => NotePath | undefined): Extension {
  return pasteOffers({
    known: (url) => knownOf(notebook(), url),
    mayFetch: () => (useConsent.getState().consent?.previews ?? 'off') !== 'off',
    titleOf: (url) => titleOfPage(notebook(), url),
    jump: ({ path, line }) => void openNote(path, { line, focus: true }),
    openPath: path,
  });
}
