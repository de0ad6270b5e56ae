import { describe, expect, test } from 'vitest';
import { conjuncts, parseFilter } from '../../../notes/text/filter.ts';
import { formatFilter } from '../../../notes/text/filter-text.ts';
import {
  afterClick,
  chipsOf,
  type Choice,
  joiningOf,
  marksOf,
  rejoined,
  withoutChip,
} from '../../../renderer/sidebar/tag-filter.ts';

const tag = (value: string): Choice => ({ key: 'tag', value });
const category = (value: string): Choice => ({ key: 'category', value });
const untagged: Choice = { key: 'is', value: 'untagged' };

describe('a click on a tag', () => {
  test('shows only this tag', () => {
    expect(afterClick('tag:a category:b', tag('前端'), 'only')).toBe('tag:前端');
    expect(afterClick('', tag('two words'), 'only')).toBe('tag:"two words"');
    expect(afterClick('(tag:a OR tag:b)', tag('a'), 'only')).toBe('tag:a');
  });

  test('clears the filter when this tag is all of it', () => {
    expect(afterClick('tag:serverless', tag('serverless'), 'only')).toBe('');
    expect(afterClick('tag:"serverless"', tag('serverless'), 'only')).toBe('');
    expect(afterClick('tag:serverless tag:b', tag('serverless'), 'only')).toBe('tag:serverless');
  });

  test('with Mod adds the tag, and takes it out again', () => {
    expect(afterClick('tag:a', tag('b'), 'and')).toBe('tag:a tag:b');
    expect(afterClick('tag:a tag:b', tag('b'), 'and')).toBe('tag:a');
    expect(afterClick('tag:a -tag:b', tag('b'), 'and')).toBe('tag:a tag:b');
    expect(afterClick('冷启动', untagged, 'and')).toBe('冷启动 is:untagged');
  });

  test('with Alt leaves its notes out, and lets them in again', () => {
    expect(afterClick('tag:a', tag('b'), 'not')).toBe('tag:a -tag:b');
    expect(afterClick('tag:a -tag:b', tag('b'), 'not')).toBe('tag:a');
    expect(afterClick('tag:a tag:b', tag('b'), 'not')).toBe('tag:a -tag:b');
    expect(afterClick('', category('读书'), 'not')).toBe('-category:读书');
    expect(afterClick('', untagged, 'not')).toBe('-is:untagged');
  });

  test('starts anew when the filter can’t be read', () => {
    expect(afterClick('tag:"a', tag('b'), 'and')).toBe('tag:b');
  });
});

describe('a click on a tag, when any of the chosen ones will do', () => {
  test('with Mod joins it to the others with OR', () => {
    expect(afterClick('', tag('a'), 'and', 'any')).toBe('tag:a');
    expect(afterClick('tag:a', tag('b'), 'and', 'any')).toBe('(tag:a OR tag:b)');
    expect(afterClick('tag:a 冷启动 -tag:draft', category('b'), 'and', 'any')).toBe(
      '(tag:a OR category:b) 冷启动 -tag:draft',
    );
    expect(afterClick('冷启动', tag('b'), 'and', 'any')).toBe('冷启动 tag:b');
    expect(afterClick('tag:a -tag:b', tag('b'), 'and', 'any')).toBe('(tag:a OR tag:b)');
  });

  test('goes by what the text says rather than by the switch', () => {
    expect(afterClick('tag:a OR tag:b', tag('c'), 'and', 'all')).toBe('(tag:a OR tag:b OR tag:c)');
    expect(afterClick('tag:a tag:b', tag('c'), 'and', 'any')).toBe('tag:a tag:b tag:c');
  });

  test('takes it out of the alternatives, and lets the last one stand alone', () => {
    expect(afterClick('x (tag:a OR tag:b OR is:untagged)', tag('b'), 'and')).toBe('x (tag:a OR is:untagged)');
    expect(afterClick('x (tag:a OR tag:b)', tag('b'), 'and')).toBe('x tag:a');
    expect(afterClick('(tag:a OR tag:b)', tag('b'), 'not')).toBe('tag:a -tag:b');
    expect(afterClick('-(tag:a OR tag:b)', tag('b'), 'not')).toBe('-tag:a');
    expect(afterClick('-(tag:a OR tag:b)', tag('b'), 'and')).toBe('-tag:a tag:b');
  });

  test('leaves alternatives that are no tags as they are', () => {
    expect(afterClick('(tag:a OR 词)', tag('a'), 'and')).toBe('(tag:a OR 词) tag:a');
    expect(afterClick('tag:a OR tag:b 词', tag('c'), 'not')).toBe('(tag:a OR tag:b 词) -tag:c');
  });
});

