/** How copies look: chosen by the person, remembered on this machine. */
import { create } from 'zustand';

export interface Look {
  /** px. */
  size: number;
  width: 'narrow' | 'usual' | 'wide';
  /** `app`: light or dark as the rest of the window. */
  theme: 'app' | 'light' | 'sepia' | 'dark';
}

export const usualLook: Look = { size: 16, width: 'usual', theme: 'app' };
export const sizes = [13, 14, 15, 16, 17, 18, 20, 22, 24, 28] as const;
export const widths = ['narrow', 'usual', 'wide'] as const;
export const themes = ['app', 'light', 'sepia', 'dark'] as const;
/** The longest line, em; look.md: 42. */
export const emOf = { narrow: 34, usual: 42, wide: 56 } as const;

const key = 'gleaner.reading';

/** What was remembered, with the usual value for anything that is missing or makes no sense. */
export function rememberedLook(): Look {
  let stored: Partial<Record<keyof Look, unknown>> | null = null;
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    if (typeof value === 'object') stored = value;
  } catch {
    // Nothing is kept here, or not by us.
  }
  return {
    size: sizes.find((size) => size === stored?.size) ?? usualLook.size,
    width: widths.find((width) => width === stored?.width) ?? usualLook.width,
    theme: themes.find((theme) => theme === stored?.theme) ?? usualLook.theme,
  };
}

export const useLook = create<Look>(() => rememberedLook());

export function setLook(change: Partial<Look>): void {
  useLook.setState(change);
  try {
    localStorage.setItem(key, JSON.stringify(useLook.getState()));
  } catch {
    // A browser that keeps nothing: the copy looks as usual next time.
  }
}

/** The next size up (1) or down (-1), or the same at the end. */
export function nextSize(size: number, step: 1 | -1): number {
  return (step > 0 ? sizes.find((one) => one > size) : sizes.findLast((one) => one < size)) ?? size;
}
