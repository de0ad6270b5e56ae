import { create } from 'zustand';

const modes = ['normal', 'insert', 'visual', 'replace'] as const;
export type VimMode = (typeof modes)[number];

/** What vim's keys do just now; `null`: they are not chosen. */
export const useVimMode = create<{ mode: VimMode | null }>(() => ({ mode: null }));

export function isVimMode(mode: string): mode is VimMode {
  return (modes as readonly string[]).includes(mode);
}