describe('the switch between all and any', () => {
  test('is what the text says', () => {
    expect(joiningOf('tag:a tag:b')).toBe('all');
    expect(joiningOf('tag:a OR tag:b')).toBe('any');
    expect(joiningOf('x (tag:a OR category:b)')).toBe('any');
    expect(joiningOf('tag:a')).toBeNull();
    expect(joiningOf('')).toBeNull();
    expect(joiningOf('tag:a -tag:b')).toBeNull();
    expect(joiningOf('(tag:a OR 词)')).toBeNull();
  });

  test('turns `a b` into `(a OR b)` and back', () => {
    expect(rejoined('tag:a tag:b', 'any')).toBe('(tag:a OR tag:b)');
    expect(rejoined('(tag:a OR tag:b)', 'all')).toBe('tag:a tag:b');
    expect(rejoined('x tag:a -tag:c category:b is:untagged', 'any')).toBe(
      'x (tag:a OR category:b OR is:untagged) -tag:c',
    );
    expect(rejoined('x (tag:a OR category:b) y', 'all')).toBe('x tag:a category:b y');
    expect(rejoined('tag:z (tag:a OR tag:z)', 'all')).toBe('tag:z tag:a');
  });

  test('leaves a text alone that says it already, or has nothing to join', () => {
    for (const [filter, joining] of [
      ['tag:a  tag:b', 'all'],
      ['tag:a OR tag:b', 'any'],
      ['tag:a', 'any'],
      ['tag:a -tag:b', 'any'],
      ['tag:"a', 'any'],
    ] as const)
      expect(rejoined(filter, joining)).toBe(filter);
  });

  test('and clicks always leave a text that reads as it is written', () => {
    const values = ['a', 'b c', 'OR', '-x', '(y)', '前端/React', '"q"'];
    let seed = 5;
    const random = (n: number) => (seed = (seed * 48_271) % 2_147_483_647) % n;
    let filter = '';
    for (let round = 0; round < 2000; round++) {
      const key = (['tag', 'category'] as const)[random(2)] ?? 'tag';
      const choice = random(8) === 0 ? untagged : { key, value: values[random(values.length)] ?? '' };
      const joining = random(2) === 0 ? 'all' : 'any';
      if (random(5) === 0) filter = rejoined(filter, joining);
      else filter = afterClick(filter, choice, random(3) === 0 ? 'not' : 'and', joining);
      if (random(40) === 0) filter = '';
      // One group alone is read without its parentheses.
      const written = formatFilter({ kind: 'and', parts: conjuncts(parseFilter(filter)), start: 0, end: 0 });
      expect(written).toBe(filter);
      for (const chip of chipsOf(filter)) expect(chip.kind).not.toBe('other');
    }
  });
});

describe('chips', () => {
  test('stand for the terms of a filter in order', () => {
    expect(
      chipsOf('tag:a -tag:"b c" category:d is:untagged (tag:x OR 词) -(tag:y OR tag:z) (tag:v OR title:w)'),
    ).toMatchObject([
      { kind: 'tag', name: 'a', isNegated: false },
      { kind: 'tag', name: 'b c', isNegated: true },
      { kind: 'category', name: 'd', isNegated: false },
      { kind: 'untagged', isNegated: false },
      { kind: 'any', choices: [{ value: 'x' }, { key: 'text', value: '词' }], isNegated: false },
      { kind: 'any', choices: [{ value: 'y' }, { value: 'z' }], isNegated: true },
      { kind: 'other', name: 'tag:v OR title:w', isNegated: false },
    ]);
  });

  test('know where they stand in the text', () => {
    const filter = ' tag:a  -(tag:b OR tag:c)';
    expect(chipsOf(filter).map(({ start, end }) => filter.slice(start, end))).toEqual([
      'tag:a',
      '-(tag:b OR tag:c)',
    ]);
  });

  test('stand once for what is written twice', () => {
    expect(chipsOf('tag:a tag:a 词')).toHaveLength(2);
  });

  test('are taken out one by one', () => {
    const filter = 'tag:a -tag:"b c" 词';
    const [first, second, third] = chipsOf(filter);
    expect(first && withoutChip(filter, first)).toBe('-tag:"b c" 词');
    expect(second && withoutChip(filter, second)).toBe('tag:a 词');
    expect(third && withoutChip(filter, third)).toBe('tag:a -tag:"b c"');
  });

  test('show a filter that can’t be read whole, and can take it out', () => {
    const [chip] = chipsOf('tag:"a');
    expect(chip).toMatchObject({ kind: 'other', name: 'tag:"a' });
    expect(chip && withoutChip('tag:"a', chip)).toBe('');
  });
});

describe('the sidebar', () => {
  test('says how each tag is asked for', () => {
    const mark = marksOf('tag:a -tag:b (tag:c OR category:d) -(tag:e OR is:untagged) (tag:f OR 词)');
    expect([tag('a'), tag('b'), tag('c'), category('d'), tag('e'), untagged].map(mark)).toEqual([
      'with',
      'without',
      'any',
      'any',
      'without',
      'without',
    ]);
    expect([category('a'), tag('f'), tag('x')].map(mark)).toEqual([null, null, null]);
    expect(marksOf('tag:"a')(tag('a'))).toBeNull();
  });
});
