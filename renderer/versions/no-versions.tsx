import type { ReactNode } from 'react';

/** Where there is nothing to be shown: why, and what can be done. */
export function NoVersions(parts: { title: string; hint: string; children?: ReactNode }) {
  return (
    <div className="versions-empty" role="group" aria-label={parts.title}>
      <p className="versions-empty-title">{parts.title}</p>
      <p className="versions-empty-hint">{parts.hint}</p>
      {parts.children}
    </div>
  );
}
