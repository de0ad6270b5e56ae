import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { en } from '../../renderer/messages/en.ts';
import { zh } from '../../renderer/messages/zh.ts';

const renderer = resolve(import.meta.dirname, '../../renderer');

/** The text of every source file of the UI but the messages themselves. */
const sources = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.tsx?$/.test(path) && !path.startsWith('messages/'))
  .map((path) => readFileSync(join(renderer, path), 'utf8'))
  .join('\n');

const keys = Object.keys(en);
const written = new Set([...sources.matchAll(/'([a-z]+\.[\w.-]+)'/gi)].map((match) => match[1]));
/** `error.` of `error.${code}`: any key that begins so may be meant. */
const begun = [...sources.matchAll(/\bt\(\s*`([a-z]+\.[\w.-]*)\$\{/gi)].map((match) => match[1] ?? '');

describe('the catalogue of messages', () => {
  test('has no message that nobody shows', () => {
    const unused = keys.filter((key) => !written.has(key) && !begun.some((start) => key.startsWith(start)));
    expect(unused).toEqual([]);
  });

  test('has every message that is asked for', () => {
    const asked = [...sources.matchAll(/\bt\(\s*'([^']+)'/g)].map((match) => match[1] ?? '');
    expect(asked.length).toBeGreaterThan(100);
    expect(asked.filter((key) => !keys.includes(key))).toEqual([]);
    expect(begun.filter((start) => !keys.some((key) => key.startsWith(start)))).toEqual([]);
  });

  test('has the same keys in the same order in both languages', () => {
    expect(Object.keys(zh)).toEqual(keys);
  });
});
