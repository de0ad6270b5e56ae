/** Where in a note a new article belongs, learned from the articles and headings that are there. */
import {
  blanksAround,
  holdsSource,
  isHeading,
  lastWritten,
  type Outline,
  sectionEnd,
} from './note-outline.ts';

/** Where a new article's heading may go. */
export interface Place {
  /** Of the new heading. */
  level: number;
  /** 0-based line of the body after which it goes, the last written one; -1: at the body's beginning. */
  after: number;
  /** Blank lines above the heading, and between it and a quote. */
  above: number;
  below: number;
}

/** Where the article may go, the best place first. */
export function* placesIn(outline: Outline): Generator<Place> {
  const { blocks } = outline;
  const best = bestPlace(outline);
  yield best;
  if (best.above === 0) yield { ...best, above: 1 };
  // Before the block that swallows what comes after it, and at last at the beginning, where nothing does.
  for (const block of blocks.slice(-3).reverse()) {
    yield { ...best, above: 1, after: lastWritten(outline, block.from) };
  }
  yield { ...best, above: 1, after: -1 };
}

function bestPlace(outline: Outline): Place {
  const { blocks, lines } = outline;
  const sources = collecting(outline);
  const last = sources.at(-1);
  if (last !== undefined) {
    const habit = habitOf(outline, sources);
    const after = lastWritten(outline, sectionEnd(outline, last));
    return { level: blocks[last]?.level ?? 3, after, ...habit };
  }
  const headings = blocks.filter(isHeading);
  const named = blocks.findLastIndex((block) => isHeading(block) && namesCollection(block.text));
  if (named >= 0) {
    const level = Math.min(6, (blocks[named]?.level ?? 2) + 1);
    return { level, after: lastWritten(outline, sectionEnd(outline, named)), above: 1, below: 1 };
  }
  return {
    level: levelBeside(headings.map(({ level }) => level)),
    after: lastWritten(outline, lines.length),
    above: 1,
    below: 1,
  };
}

/**
 * Indexes of the headings that collect articles: those that link to one and are not below another such heading, which are
 * part of that article's excerpt. One heading above several others is the collection itself: a translation's original.
 */
function collecting({ blocks }: Outline): number[] {
  const all = [...blocks.keys()].filter((index) => {
    const block = blocks[index];
    return block !== undefined && holdsSource(block);
  });
  const outermost = (indexes: readonly number[]): number[] => {
    const found: number[] = [];
    let level = 7;
    let end = 0;
    for (const index of indexes) {
      const block = blocks[index];
      if (!block) continue;
      if (block.from >= end || block.level <= level) {
        found.push(index);
        level = block.level;
        const next = blocks.slice(index + 1).find((other) => isHeading(other) && other.level <= level);
        end = next?.from ?? Infinity;
      }
    }
    return found;
  };
  const outer = outermost(all);
  const inner = outermost(all.filter((index) => !outer.includes(index)));
  return outer.length === 1 && inner.length > 1 ? inner : outer;
}

/** The blank lines around the headings of the articles that are there. */
function habitOf(outline: Outline, sources: readonly number[]): { above: number; below: number } {
  const gaps = sources.map((index) => {
    const { from, to } = outline.blocks[index] ?? { from: 0, to: 0 };
    return blanksAround(outline, from, to);
  });
  const usual = (counts: (number | null)[]): number =>
    Math.min(2, counts.findLast((count) => count !== null) ?? 1);
  return { above: usual(gaps.map(({ before }) => before)), below: usual(gaps.map(({ after }) => after)) };
}

/** Beside the note's sections, not inside the last one: the level of its highest headings but for a title. */
function levelBeside(levels: readonly number[]): number {
  const titles = levels.filter((level) => level === 1).length;
  const sections = titles === 1 ? levels.filter((level) => level > 1) : levels;
  return sections.length === 0 ? 3 : Math.min(...sections);
}

/** Whether a heading says that articles follow: `## 网上文章`, `## Links:`, `## 3. 参考资料`. */
function namesCollection(heading: string): boolean {
  const words = heading.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  return collectionNames.test(words);
}

const collectionNames = new RegExp(
  [
    '^(?:(?:网上|網上|网络|網絡|相关|相關|推荐|推薦|参考|參考|外部|延伸|扩展|擴展|好的?|待读|待讀|优秀|優秀|资料)?(?:文章|链接|鏈接|連結|资料|資料|资源|資源|文献|文獻|阅读|閱讀|收集|来源|來源|出处|出處))(?:收集|列表|清单|清單|整理|汇总|匯總|链接|鏈接)?$',
    '^(?:参考|參考|摘录|摘錄|文摘|书签|書籤|收藏|收藏夹|稍后阅读|稍後閱讀|待读|待讀|读过的文章)$',
    '^(?:(?:online|web|useful|related|external|good|reading|saved|interesting|more|my|the) )?(?:articles?|links?|sources?|references?|readings?|reading list|resources?|bookmarks?|clippings?|citations?)(?: (?:and|&) (?:articles?|links?|sources?|references?|resources?))?$',
    '^(?:further reading|see also|read later|to read|reading)$',
  ].join('|'),
  'iu',
);
