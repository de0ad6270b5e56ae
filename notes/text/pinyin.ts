/** How Han characters are read, without tones. A table of 80 KB in the place of a dictionary of 18 MB. */
import { pinyinReadings } from './pinyin-readings.ts';

interface Table {
  /** By UTF-16 unit: the number of its set of readings; 0: it is no Han character. */
  setOfUnit: Uint16Array;
  /** Every set of readings that some character has, by number; number 0 is empty. */
  sets: readonly (readonly string[])[];
}

let table: Table | null = null;

/** Made when it is asked for first, in about 5 ms. */
export function pinyinTable(): Table {
  return (table ??= tableOf(pinyinReadings));
}

/** How a character is read: `行` is `xing`, `hang`, `heng`. The ü of 女 is `v` and `u`: people type either. */
export function readingsOf(character: string): readonly string[] {
  const { setOfUnit, sets } = pinyinTable();
  return sets[setOfUnit[character.charCodeAt(0)] ?? 0] ?? [];
}

function tableOf(text: string): Table {
  const setOfUnit = new Uint16Array(0x10000);
  const sets: string[][] = [[]];
  const numbers = new Map<string, number>();
  for (const line of text.trim().split('\n')) {
    const [reading = '', characters = ''] = line.split(' ');
    for (let at = 0; at < characters.length; at++) {
      const unit = characters.charCodeAt(at);
      const all = [...(sets[setOfUnit[unit] ?? 0] ?? []), ...typedAs(reading)];
      const key = all.join(' ');
      const number = numbers.get(key) ?? sets.push(all) - 1;
      numbers.set(key, number);
      setOfUnit[unit] = number;
    }
  }
  return { setOfUnit, sets };
}

function typedAs(reading: string): string[] {
  return reading.includes('v') ? [reading, reading.replace('v', 'u')] : [reading];
}
