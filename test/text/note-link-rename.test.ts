import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyChanges } from '../../notes/text/header-edit.ts';
import { isNoteAddress, linkKey, namesOfNote } from '../../notes/text/note-link.ts';
import { linkPlaces } from '../../notes/text/note-link-places.ts';
import { followRename } from '../../notes/text/note-link-rename.ts';
import { type Named, namesAfter, noteOfLink, type NoteNames } from '../../notes/text/note-link-target.ts';

const part = fc.constantFrom('a', 'b', 'A', 'note', '茶 记', 'x.y', '50%', '(c)', "it's");
const path = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => `${parts.join('/')}.md`);
const target = fc.oneof(
  path.map((one) => one.replace(/\.md$/, '')),
  path,
  part,
  path.map((one) => `../${one}`),
);
const encoded = (one: string) => one.split('/').map(encodeURIComponent).join('/');
const link = fc.oneof(
  target.map((one) => `[[${one}]]`),
  target.map((one) => `[[${one}#h|shown]]`),
  target.map((one) => `[t](<${one}>)`),
  target.map((one) => `[t](${encoded(one)}#h)`),
  target.map((one) => `\`[[${one}]]\` and [web](https://x.y/${encoded(one)})`),
);

function namesOf(paths: readonly string[]): NoteNames {
  const all = paths.flatMap((one): Named[] =>
    namesOfNote(one, '', []).map((name) => ({ ...name, path: one })),
  );
  return {
    has: (one) => paths.includes(one),
    named: (key) => all.filter(({ name }) => linkKey(name) === key),
  };
}

test('After a rename every link leads to the note that it led to, and nothing else is another text', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(path, { minLength: 2, maxLength: 6, selector: (one) => one.toLowerCase() }),
      path,
      fc.array(link, { minLength: 1, maxLength: 5 }),
      fc.nat(),
      (paths, to, links, n) => {
        const [from = ''] = paths;
        fc.pre(paths.every((one) => one.toLowerCase() !== to.toLowerCase()));
        const here = paths[n % paths.length] ?? from;
        const text = `---\ntitle: x\n---\n\nword ${links.join(' word\n\nword ')} end\n`;
        const before = namesOf(paths);
        const after = namesAfter(before, { from, to, names: namesOfNote(to, '', []) });
        const edit = followRename(text, here, { from, to, before, after, hasFile: () => true });
        if (edit.kind === 'refused') return;
        const fresh = edit.kind === 'edited' ? applyChanges(text, edit.changes) : text;
        const [old, now] = [linkPlaces(text), linkPlaces(fresh)];
        expect(now.length).toBe(old.length);
        const moved = here === from ? to : here;
        for (const [at, place] of old.entries()) {
          // To a reader that is another file.
          if (place.kind === 'relative' && !isNoteAddress(place.target)) continue;
          const led = noteOfLink(place, here, before);
          const fits = now[at];
          if (led === null || fits === undefined) continue;
          expect([text, noteOfLink(fits, moved, after)]).toEqual([text, led === from ? to : led]);
        }
        const without = (whole: string) => {
          let rest = whole;
          for (const { from: start, to: end } of linkPlaces(whole).toReversed())
            rest = rest.slice(0, start) + rest.slice(end);
          return rest;
        };
        expect(without(fresh)).toBe(without(text));
      },
    ),
    { numRuns: 2000 },
  );
});

test('Not one of the links of such notes is refused', () => {
  const refusals: string[] = [];
  fc.assert(
    fc.property(fc.array(link, { minLength: 1, maxLength: 3 }), path, (links, to) => {
      const from = 'b/note.md';
      fc.pre(linkKey(to) !== linkKey(from));
      const before = namesOf([from, 'a.md']);
      const after = namesAfter(before, { from, to, names: namesOfNote(to, '', []) });
      const edit = followRename(links.join('\n\n'), 'a.md', { from, to, before, after, hasFile: () => true });
      if (edit.kind === 'refused') refusals.push(links.join('\n\n'));
    }),
    { numRuns: 500 },
  );
  expect(refusals).toEqual([]);
});
