import { polyphonic } from 'pinyin-pro';
import { describe, expect, test } from 'vitest';
import { pinyinTable, readingsOf } from '../../notes/text/pinyin.ts';

/** Every Han character below U+10000 by its readings, as a dictionary has them. */
function dictionary(): Map<string, string[]> {
  const characters = ['〇'];
  for (let code = 0x3400; code <= 0x9fff; code++) characters.push(String.fromCharCode(code));
  const all = polyphonic(characters.join(''), { toneType: 'none', type: 'array', v: true });
  return new Map(
    characters.flatMap((character, at): [string, string[]][] => {
      const readings = (all[at] ?? []).map((one) => one.replace('ê', 'e'));
      return readings[0] === character ? [] : [[character, [...new Set(readings)]]];
    }),
  );
}

describe('the readings of Han characters', () => {
  test('are those of the dictionary; vitest run test/text/pinyin.test.ts -u writes the table anew', async () => {
    const byReading = new Map<string, string>();
    for (const [character, readings] of dictionary()) {
      for (const one of readings) byReading.set(one, (byReading.get(one) ?? '') + character);
    }
    const lines = [...byReading].sort(([a], [b]) => (a < b ? -1 : 1)).map((entry) => entry.join(' '));
    const source = [
      '// Made from pinyin-pro (MIT licence) by test/text/pinyin.test.ts; not to be edited by hand.',
      '/** A line for each reading, without tones and with v for ü: the reading, a space, the characters that have it. */',
      `export const pinyinReadings = \`\n${lines.join('\n')}\n\`;\n`,
    ].join('\n');
    await expect(source).toMatchFileSnapshot('../../notes/text/pinyin-readings.ts');
  });

  test('are all there for every character of it', () => {
    for (const [character, readings] of dictionary()) {
      for (const one of readings) expect(readingsOf(character)).toContain(one);
    }
  });

  test.each<[string, string[]]>([
    ['深', ['shen']],
    ['行', ['hang', 'heng', 'xing']],
    ['女', ['nv', 'nu', 'ru']],
    ['〇', ['ling']],
    ['靈', ['ling']],
  ])('of %s are %j', (character, readings) => {
    expect([...readingsOf(character)].sort()).toEqual([...readings].sort());
  });

  test('are none for what is no Han character', () => {
    for (const text of ['a', 'é', 'の', '한', '。', '\ud840', '😀']) {
      expect(readingsOf(text)).toEqual([]);
      expect(pinyinTable().setOfUnit[text.charCodeAt(0)]).toBe(0);
    }
  });
});
