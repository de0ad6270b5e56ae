/** What SQLite is taught about articles. */
import type { DatabaseSync } from 'node:sqlite';
import { isAtSite } from '../../text/filter-sites.ts';
import { occursAt } from '../../text/match.ts';

/**
 * `occurs(folded, word)`: whether the word stands in the text, by the rule of `occursAt`. `at_site(url, site)`: whether an
 * address is at the site that `site:` asks for.
 */
export function addFunctions(handle: DatabaseSync): void {
  const deterministic = { deterministic: true };
  handle.function('occurs', deterministic, (folded, word) =>
    occursAt(String(folded), String(word)) >= 0 ? 1 : 0,
  );
  handle.function('at_site', deterministic, (url, site) => {
    const address = String(url);
    return isAtSite({ url: address, normalised: address }, String(site)) ? 1 : 0;
  });
}
