/** The tree that nested names make: `a/b` stands below `a`. Pure; tree.tsx shows it. */
import type { Facet } from '../../notes/api.ts';

export interface Branch {
  /** The whole name, `a/b`. */
  name: string;
  /** What is shown at this depth, `b`. */
  label: string;
  /** 1 for the top. */
  depth: number;
  /** Notes of the result that have this name or one below it. */
  count: number;
  branches: Branch[];
}

export interface VisibleBranch extends Branch {
  /** 1-based place among its siblings, and their number: aria-posinset and aria-setsize. */
  position: number;
  siblings: number;
  isOpen: boolean;
}

/** `facets` sorted by name, with parents present, as the notebook gives them. */
export function treeOf(facets: readonly Facet[]): Branch[] {
  const top: Branch[] = [];
  const byName = new Map<string, Branch>();
  for (const { name, within } of facets) {
    const slash = name.lastIndexOf('/');
    const parent = slash > 0 ? byName.get(name.slice(0, slash)) : undefined;
    const branch: Branch = {
      name,
      label: parent === undefined ? name : name.slice(slash + 1),
      depth: (parent?.depth ?? 0) + 1,
      count: within,
      branches: [],
    };
    byName.set(name, branch);
    (parent?.branches ?? top).push(branch);
  }
  return top;
}

/** The branches that are seen when those in `closed` are closed, from the top down. */
export function visibleBranches(top: readonly Branch[], closed: ReadonlySet<string>): VisibleBranch[] {
  return top.flatMap((branch, at) => {
    const isOpen = branch.branches.length > 0 && !closed.has(branch.name);
    const shown: VisibleBranch = { ...branch, position: at + 1, siblings: top.length, isOpen };
    return isOpen ? [shown, ...visibleBranches(branch.branches, closed)] : [shown];
  });
}

/** Every name of `all` with its count in the current result: 0 shows a dead end before anybody walks into it. */
export function countedIn(all: readonly Facet[], current: readonly Facet[] | null): Facet[] {
  if (current === null || all === current) return [...all];
  const counts = new Map(current.map((facet) => [facet.name, facet]));
  return all.map(({ name }) => counts.get(name) ?? { name, count: 0, within: 0 });
}

/** The next branch after `from` (wrapping) whose label begins with `prefix`; `-1`: none. */
export function findByLabel(branches: readonly VisibleBranch[], prefix: string, from: number): number {
  const wanted = prefix.toLocaleLowerCase();
  for (let step = 1; step <= branches.length; step++) {
    const at = (from + step + branches.length) % branches.length;
    if (branches[at]?.label.toLocaleLowerCase().startsWith(wanted)) return at;
  }
  return -1;
}
