/** What the notebook has to offer the search box: tags and categories at once, sites when they are asked for. */
import type { Notebook } from '../../notes/api.ts';
import { readingsOf } from '../../notes/text/pinyin.ts';
import type { Known } from './complete.ts';
import { useRows } from '../lists/shown-rows.ts';

/** Sites are asked for again after so long, ms. */
const freshMs = 60_000;

let sites: readonly string[] = [];
let askedAt = -Infinity;

export function knownNow(): Known {
  const facets = useRows.getState().allFacets;
  return { tags: facets?.tags ?? [], categories: facets?.categories ?? [], sites, soundsLike };
}

/** Gets what `text` may need; `ready` is called when there is more to offer than before. */
export function prepareKnown(notebook: Notebook, text: string, ready: () => void): void {
  if (!/site[:：]/i.test(text) || Date.now() - askedAt < freshMs) return;
  askedAt = Date.now();
  notebook.sites({}).then(
    (found) => {
      sites = found.map(({ name }) => name);
      ready();
    },
    () => {
      // It is only an offer: the next key asks again.
      askedAt = -Infinity;
    },
  );
}

/** `qd` and `qianduan` are 前端; letters stand for themselves. */
function soundsLike(name: string, typed: string): boolean {
  const characters = Array.from(name.toLowerCase());
  if (!characters.some((character) => readingsOf(character).length > 0)) return false;
  const fits = (index: number, at: number): boolean => {
    if (at >= typed.length) return true;
    const character = characters[index];
    if (character === undefined) return false;
    // Each way once: 啊 is `a`, and begins with `a`, which would double the work at every character.
    const ways = new Set([
      character,
      ...readingsOf(character),
      ...readingsOf(character).map((way) => way.slice(0, 1)),
    ]);
    return [...ways].some((way) => {
      const rest = typed.slice(at);
      return rest.startsWith(way) ? fits(index + 1, at + way.length) : way.startsWith(rest);
    });
  };
  return fits(0, 0);
}
