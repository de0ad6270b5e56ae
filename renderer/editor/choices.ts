/** How a person writes: chosen once, remembered on this machine. */
import { create } from 'zustand';

export interface Choices {
  /** Marks of Markdown are hidden on lines without the cursor; `false`: the source, all marks shown. */
  live: boolean;
  /** A little room between Han and Latin, as display only. */
  spacing: boolean;
  focus: boolean;
  typewriter: boolean;
  vim: boolean;
  /** Language of the spell check, as BCP 47; `null`: off. */
  spelling: string | null;
  /** The reading view stands beside the text. */
  readingBeside: boolean;
  /** Size of the text, px. */
  textSize: number;
}

export const usualChoices: Choices = {
  live: true,
  spacing: true,
  focus: false,
  typewriter: false,
  vim: false,
  spelling: null,
  readingBeside: false,
  textSize: 16,
};

export const textSizes = { least: 12, most: 32 } as const;

const key = 'gleaner.editor';

/** What was remembered, with the usual value for anything that is missing or makes no sense. */
export function rememberedChoices(): Choices {
  let stored: unknown = null;
  try {
    stored = JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch {
    // Nothing is kept here, or not by us.
  }
  if (typeof stored !== 'object' || stored === null) return usualChoices;
  const known = stored as Partial<Record<keyof Choices, unknown>>;
  const flag = (name: Exclude<keyof Choices, 'spelling' | 'textSize'>): boolean => {
    const value = known[name];
    return typeof value === 'boolean' ? value : usualChoices[name];
  };
  return {
    live: flag('live'),
    spacing: flag('spacing'),
    focus: flag('focus'),
    typewriter: flag('typewriter'),
    vim: flag('vim'),
    spelling: typeof known.spelling === 'string' ? known.spelling : null,
    readingBeside: flag('readingBeside'),
    textSize: isTextSize(known.textSize) ? known.textSize : usualChoices.textSize,
  };
}

function isTextSize(value: unknown): value is number {
  return typeof value === 'number' && value >= textSizes.least && value <= textSizes.most;
}

export const useChoices = create<Choices>(() => rememberedChoices());

export function setChoice(change: Partial<Choices>): void {
  useChoices.setState(change);
  try {
    localStorage.setItem(key, JSON.stringify(useChoices.getState()));
  } catch {
    // A browser that keeps nothing: the usual choices next time.
  }
}
