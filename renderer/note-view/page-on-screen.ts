/** The page of the open note that is on screen. */
import { create } from 'zustand';
import type { NotePage } from './note-page.ts';

export const usePage = create<{ page: NotePage | null }>(() => ({ page: null }));
