/** Between the tools and the text: what needs the person's attention about this note, and the ways out. */
import { CircleAlert, Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { NoteFacts } from '../../notes/api.ts';
import { changesBetween } from '../../notes/text/merge.ts';
import { openNote, sessions } from '../actions.ts';
import { openDialog } from '../dialogs/focus-before.ts';
import { convert } from '../encodings/convert.ts';
import { encodingName } from '../encodings/encoding-names.ts';
import { UnmappableError } from '../encodings/unmappable.ts';
import { t } from '../messages.ts';
import { attempt, notify, reasonFor } from '../notices.ts';
import { saveCopyElsewhere } from '../recovery/save-copy.ts';
import { mergeCopy, useSyncCopy } from '../recovery/sync-copy.ts';
import { noteOn, type OpenNote, type SaveStatus, useStore } from '../store.ts';
import { useSide } from './side.ts';
import './notices.css';

/** What the notices are about: where the cursor is draws none of them again. */
type Noted = Pick<OpenNote, 'status' | 'path' | 'recovered' | 'keptAs' | 'inPlace'> &
  Pick<NoteFacts, 'problem'>;

export function Notices() {
  const side = useSide();
  const note = useStore(
    useShallow((state) => {
      const here = noteOn(state, side);
      return here && noted(here);
    }),
  );
  if (note === null) return null;
  return (
    <>
      <StatusNotice note={note} />
      <NewsNotice note={note} />
      <InPlaceNotice note={note} />
      <CopyNotice path={note.path} />
      <ProblemNotice note={note} />
    </>
  );
}

function noted({ status, path, recovered, keptAs, inPlace = false, facts }: OpenNote): Noted {
  return { status, path, recovered, keptAs, inPlace, problem: facts.problem };
}

function StatusNotice({ note: { status, path, recovered } }: { note: Noted }) {
  const keep = (way: 'keepBoth' | 'keepMine' | 'keepTheirs') => () =>
    void attempt(t('editor.failedKeep', { path }), () => sessions()[way]());
  switch (status.kind) {
    case 'conflict':
      return (
        <Notice
          kind="bad"
          text={t(recovered ? 'editor.noticeRecoveredConflict' : 'editor.noticeConflict', { path })}
          hint={t('editor.noticeConflictHint')}
        >
          <Way isFirst label={t('recovered.compare')} run={() => openDialog({ kind: 'merge', copy: null })} />
          <Way label={t('editor.keepBoth')} hint={t('editor.keepBothHint')} run={keep('keepBoth')} />
          <Way label={t('editor.keepMine')} hint={t('editor.keepMineHint')} run={keep('keepMine')} />
          <Way label={t('editor.keepTheirs')} hint={t('editor.keepTheirsHint')} run={keep('keepTheirs')} />
          <TakeAway path={path} />
        </Notice>
      );
    case 'gone':
      return (
        <Notice kind="bad" text={t('editor.noticeGone', { path })}>
          <Way label={t('editor.saveAgain')} run={() => void sessions().saveAgain()} />
          <TakeAway path={path} />
        </Notice>
      );
    case 'failed':
      return <FailedNotice status={status} path={path} />;
    case 'read-only':
      return (
        <Notice kind="info" text={t(readOnlyMessages[status.reason], { path })}>
          {status.reason === 'not-utf8' && (
            <Way label={t('encoding.choose')} run={() => openDialog({ kind: 'encoding' })} />
          )}
        </Notice>
      );
    case 'saved':
    case 'saving':
      return null;
  }
}

const readOnlyMessages = {
  'not-utf8': 'editor.readOnlyNotUtf8',
  'too-large': 'editor.readOnlyTooLarge',
  binary: 'editor.readOnlyBinary',
} as const;

function FailedNotice({
  status: { error },
  path,
}: {
  status: SaveStatus & { kind: 'failed' };
  path: string;
}) {
  if (error.code === 'offline') {
    // The window says already that the host is away; trying again is not up to the person.
    return (
      <Notice kind="warn" text={t('editor.noticeOffline', { path })}>
        <TakeAway path={path} />
      </Notice>
    );
  }
  if (error instanceof UnmappableError) {
    const { encoding, shown: characters } = error;
    const text = t('encoding.unmappable', { path, name: encodingName(encoding), characters });
    return (
      <Notice kind="bad" text={text} hint={t('encoding.unmappableHint')}>
        <Way label={t('encoding.convert', { name: 'UTF-8' })} run={() => convert(path, 'utf-8')} />
        <TakeAway path={path} />
      </Notice>
    );
  }
  const isShrunk = error.code === 'shrunk';
  const text = isShrunk
    ? t('editor.noticeShrunk', { path })
    : // Nobody knows how far it came: that the files are as they were would be a guess.
      error.code === 'internal'
      ? t('editor.noticeUnsure', { path })
      : t('editor.noticeFailed', { path, why: reasonFor(error) });
  return (
    <Notice kind="bad" text={text}>
      <Way
        label={t(isShrunk ? 'editor.saveAnyway' : 'editor.tryAgain')}
        run={() => void sessions().saveAgain()}
      />
      {isShrunk && <Way label={t('editor.undo')} run={() => sessions().run('undo')} />}
      <TakeAway path={path} />
    </Notice>
  );
}

/** Carries the text elsewhere, whatever keeps it from its file. */
function TakeAway({ path }: { path: string }) {
  return (
    <>
      <CopyText path={path} />
      <Way label={t('copy.elsewhere')} run={() => void saveCopyElsewhere()} />
    </>
  );
}

function CopyText({ path }: { path: string }) {
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(sessions().textOf(path) ?? '');
      notify(t('editor.textCopied', { path }));
    } catch {
      notify(t('editor.textNotCopied', { path }), { kind: 'alert' });
    }
  };
  return <Way label={t('editor.copyText')} run={() => void copy()} />;
}

