import { describe, expect, test } from 'vitest';
import type { Sort } from '../../notes/api.ts';
import type { Database, Row, Value } from '../../notes/find/database.ts';
import { facetsOf } from '../../notes/find/results/facets.ts';
import { articlesIn } from '../../notes/find/mentions.ts';
import { pageOf, positionOf } from '../../notes/find/results/pages.ts';
import { catalogOf, makeNote, makeSource } from './make.ts';

const notes = Array.from({ length: 40 }, (_, index) =>
  makeNote(
    `${index}.md`,
    {
      ...{ instant: index * 86_400_000, date: '2020-01-13', tags: index % 2 ? ['前端', 'a/b'] : [] },
      sources: [makeSource(`https://juejin.im/${index}`)],
    },
    { body: '冷启动 serverless ab' },
  ),
);

/** The database, and every statement it is asked, each with the plan that SQLite makes of it. */
function watched(database: Database): { database: Database; plans: Map<string, Row[]> } {
  const plans = new Map<string, Row[]>();
  const plan = (sql: string, values: Value[]): void => {
    if (/^(SELECT|INSERT|UPDATE|DELETE)/.test(sql))
      plans.set(sql, database.all(`EXPLAIN QUERY PLAN ${sql}`, ...values));
  };
  return {
    database: {
      ...database,
      all(sql, ...values) {
        plan(sql, values);
        return database.all(sql, ...values);
      },
      get(sql, ...values) {
        plan(sql, values);
        return database.get(sql, ...values);
      },
      run(sql, ...values) {
        plan(sql, values);
        return database.run(sql, ...values);
      },
    },
    plans,
  };
}

const lookUp = / (notes .*INDEX notes_place \(place=\?\)|result USING INTEGER PRIMARY KEY \(rowid=\?\))$/;
const isFullText = (row: Row): boolean => / (search|starts) VIRTUAL TABLE /.test(String(row['detail']));

/** What makes SQLite ask the full-text index, or go through another index, once more for every row of something else. */
function repetitions(plan: Row[]): string[] {
  return plan.filter(isFullText).flatMap((row) => {
    const loops = plan.filter(
      ({ parent, detail }) => parent === row['parent'] && /^(SCAN|SEARCH) /.test(String(detail)),
    );
    const [first, ...others] = loops;
    const inner = others.filter(({ detail }) => !lookUp.test(String(detail)));
    const parents = [row];
    for (let [at] = parents; at;) {
      const { parent } = at;
      at = plan.find(({ id }) => id === parent);
      if (at) parents.push(at);
    }
    const correlated = parents.filter(({ detail }) => String(detail).includes('CORRELATED'));
    return [...(first === row ? [] : [row]), ...inner, ...correlated].map(({ detail }) => String(detail));
  });
}

const filters = [
  ...['冷启动', '冷启动 ab', '冷启动 -serverless', '-冷启动', '冷启动 动', 'title:冷启动 serverless'],
  ...[
    'tag:前端 冷启动',
    'tag:a 冷启动 serverless',
    'tag:前端 动',
    'tag:前端 tag:a 冷启动',
    '冷启动 -tag:前端',
  ],
  ...[
    'site:juejin.im 冷启动',
    'site:juejin.im tag:前端 冷启动',
    '冷启动 -site:juejin.im',
    'category:x 冷启动',
  ],
  ...['date:2020 冷启动', 'date:>2019-05 tag:前端 冷启动', 'modified:<7d 冷启动'],
  ...[
    'is:untagged 冷启动',
    'is:broken 冷启动',
    'is:unpublished 冷启动',
    'has:source 冷启动',
    'has:question 冷启动',
    'is:dead 冷启动',
    'is:unread 冷启动 -has:copy',
  ],
  ...['冷启动 OR tag:前端', '冷启动 OR site:juejin.im OR ab', '-冷启动 tag:前端', '-冷启动 site:juejin.im'],
  ...[
    'tag:前端 -冷启动 -动',
    '(冷启动 OR tag:前端) site:juejin.im',
    '冷启动 (动 OR tag:前端)',
    '-(冷启动 tag:前端)',
  ],
];

describe('SQLite asks the full-text index once, and looks each hit up by its place', () => {
  test.each(filters)('for %s', (filter) => {
    const catalog = catalogOf(...notes);
    const { database, plans } = watched(catalog.database);
    const ask = (sort: Sort): void => {
      pageOf(database, { filter, sort, offset: 0, limit: 50 });
      positionOf(database, { filter, sort, target: { path: '1.md' } });
    };
    ask('date');
    ask('relevance');
    ask('title');
    facetsOf({ ...catalog, database }, filter);
    articlesIn(database, { filter, offset: 0, limit: 100 });
    const withWords = [...plans].filter(([, plan]) => plan.some(isFullText));
    expect(withWords.length).toBeGreaterThan(0);
    for (const [sql, plan] of withWords)
      expect({ sql, repetitions: repetitions(plan) }).toEqual({ sql, repetitions: [] });
    catalog.close();
  });
});
