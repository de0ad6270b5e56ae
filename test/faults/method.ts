/** What a way of making saves fail is, and what it answers. */
import type { Lab } from './lab.ts';

export interface Method {
  name: string;
  /** One sentence: what it tries. */
  tries: string;
  /** Programs that must be there. All of them need Linux and root. */
  needs: readonly string[];
  run: (lab: Lab) => Promise<Outcome>;
}

export interface Outcome {
  /** How many faults were tried. */
  tried: number;
  /** What was lost, torn or told wrongly, a sentence each. Empty: everything survived. */
  lost: string[];
  /** What else is worth a line in the table. */
  remark?: string;
}
