/** What the page and the worker that renders notes say to each other. */
import type { Rendered } from './rendering.ts';

export interface RenderRequest {
  id: number;
  text: string;
}

export type RenderAnswer =
  /** Parts of the program are waited for, which is no fault of the note. */
  | { id: number; kind: 'loading' | 'loaded' }
  | { id: number; kind: 'rendered'; rendered: Rendered }
  | { id: number; kind: 'failed'; message: string };
