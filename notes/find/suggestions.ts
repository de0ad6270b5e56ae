/** What quick open offers. */
import { type Arguments, NotesError, type Suggestion } from '../api.ts';
import type { Catalog } from './catalog.ts';

/** `api.ts`: suggest. */
export function suggestionsFor(catalog: Catalog, args: Arguments<'suggest'>): Suggestion[] {
  throw new NotesError('internal', `Not made yet: ${catalog.total()} ${args.text}`);
}
