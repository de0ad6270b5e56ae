import type { Plugin } from 'rolldown';

/**
 * gray-matter brings engines of its own, one of which evaluates JavaScript (safety M-01). `text/front-matter.ts` refuses
 * them; what we ship does not even contain them.
 */
export function withoutCodeEngines(): Plugin {
  return {
    name: 'gray-matter-without-its-engines',
    load(id) {
      return /gray-matter[\\/]lib[\\/]engines\.js$/.test(id) ? 'module.exports = {};' : null;
    },
  };
}
