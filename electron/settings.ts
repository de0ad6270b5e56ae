/** What the window remembers from one start to the next. Losing it costs nothing but the window's place. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';

const placement = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(400).max(20_000),
  height: z.int().min(300).max(20_000),
  maximized: z.boolean(),
});
export type Placement = z.infer<typeof placement>;

/** `null` when nothing was remembered, or nothing that makes sense. */
export function readPlacement(file: string): Placement | null {
  try {
    return placement.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

export function writePlacement(file: string, value: Placement): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(value));
    renameSync(`${file}.new`, file);
  } catch (error) {
    // A window must close even when its place cannot be kept.
    console.error('gleaner: the place of the window was not kept:', error);
  }
}
