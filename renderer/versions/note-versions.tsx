import { useEffect, useState } from 'react';
import type { NoteVersion, Results } from '../../notes/api.ts';
import { notebook, sessions } from '../actions.ts';
import { t } from '../messages.ts';
import { attempt } from '../notices.ts';
import type { OpenNote } from '../store.ts';
import { NoVersions } from './no-versions.tsx';
import { VersionCompared } from './version-compared.tsx';
import { VersionList } from './version-list.tsx';

const atOnce = 200;

/** The versions of the open note, and one of them beside its text of now. */
export function NoteVersions({ note }: { note: OpenNote }) {
  const { path } = note;
  const [answer, setAnswer] = useState<Results['history'] | null>(null);
  const [chosen, setChosen] = useState<number | null>(null);
  const [wanted, setWanted] = useState(atOnce);
  const status = note.status.kind;
  useEffect(() => {
    let isWanted = true;
    void attempt(t('versions.failed', { path }), async () => {
      // What was typed a moment ago is the note's text now.
      if (status === 'saving') await sessions().flush(path);
      const found = await windows(path, wanted);
      if (!isWanted) return;
      setAnswer(found);
      setChosen((before) => before ?? firstOther(found));
    });
    return () => {
      isWanted = false;
    };
  }, [path, status, wanted]);
  if (answer === null) return <div className="versions-empty" />;
  const version = answer.versions.find(({ id }) => id === chosen) ?? answer.versions[0];
  if (version === undefined) return <NoVersions title={t('versions.none')} hint={t('versions.noneHint')} />;
  return (
    <>
      <div className="versions-side">
        <VersionList
          versions={answer.versions}
          chosen={version.id}
          current={answer.now}
          onChoose={setChosen}
        />
        {answer.total > answer.versions.length && (
          <button type="button" className="button versions-more" onClick={() => setWanted(wanted + 1000)}>
            {t('versions.more')}
          </button>
        )}
      </div>
      <VersionCompared note={note} version={version} />
    </>
  );
}

async function windows(path: string, wanted: number): Promise<Results['history']> {
  const first = await notebook().history({ path, offset: 0, limit: Math.min(wanted, 1000) });
  const versions = [...first.versions];
  while (versions.length < Math.min(wanted, first.total)) {
    const more = await notebook().history({ path, offset: versions.length, limit: 1000 });
    if (more.versions.length === 0) break;
    versions.push(...more.versions);
  }
  return { ...first, versions };
}

/** The newest one that says something else than the note does now. */
function firstOther({ versions, now }: Results['history']): NoteVersion['id'] | null {
  return (versions.find(({ version }) => version !== now) ?? versions[0])?.id ?? null;
}
