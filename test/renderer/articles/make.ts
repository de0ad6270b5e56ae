import type { Arguments, Article, MonthCount } from '../../../notes/api.ts';

export function article(n: number, more: Partial<Article> = {}): Article {
  const url = `https://example.org/${n}`;
  return {
    url,
    normalised: url,
    site: 'example.org',
    title: `Article ${n}`,
    notes: [{ path: `${n}.md`, title: `Note ${n}`, line: 3 }],
    noted: 1,
    firstNoted: '2020-01-13',
    excerptLength: n,
    read: 'unread',
    copy: null,
    card: null,
    health: null,
    ...more,
  };
}

export function months(...counts: [string, number][]): MonthCount[] {
  return counts.map(([month, count]) => ({ month, count }));
}

/** Articles, `total` of them, that come when they are told to, and what was asked for. */
export function library(total: number) {
  const it = {
    total,
    asked: [] as Arguments<'articleList'>[],
    failsWith: null as Error | null,
    /** Answers wait for `release` while this is not null. */
    held: null as (() => void)[] | null,
    release() {
      const waiting = it.held ?? [];
      it.held = [];
      for (const go of waiting) go();
    },
    async articleList(args: Arguments<'articleList'>) {
      it.asked.push(args);
      if (it.held !== null) await new Promise<void>((go) => it.held?.push(go));
      if (it.failsWith !== null) throw it.failsWith;
      const count = Math.max(0, Math.min(args.limit, it.total - args.offset));
      return {
        total: it.total,
        articles: Array.from({ length: count }, (_, at) => article(args.offset + at)),
      };
    },
  };
  return it;
}
