import { afterEach, expect, test, vi } from 'vitest';
import { fittingWidths } from '../../renderer/pane-memory.ts';

const remember = (widths: object) =>
  vi.stubGlobal('localStorage', { getItem: () => JSON.stringify({ widths }) });

afterEach(() => {
  vi.unstubAllGlobals();
});

test('panes keep the widths that were remembered where they fit', () => {
  const widths = { sidebar: 200, list: 400, sources: 300 };
  remember(widths);
  expect(fittingWidths(1440, { sidebar: true, sources: true })).toEqual(widths);
});

test('panes too wide for the window give way to the text, the sources first, none below its least', () => {
  remember({ sidebar: 360, list: 520, sources: 560 });
  const both = { sidebar: true, sources: true };
  expect(fittingWidths(1600, both)).toEqual({ sidebar: 360, list: 520, sources: 420 });
  expect(fittingWidths(1300, both)).toEqual({ sidebar: 360, list: 384, sources: 256 });
  expect(fittingWidths(900, both)).toEqual({ sidebar: 176, list: 232, sources: 256 });
});

test('panes that are closed take no room from the others', () => {
  remember({ sidebar: 360, list: 520, sources: 560 });
  expect(fittingWidths(1024, { sidebar: false, sources: false }).list).toBe(520);
});
