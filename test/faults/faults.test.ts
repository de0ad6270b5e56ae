/** The short form of `npm run test:faults`. */
import { describe, expect, test } from 'vitest';
import { unless } from '../temporary.ts';
import { methods } from './methods.ts';
import { missingFor, tryMethod } from './trying.ts';

/** Those of the last two file systems are in the long form only. */
const short = methods.filter(({ name }) => name !== 'power cut, xfs' && name !== 'power cut, btrfs');

describe('no text is lost, and none called saved that is not', () => {
  for (const method of short) {
    const missing = missingFor(method);
    test.skipIf(missing !== '')(
      `${method.name}: ${method.tries}${unless(missing === '', missing)}`,
      () => {
        const { tried, lost } = tryMethod(method);
        expect(lost).toEqual([]);
        expect(tried).toBeGreaterThan(0);
      },
      120_000,
    );
  }
});
