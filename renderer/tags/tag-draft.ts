/** What a person has filled in so far about a change of tags, and what is still wrong with it. Pure. */
import type { Facet, TagChange } from '../../notes/api.ts';
import { isSameTag } from '../../notes/text/tags.ts';
import { t } from '../messages.ts';
import { nameTyped } from './tag-name.ts';
import { namesInWords } from './tag-words.ts';

export interface Draft {
  kind: TagChange['kind'];
  /** The tags to rename, merge or delete. */
  names: readonly string[];
  /** The new name, or the one to add, as typed. */
  to: string;
}

/** A change that is ready to be looked at, or the field that is wrong and why: a sentence. */
export type Judged = { change: TagChange } | { field: 'names' | 'to'; problem: string };

export function draftOf(change: TagChange): Draft {
  if (change.kind === 'delete') return { kind: 'delete', names: change.names, to: '' };
  if (change.kind === 'add') return { kind: 'add', names: [], to: change.name };
  return { kind: 'rename', names: change.from, to: change.to };
}

/** `shown`: the filter and the number of the notes that a tag would be added to. */
export function judged({ kind, names, to }: Draft, shown: { filter: string; total: number }): Judged {
  if (kind === 'delete')
    return names.length === 0
      ? { field: 'names', problem: t('doctor.form.noNames') }
      : { change: { kind, names: [...names] } };
  if (kind === 'rename' && names.length === 0) return { field: 'names', problem: t('doctor.form.noFrom') };
  const { name, problem } = nameTyped(to);
  if (name === null) return { field: 'to', problem };
  if (kind === 'add')
    return shown.total === 0
      ? { field: 'to', problem: t('doctor.form.noneShown') }
      : { change: { kind, name, filter: shown.filter } };
  if (names.every((one) => isSameTag(one, name))) return { field: 'to', problem: t('doctor.form.same') };
  return { change: { kind, from: [...names], to: name } };
}

/** What the person should know before the preview: tags below that move too, and a name that exists already. */
export function consequences({ kind, names, to }: Draft, tags: readonly Facet[]): string[] {
  const below = tags.filter(({ name }) => names.some((one) => name.startsWith(`${one}/`)));
  const [first] = below;
  const said: string[] = [];
  if (kind === 'delete') {
    if (first !== undefined)
      said.push(t('doctor.form.belowDeleted', { n: below.length, name: namesInWords([first.name]) }));
    return said;
  }
  const { name } = nameTyped(to);
  if (kind === 'add' || name === null) return said;
  const above = first === undefined ? undefined : names.find((one) => first.name.startsWith(`${one}/`));
  if (first !== undefined && above !== undefined && above !== name && first.name !== name) {
    const from = namesInWords([first.name]);
    said.push(
      t('doctor.form.below', {
        n: below.length,
        from,
        to: namesInWords([name + first.name.slice(above.length)]),
      }),
    );
  }
  const there = tags.find((tag) => isSameTag(tag.name, name));
  if (there !== undefined && names.some((one) => !isSameTag(one, name)))
    said.push(t('doctor.form.merges', { n: there.within, to: namesInWords([there.name]) }));
  return said;
}