function NewsNotice({ note: { path, keptAs, recovered, status } }: { note: Noted }) {
  const dismiss = () => sessions().dismissNews();
  if (keptAs !== null) {
    return (
      <Notice kind="info" text={t('editor.noticeKept', { path: keptAs })}>
        <Way label={t('editor.showIt')} run={() => void openNote(keptAs)} />
        <Way label={t('editor.dismiss')} run={dismiss} />
      </Notice>
    );
  }
  if (!recovered || status.kind === 'conflict') return null;
  // Not the last step of undo: that may be what was typed since.
  const undo = () =>
    attempt(t('merge.failedApply', { path }), async () => {
      const before = sessions().recoveredOver();
      const now = sessions().text();
      if (before === null || now === null) return;
      const { putBack } = await import('../versions/restoring.ts');
      if (await putBack(path, now, changesBetween(now, before))) dismiss();
    });
  return (
    <Notice kind="info" text={t('editor.noticeRecovered')}>
      <Way label={t('recovered.showChanges')} run={() => openDialog({ kind: 'recovered' })} />
      <Way label={t('editor.undo')} run={() => void undo()} />
      <Way label={t('editor.dismiss')} run={dismiss} />
    </Notice>
  );
}

function InPlaceNotice({ note: { inPlace, path, keptAs, recovered } }: { note: Noted }) {
  if (inPlace !== true || keptAs !== null || recovered) return null;
  return (
    <Notice kind="warn" text={t('editor.noticeInPlace', { path })}>
      <Way label={t('editor.dismiss')} run={() => sessions().dismissNews()} />
    </Notice>
  );
}

function ProblemNotice({ note: { problem, status } }: { note: Noted }) {
  if (problem === null || status.kind === 'read-only') return null;
  const n = problem.line;
  return (
    <Notice kind="warn" text={t('editor.noticeProblem', { n, problem: t(`problem.${problem.code}`) })}>
      <Way label={t('editor.goToProblem', { n })} run={() => sessions().goToLine(n)} />
    </Notice>
  );
}

function CopyNotice({ path }: { path: string }) {
  const copy = useSyncCopy(path);
  if (copy === null) return null;
  const { of, by } = copy;
  return (
    <Notice kind="info" text={t(by === 'own' ? 'copies.noticeOwn' : 'copies.notice', { path: of })}>
      <Way label={t('copies.merge')} run={() => void mergeCopy(of, path)} />
      <Way label={t('copies.openNote', { path: of })} run={() => void openNote(of, { focus: true })} />
    </Notice>
  );
}

interface NoticeParts {
  kind: 'bad' | 'warn' | 'info';
  text: string;
  hint?: string;
  children?: ReactNode;
}

function Notice({ kind, text, hint, children }: NoticeParts) {
  const Icon = kind === 'info' ? Info : CircleAlert;
  return (
    <div className="editor-notice" data-kind={kind} role={kind === 'bad' ? 'alert' : 'group'}>
      <Icon aria-hidden />
      <p>
        {text}
        {hint !== undefined && <span className="editor-notice-hint"> {hint}</span>}
      </p>
      <div className="editor-notice-ways">{children}</div>
    </div>
  );
}

interface WayParts {
  label: string;
  hint?: string;
  /** The one that is best for most. */
  isFirst?: boolean;
  run: () => void;
}

function Way({ label, hint, isFirst = false, run }: WayParts) {
  return (
    <button type="button" className={isFirst ? 'button button-filled' : 'button'} title={hint} onClick={run}>
      {label}
    </button>
  );
}
