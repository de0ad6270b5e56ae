import { describe, expect, it } from 'vitest';
import { readFacts } from '../../../notes/text/facts.ts';
import { shared } from '../../../renderer/session/facts.ts';
import { note } from '../../make.ts';

describe('facts that are read again', () => {
  const text = note({
    title: '茶',
    tags: ['a'],
    body: '### [一](https://example.com/1)\n\n甲\n\n### [二](https://example.com/2)\n\n乙\n',
  });
  const before = readFacts('a.md', text);

  it('are the very same when they say the same', () => {
    expect(shared(before, readFacts('a.md', text))).toBe(before);
  });

  it('are new only where the text is', () => {
    const next = readFacts('a.md', text.replace('乙', '乙乙'));
    const facts = shared(before, structuredClone(next)) as typeof next;
    expect(facts).toEqual(next);
    expect(facts).not.toBe(before);
    expect(facts.sources[0]).toBe(before.sources[0]);
    expect(facts.sources[1]).not.toBe(before.sources[1]);
    expect(facts.tags).toBe(before.tags);
  });

  it('lose what is gone, and keep what has become nothing apart from what never was', () => {
    const one = { list: [1, 2], at: null as number | null, name: 'x' };
    expect(shared(one, { list: [1], at: null, name: 'x' })).toEqual({ list: [1], at: null, name: 'x' });
    expect(shared({ at: {} }, { at: null })).toEqual({ at: null });
    expect(shared({ at: [] }, { at: {} })).toEqual({ at: {} });
  });
});
