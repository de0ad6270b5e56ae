import { afterEach, describe, expect, test } from 'vitest';
import { en } from '../../renderer/messages/en.ts';
import type { Message } from '../../renderer/messages/message.ts';
import { zh } from '../../renderer/messages/zh.ts';
import { languageFor, setLanguage, t } from '../../renderer/messages.ts';

afterEach(() => setLanguage('en'));

const texts = (message: Message) => (typeof message === 'string' ? [message] : [message.one, message.other]);
const namesIn = (message: Message) =>
  new Set(texts(message).flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1])));

describe('messages', () => {
  test('choose the form for one and for many, and write numbers in the language’s way', () => {
    expect(t('list.count', { n: 1 })).toBe('1 note');
    expect(t('list.count', { n: 0 })).toBe('0 notes');
    expect(t('list.count', { n: 1284 })).toBe('1,284 notes');
    setLanguage('zh-CN');
    expect(t('list.count', { n: 1284 })).toBe('1,284 篇');
  });

  test('name a tag with its count as the tree item is named', () => {
    expect(t('tags.item', { name: 'serverless', n: 3 })).toBe('serverless, 3 notes');
    expect(t('tags.item', { name: 'serverless', n: 1 })).toBe('serverless, 1 note');
  });

  test('leave braces and dollar signs of what is filled in as they are', () => {
    expect(t('filter.remove', { name: '$& {n} $1' })).toBe('Remove filter $& {n} $1');
  });

  test('of both languages are filled with the same names', () => {
    for (const [key, message] of Object.entries(en)) {
      expect(namesIn(zh[key as keyof typeof en]), key).toEqual(namesIn(message));
    }
  });

  test('in Chinese have no Latin punctuation between Chinese characters', () => {
    for (const [key, message] of Object.entries(zh)) {
      for (const text of texts(message))
        expect(text, key).not.toMatch(/\p{Script=Han}[,;:!?]\p{Script=Han}/u);
    }
  });
});

describe('the language', () => {
  test('asked for in the address wins over the system’s', () => {
    expect(languageFor('?lang=zh', ['en-GB'])).toBe('zh-CN');
    expect(languageFor('?lang=en', ['zh-CN'])).toBe('en');
  });

  test('is the first of the system’s that there is, whatever its region', () => {
    expect(languageFor('', ['fr-FR', 'zh-TW', 'en'])).toBe('zh-CN');
    expect(languageFor('', ['de', 'en-AU', 'zh'])).toBe('en');
  });

  test('is English when none fits, also when the address asks for one that there is not', () => {
    expect(languageFor('?lang=xx', ['fr'])).toBe('en');
    expect(languageFor('?lang=', [])).toBe('en');
  });
});
