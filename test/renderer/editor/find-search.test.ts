import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Findings, FindQuery } from '../../../renderer/editor/find-matches.ts';
import { findMatches } from '../../../renderer/editor/find-matches.ts';
import { type Finder, longestFindMs, Search } from '../../../renderer/editor/find-search.ts';
import type { FindRequest } from '../../../renderer/editor/find-worker.ts';

const words: FindQuery = { words: 'a', matchCase: false, wholeWord: false, isRegexp: false, replacement: '' };
const expression: FindQuery = { ...words, isRegexp: true };

/** A worker by hand: it answers when it is told to. */
class Hand {
  isEnded = false;
  asked: FindRequest[] = [];
  #hear: ((event: unknown) => void) | null = null;

  postMessage(request: FindRequest) {
    this.asked.push(request);
  }
  terminate() {
    this.isEnded = true;
  }
  addEventListener(kind: string, hear: (event: unknown) => void) {
    if (kind === 'message') this.#hear = hear;
  }
  begin() {
    this.#hear?.({ data: { id: this.asked.at(-1)?.id, findings: null } });
  }
  answer(request = this.asked.at(-1)) {
    if (request === undefined) throw new Error('nothing was asked');
    this.#hear?.({ data: { id: request.id, findings: findMatches(request.text, request.query) } });
  }
}

let hands: Hand[] = [];
let findings: Findings[] = [];
const search = () =>
  new Search(() => {
    const hand = new Hand();
    hands.push(hand);
    return Promise.resolve(hand as unknown as Finder);
  });
const keep = (one: Findings) => void findings.push(one);
const arrived = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
  hands = [];
  findings = [];
});
afterEach(() => vi.useRealTimers());

describe('a search', () => {
  test('answers plain words at once, without a worker', () => {
    search().find('banana', words, keep);
    expect(findings).toMatchObject([{ kind: 'found', matches: [{ from: 1 }, { from: 3 }, { from: 5 }] }]);
    expect(hands).toEqual([]);
  });

  test('has expressions run in one worker, time after time', async () => {
    const one = search();
    for (const text of ['a', 'aa']) {
      one.find(text, expression, keep);
      await arrived();
      hands[0]?.begin();
      hands[0]?.answer();
    }
    expect(hands).toHaveLength(1);
    expect(findings.map((found) => found.kind === 'found' && found.matches.length)).toEqual([1, 2]);
    await vi.advanceTimersByTimeAsync(longestFindMs * 2);
    expect(findings).toHaveLength(2);
  });

  test('ends a worker that takes too long, says so, and goes on with another', async () => {
    const one = search();
    one.find('aaaa', expression, keep);
    await arrived();
    hands[0]?.begin();
    await vi.advanceTimersByTimeAsync(longestFindMs + 1);
    expect(findings).toEqual([{ kind: 'slow' }]);
    expect(hands[0]?.isEnded).toBe(true);
    one.find('a', expression, keep);
    await arrived();
    hands[1]?.begin();
    hands[1]?.answer();
    expect(findings.at(-1)).toMatchObject({ kind: 'found' });
  });

  test('forgets a search when another begins, also one that still runs', async () => {
    const one = search();
    one.find('a', expression, keep);
    await arrived();
    hands[0]?.begin();
    one.find('aa', expression, keep);
    expect(hands[0]?.isEnded).toBe(true);
    hands[0]?.answer();
    await arrived();
    hands[1]?.answer();
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ matches: [{ from: 0 }, { from: 1 }] });
  });

  test('says that it is slow where there is no worker to be had', async () => {
    const one = new Search(() => Promise.reject(new Error('none')));
    one.find('a', expression, keep);
    await arrived();
    expect(findings).toEqual([{ kind: 'slow' }]);
  });
});
