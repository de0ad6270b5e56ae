import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Card, Consent, FetchFailure, Notebook, NotebookState } from '../../../notes/api.ts';
import { start } from '../../../renderer/actions.ts';
import { setPreviews, useConsent } from '../../../renderer/sources/consent.ts';
import { useKnown } from '../../../renderer/sources/known-articles.ts';
import {
  keepWalking,
  restMs,
  restOn,
  seeCard,
  showCard,
  useShownCards,
} from '../../../renderer/sources/shown-cards.ts';
import { useStore } from '../../../renderer/store.ts';
import { article, card, failure } from './make.ts';

let tests = 0;
/** Other ones in each test: what was tried by itself is not tried again in this page. */
const linked = (name: string) => {
  const normalised = `example.org/${tests}/${name}`;
  return { url: `https://${normalised}`, normalised };
};
let [one, two, three] = [linked('one'), linked('two'), linked('three')];

describe('the cards that are fetched', () => {
  const asked: string[] = [];
  let answer: (url: string) => Promise<Card | FetchFailure>;
  let told: Consent;
  const ends: (() => void)[] = [];
  const kept = new Map<string, string>();

  const settled = () => vi.advanceTimersByTimeAsync(restMs);
  const allow = (previews: Consent['previews']) =>
    useConsent.setState({ consent: { previews, checks: false } });
  const trouble = ({ normalised }: typeof one) =>
    useShownCards.getState().troubles[normalised]?.failure.reason;

  beforeEach(() => {
    vi.useFakeTimers();
    tests += 1;
    [one, two, three] = [linked('one'), linked('two'), linked('three')];
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    });
    kept.clear();
    asked.length = 0;
    answer = (url) => Promise.resolve(card(url));
    told = { previews: 'off', checks: true };
    useShownCards.setState({ busy: {}, troubles: {} });
    useConsent.setState({ consent: null, askedAt: null });
    useStore.setState({ notebook: { folder: '/notes' } as NotebookState, toasts: [] });
    useKnown.setState({
      articles: Object.fromEntries([one, two, three].map((it) => [it.normalised, article(it.normalised)])),
    });
    start(
      {
        fetchCard: ({ url }: { url: string }) => {
          asked.push(url);
          return answer(url);
        },
        consent: () => Promise.resolve(told),
        setConsent: (consent: Consent) => Promise.resolve((told = consent)),
        listen: () => () => undefined,
      } as unknown as Notebook,
      null,
    );
    ends.push(keepWalking());
  });
  afterEach(async () => {
    ends.splice(0).forEach((end) => end());
    await settled();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  test('are none while nothing was allowed, or it is not known yet', async () => {
    for (const previews of [null, 'off'] as const) {
      if (previews !== null) allow(previews);
      ends.push(restOn(one), seeCard(two, 1));
      await settled();
    }
    expect(asked).toEqual([]);
  });

  test('are the one that was asked for, which is on screen at once', async () => {
    await showCard(one, false);
    expect(asked).toEqual([one.url]);
    expect(useKnown.getState().articles[one.normalised]?.card?.title).toBe('A page');
  });

  test('are fetched once however often they are asked for meanwhile', async () => {
    await Promise.all([showCard(one, false), showCard(one, true)]);
    expect(asked).toEqual([one.url]);
  });

  test('are, by `select`, those that the person rests on', async () => {
    allow('select');
    restOn(one)();
    ends.push(restOn(two), seeCard(three, 2));
    await vi.advanceTimersByTimeAsync(restMs - 1);
    expect(asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(asked).toEqual([two.url]);
  });

  test('are, by `open`, those on screen, one after the other', async () => {
    allow('open');
    let running = 0;
    let most = 0;
    answer = async (url) => {
      most = Math.max(most, ++running);
      await new Promise((done) => setTimeout(done, 10));
      running -= 1;
      return card(url);
    };
    ends.push(seeCard(two, 1), seeCard(one, 0));
    seeCard(three, 2)();
    await settled();
    expect(asked).toEqual([one.url, two.url]);
    expect(most).toBe(1);
  });

  test('are not tried again by themselves when they failed, but when the person asks', async () => {
    allow('open');
    answer = () => Promise.resolve(failure('status', 500));
    ends.push(seeCard(one, 0));
    await settled();
    ends.push(restOn(one));
    await settled();
    expect(asked).toHaveLength(1);
    expect(trouble(one)).toBe('status');
    answer = (url) => Promise.resolve(card(url));
    await showCard(one, true);
    expect(trouble(one)).toBeUndefined();
  });

  test('are not fetched without end where the host keeps none of them', async () => {
    allow('open');
    ends.push(seeCard(one, 0));
    await settled();
    useKnown.setState({ articles: { [one.normalised]: article(one.normalised) } });
    await settled();
    expect(asked).toEqual([one.url]);
  });

  test('wait when this computer is offline: the other sites are not tried', async () => {
    allow('open');
    answer = () => Promise.resolve(failure('offline'));
    ends.push(seeCard(one, 0), seeCard(two, 1));
    await vi.advanceTimersByTimeAsync(60);
    expect(asked).toHaveLength(1);
  });

  test('are asked about once in a notebook, under the first one', async () => {
    allow('off');
    await showCard(one, false);
    expect(useConsent.getState().askedAt).toBe(one.normalised);
    useConsent.setState({ askedAt: null });
    await showCard(two, false);
    expect(useConsent.getState().askedAt).toBeNull();
    useStore.setState({ notebook: { folder: '/other' } as NotebookState });
    await showCard(three, false);
    expect(useConsent.getState().askedAt).toBe(three.normalised);
  });

  test('follow what the person has chosen, and the rest of the consent stays', async () => {
    useConsent.setState({ askedAt: one.normalised });
    await setPreviews('select');
    expect(told).toEqual({ previews: 'select', checks: true });
    expect(useConsent.getState()).toEqual({ consent: told, askedAt: null });
  });
});
