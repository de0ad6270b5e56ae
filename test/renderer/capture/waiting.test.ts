import { describe, expect, test } from 'vitest';
import { createWaiting } from '../../../renderer/capture/waiting.ts';
import type { Dialog } from '../../../renderer/store.ts';
import type { AddRequest } from '../../../notes/text/add-link.ts';

const request = (name: string): AddRequest => ({
  url: `https://zoo.example/${name}`,
  title: null,
  quote: null,
});

function desk() {
  let dialog: Dialog | null = null;
  let lastId = 0;
  let told: { id: number; n: number; run: (() => void) | null } | null = null;
  const waiting = createWaiting({
    dialog: () => dialog,
    open: ({ url = '' }) => {
      dialog = { kind: 'quick-add', url, title: null, quote: null };
    },
    tell: (n, run) => {
      told = { id: ++lastId, n, run };
      return lastId;
    },
    isTold: (id) => told?.id === id,
    dismiss: (id) => {
      if (told?.id === id) told = null;
    },
  });
  return {
    waiting,
    shown: () =>
      dialog?.kind === 'quick-add' ? dialog.url.replace('https://zoo.example/', '') : dialog?.kind,
    told: () => told && { n: told.n, canRun: told.run !== null },
    show(next: Dialog | null) {
      dialog = next;
      waiting.look();
    },
    /** As a notice does it: it goes first. */
    answer() {
      const run = told?.run;
      told = null;
      waiting.look();
      run?.();
    },
    takeAway() {
      told = null;
      waiting.look();
    },
  };
}

describe('an article that arrives', () => {
  test('is shown at once where nothing else is', () => {
    const { waiting, ...at } = desk();
    waiting.arrive(request('owl'));
    expect(at.shown()).toBe('owl');
    expect(at.told()).toBeNull();
  });

  test('waits behind whatever is open, and is offered when that is closed', () => {
    const { waiting, ...at } = desk();
    at.show({ kind: 'rename', path: 'a.md' });
    waiting.arrive(request('owl'));
    expect(at.shown()).toBe('rename');
    expect(at.told()).toEqual({ n: 1, canRun: false });
    at.show(null);
    expect(at.shown()).toBeUndefined();
    expect(at.told()).toEqual({ n: 1, canRun: true });
    at.answer();
    expect(at.shown()).toBe('owl');
    expect(at.told()).toBeNull();
  });

  test('waits with others in their order, each once, and one of them is offered after the other', () => {
    const { waiting, ...at } = desk();
    waiting.arrive(request('ant'));
    for (const name of ['owl', 'bee', 'owl', 'ant']) waiting.arrive(request(name));
    expect(at.shown()).toBe('ant');
    expect(at.told()).toEqual({ n: 2, canRun: false });
    at.show(null);
    waiting.arrive(request('cow'));
    expect(at.shown()).toBeUndefined();
    expect(at.told()).toEqual({ n: 3, canRun: true });
    at.answer();
    expect(at.shown()).toBe('bee');
    at.show(null);
    at.answer();
    at.show(null);
    at.answer();
    expect(at.shown()).toBe('cow');
    expect(at.told()).toBeNull();
  });

  test('is forgotten with the notice that the person takes away; a thousand of them are no more than twenty', () => {
    const { waiting, ...at } = desk();
    at.show({ kind: 'commands' });
    for (let n = 0; n < 1000; n++) waiting.arrive(request(String(n)));
    expect(at.told()).toEqual({ n: 20, canRun: false });
    at.takeAway();
    at.show(null);
    expect(at.told()).toBeNull();
    waiting.arrive(request('owl'));
    expect(at.shown()).toBe('owl');
  });

  test('without an address, as the key of the whole system does, takes no place of anything', () => {
    const { waiting, ...at } = desk();
    at.show({ kind: 'rename', path: 'a.md' });
    waiting.arrive(null);
    expect(at.shown()).toBe('rename');
    expect(at.told()).toBeNull();
    at.show(null);
    waiting.arrive(null);
    expect(at.shown()).toBe('');
  });
});
