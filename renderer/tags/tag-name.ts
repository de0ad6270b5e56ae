/** A tag's name as a person types it, and as the notebook writes it. */
import { tagName } from '../../notes/text/tags.ts';
import { oneLine } from '../../notes/text/yaml-scalar.ts';
import { t } from '../messages.ts';

/** Longer names are refused by the contract. UTF-16 units. */
const longest = 1000;

/** The name that would be written, or why there is none: a sentence. */
export type TypedName = { name: string; problem: null } | { name: null; problem: string };

/** Blanks around it and a leading `#` are taken off; what no header can hold is refused. */
export function nameTyped(text: string): TypedName {
  const line = oneLine(text);
  if (line === null) return { name: null, problem: t('doctor.name.characters') };
  const name = tagName(line);
  if (name === '') return { name: null, problem: t('doctor.name.empty') };
  if (name.length > longest) return { name: null, problem: t('doctor.name.long') };
  return { name, problem: null };
}
