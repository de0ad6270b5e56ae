import { describe, expect, it } from 'vitest';
import { Haystack } from '../../notes/text/quote-matching.ts';

describe('a short passage that only stands inside words', () => {
  it('is looked for a while and then given up', () => {
    const haystack = new Haystack(`${'a'.repeat(200_000)} aaaa`);
    const before = process.threadCpuUsage();
    for (let mark = 0; mark < 200; mark++) expect(haystack.find('aaaa')).toBe(null);
    const { user, system } = process.threadCpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(1_000);
  });

  it('is found where it is a word, after some words it is a part of', () => {
    const text = `${'aaaab '.repeat(500)}aaaa`;
    expect(new Haystack(text).find('aaaa')).toEqual({ span: [text.length - 4, text.length], score: 1 });
  });
});
